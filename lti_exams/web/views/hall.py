"""Pages for those who watch exams while they are sat."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.exams import api as exams
from lti_exams.journeys.control_attempt import (
    IN_THE_HALL,
    Control,
    ControlUnknown,
    Order,
    control_attempt,
)
from lti_exams.journeys.see_reviews import see_hall, sitting_watched
from lti_exams.web.forms.controls import ControlForm
from lti_exams.web.forms.refused import show_in
from lti_exams.web.forms.reviews import HallForm
from lti_exams.web.views.chrome import show
from lti_exams.web.views.exams import course_of
from lti_exams.web.views.reviews import sitting_page

# Told on the page that shows how the sitting stands: somebody else, or a second click, was quicker.
_OF_THE_FORM = (exams.ReasonMissing, exams.IllegalMove)


@require_safe
@in_launch
def hall(request: LaunchRequest) -> HttpResponse:
    """Show who sits now, or is about to."""
    caller, course = course_of(request)
    form = HallForm(request.GET)
    seen = see_hall(caller, course, search=form.sought(), now=timezone.now())
    return show(request, "web/teacher/hall.html", seen=seen, form=form)


@require_POST
@in_launch
def control(request: LaunchRequest, attempt: int) -> HttpResponse:
    """Admit, pause, let go on or free a seat, for the reason that was given."""
    caller, _course = course_of(request)
    found = sitting_watched(caller, attempt)
    act = _act_named(request.POST.get("act", ""))
    form = ControlForm(request.POST, prefix=act)
    if not form.is_valid():
        return sitting_page(request, attempt, control=form, act=act)
    typed = form.cleaned_data
    order = Order(control=act, reason=typed["reason"], message=typed["message"])
    try:
        control_attempt(caller, found, order, now=timezone.now())
    except _OF_THE_FORM as error:
        show_in(form, error)
        return sitting_page(request, attempt, control=form, act=act)
    return redirect("teacher-review", key=request.launch.key, attempt=attempt)


def _act_named(name: str) -> Control:
    if name not in IN_THE_HALL:
        raise ControlUnknown(act=name[:50])
    return Control(name)
