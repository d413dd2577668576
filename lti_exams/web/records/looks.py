"""How pages about rosters, results and exports look: inside a launch, or for staff without one."""

from django.http import HttpResponse
from django.shortcuts import render

from lti_exams.edge.wording import wording_of
from lti_exams.journeys.access import Act
from lti_exams.launches import api as launches
from lti_exams.web.qualifying.desk import Desk
from lti_exams.web.views.chrome import show

_HOME = "qualification/"


def base_of(desk: Desk) -> str:
    """Return the address under which everything of a course is for whoever looks."""
    return desk.home.removesuffix(_HOME)


def page(
    desk: Desk, template: str, *, room: str, status: int = 200, **context: object
) -> HttpResponse:
    """Render a page in the look of where it is seen; `room` is the part of the course it is in."""
    told = {
        "desk": desk,
        "period": desk.period,
        "base": base_of(desk),
        "room": room,
        "may_see_results": desk.caller.may(Act.SEE_RESULTS, desk.period),
        "may_see_lists": desk.caller.may(Act.SEE_QUALIFICATIONS, desk.period),
        **context,
    }
    if isinstance(desk.launch, launches.Launch):
        look = "web/records/in_launch.html"
        return show(desk.request, template, status=status, look=look, **told)  # type: ignore[arg-type]
    told["look"] = "web/records/for_staff.html"
    return render(desk.request, template, told, status=status)


def title_of(code: str) -> str:
    """Say in a line what a code means that was kept of a failure."""
    return str(wording_of(code).title) if code else ""
