from django.urls import path

from lti_exams.sandbox.lms.control import faults, gradebook, registrations, tools, world
from lti_exams.sandbox.lms.control.shape import endpoint

urlpatterns = [
    path("", endpoint(GET=world.state)),
    path("state", endpoint(GET=world.state)),
    path("reset", endpoint(POST=world.reset)),
    path("profile", endpoint(POST=world.set_profile)),
    path("storage", endpoint(POST=world.set_storage)),
    path("clock", endpoint(POST=world.set_clock)),
    path("keys/rotate", endpoint(POST=world.rotate_keys)),
    path("people", endpoint(GET=world.list_people, POST=world.add_people)),
    path("courses", endpoint(GET=world.list_courses)),
    path("courses/<slug:key>", endpoint(POST=world.change_course)),
    path("courses/<slug:key>/enrolments", endpoint(POST=world.set_standing)),
    path(
        "faults",
        endpoint(GET=faults.list_faults, POST=faults.switch_on, DELETE=faults.switch_off),
    ),
    path("faults/<int:number>", endpoint(DELETE=faults.switch_off)),
    path("ledger", endpoint(GET=world.show_ledger)),
    path("tools", endpoint(GET=tools.list_tools, POST=tools.install_tool)),
    path("tools/<str:client_id>/deployments", endpoint(POST=tools.deploy_tool)),
    path("registrations", endpoint(POST=registrations.invite)),
    path("links", endpoint(GET=tools.list_links, POST=tools.add_link)),
    path("links/<int:number>", endpoint(POST=tools.change_link, DELETE=tools.remove_link)),
    path("login", endpoint(POST=tools.login)),
    path("id_token", endpoint(POST=tools.mint)),
    path("line-items", endpoint(GET=gradebook.list_line_items, POST=gradebook.add_line_item)),
    path("line-items/<int:number>", endpoint(DELETE=gradebook.remove_line_item)),
    path("line-items/<int:number>/grades", endpoint(POST=gradebook.override)),
    path("coursework", endpoint(POST=gradebook.grade_the_term)),
    path("scores", endpoint(GET=gradebook.list_scores)),
]
