from django.urls import URLPattern, URLResolver, include, path

from lti_exams.web.qualifying.urls import qualifying
from lti_exams.web.records.urls import records
from lti_exams.web.views import front, launch, presence, proctoring, questions, sitting


def _sitting(way: str) -> list[URLPattern]:
    """Return the pages of an exam for one way into it, which gives them their names."""
    told = {"way": way}
    return [
        path("", sitting.exam, told, name=way),
        path("before", sitting.before, told, name=f"{way}-before"),
        path("come-in", sitting.come_in, told, name=f"{way}-come-in"),
        path("begin", sitting.begin, told, name=f"{way}-begin"),
        path("go-on-here", sitting.go_on_here, told, name=f"{way}-go-on-here"),
        path("act", sitting.act, told, name=f"{way}-act"),
        path("proctoring", proctoring.go, told, name=f"{way}-proctoring"),
        path("returned", proctoring.returned, told, name=f"{way}-returned"),
        path("over", proctoring.over, told, name=f"{way}-over"),
        path("questions", questions.go, told, name=f"{way}-questions"),
        path("admit", sitting.admit, told, name=f"{way}-admit"),
        path("confirm", sitting.confirm, told, name=f"{way}-confirm"),
    ]


_in_launch: list[URLPattern | URLResolver] = [
    path("present", presence.beat, name="present"),
    path("exam/", include(_sitting("exam"))),
    path("exam/rehearsal/", include(_sitting("rehearsal"))),
    path("exams/<int:exam>/preview/", include(_sitting("preview"))),
    path("", launch.home, name="launch-home"),
    path("place", launch.place, name="place-link"),
    path("", include("lti_exams.web.teaching_urls")),
    path("", include("lti_exams.web.milestone_urls")),
    path("qualification/", include(qualifying("teacher"))),
    path("", include(records("teacher"))),
    path("dashboard/", launch.dashboard, name="dashboard"),
    path("new-window/", launch.new_window, name="new-window"),
]

# Django looks at one address after the other: what a hall full of learners asks for is first.
urlpatterns = [
    path("launches/<slug:key>/", include(_in_launch)),
    path("", front.home, name="home"),
    path("help", front.help_page, name="help"),
    path("help/errors", front.error_list, name="error-list"),
    path("qualification/plugins/", include("lti_exams.plugins.urls")),
    path("qualification/runs/<slug:run>/", include("lti_exams.web.qualifying.run_urls")),
    path("staff/courses/<int:course>/qualification/", include(qualifying("staff"))),
    path("staff/courses/<int:course>/", include(records("staff"))),
]
