from django.urls import path

from lti_exams.sandbox.lms.pages import (
    administration,
    courses,
    gradebook,
    launching,
    people,
    touring,
    trouble,
)

urlpatterns = [
    path("", people.start, name="start"),
    path("tour/", touring.stations, name="tour"),
    path("be/<slug:key>", people.become, name="become"),
    path("leave", people.leave, name="leave"),
    path("home", courses.home, name="home"),
    path("courses/<slug:key>", courses.course, name="course"),
    path("courses/<slug:key>/links/<int:number>", launching.open_link, name="link"),
    path("courses/<slug:key>/add/<int:deployment>", launching.add_content, name="add-content"),
    path(
        "courses/<slug:key>/gradebook/<int:number>/<slug:person>/review",
        launching.review,
        name="review",
    ),
    path("privacy/<int:deployment>", launching.data_privacy, name="data-privacy"),
    path("begin", launching.begin, name="begin"),
    path("forwarding", launching.forwarding, name="forwarding"),
    path("returned/<int:hint>", launching.returned, name="returned"),
    path("courses/<slug:key>/gradebook", gradebook.gradebook, name="gradebook"),
    path(
        "courses/<slug:key>/gradebook/<int:number>/<slug:person>",
        gradebook.override,
        name="override",
    ),
    path("administration/tools", administration.tools, name="tools"),
    path("administration/tools/install", administration.install, name="install"),
    path("administration/tools/register", administration.register, name="register-tool"),
    path("administration/tools/<int:number>/deploy", administration.deploy, name="deploy"),
    path("administration/tools/<int:number>/remove", administration.remove, name="remove"),
    path("administration/keys/rotate", administration.rotate_keys, name="rotate-keys"),
    path("administration/courses", administration.courses, name="courses"),
    path("administration/profile", trouble.profile, name="profile"),
    path("administration/faults", trouble.faults, name="faults"),
    path("administration/faults/on/<str:kind>", trouble.switch_on, name="switch-on"),
    path("administration/faults/off/<int:number>", trouble.switch_off, name="switch-off"),
    path("administration/ledger", trouble.ledger, name="ledger"),
]
