"""Pages on which staff watch and decide about attempts."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.exams import api as exams
from lti_exams.journeys.control_attempt import Control, ControlUnknown, Order, control_attempt
from lti_exams.journeys.see_attempts import see_attempt, see_attempts
from lti_exams.journeys.see_exams import see_exams
from lti_exams.web.forms.controls import ControlForm, FilterForm
from lti_exams.web.forms.refused import show_in
from lti_exams.web.views.chrome import show
from lti_exams.web.views.exams import course_of
from lti_exams.web.views.listing import address_of, page_number, pages_of
from lti_exams.web.words import ACTS

PAGE = 50
# What a form can mend; everything else is told on a page of its own.
_OF_THE_FORM = (exams.ExtensionRefused, exams.ReasonMissing)


@require_safe
@in_launch
def attempt_list(request: LaunchRequest) -> HttpResponse:
    """Show the attempts of the course, narrowed and sorted as asked."""
    caller, course = course_of(request)
    here = [one.exam for one in see_exams(caller, course)]
    form = FilterForm(request.GET, exams_here=here)
    number = page_number(request.GET.dict())
    wanted = form.wanted(offset=(number - 1) * PAGE, limit=PAGE)
    rows, total = see_attempts(
        caller, course, wanted, owes_score=form.owes_score, now=timezone.now()
    )
    return show(
        request,
        "web/teacher/attempts.html",
        form=form,
        rows=rows,
        total=total,
        sorts=_sorts(request.GET.dict(), wanted.sort),
        pages=pages_of(request.GET.dict(), number, total, size=PAGE),
    )


def _sorts(query: Mapping[str, str], current: str) -> dict[str, str]:
    """Return for each column the address that sorts by it, the other way when it is sorted so."""
    names = ("person", "exam", "number", "status", "started")
    wanted = {name: f"-{name}" if current == name else name for name in names}
    return {name: address_of({**query, "sort": sort, "page": ""}) for name, sort in wanted.items()}


@require_safe
@in_launch
def attempt_page(request: LaunchRequest, attempt: int) -> HttpResponse:
    """Show one attempt: where it is, how it came there, and what can be done."""
    return _page(request, attempt)


def _page(
    request: LaunchRequest, attempt: int, *, form: ControlForm | None = None, act: str = ""
) -> HttpResponse:
    caller, course = course_of(request)
    seen = see_attempt(caller, course, attempt, now=timezone.now())
    offered = [
        (one, form if form and one.control == act else ControlForm(prefix=one.control))
        for one in ACTS
        if one.control in seen.controls
    ]
    return show(
        request,
        "web/teacher/attempt.html",
        status=422 if form else 200,
        seen=seen,
        offered=offered,
        form=form,
        act=act,
    )


@require_POST
@in_launch
def control(request: LaunchRequest, attempt: int) -> HttpResponse:
    """Do to an attempt what staff decided, for the reason that they gave."""
    caller, course = course_of(request)
    act = _control_named(request.POST.get("act", ""))
    form = ControlForm(request.POST, prefix=act)
    if not form.is_valid():
        return _page(request, attempt, form=form, act=act)
    typed = form.cleaned_data
    order = Order(
        control=act,
        reason=typed["reason"],
        seconds=typed["seconds"] or 0,
        message=typed["message"],
    )
    try:
        found = exams.attempt_in(course, attempt)
        control_attempt(caller, found, order, now=timezone.now())
    except _OF_THE_FORM as error:
        show_in(form, error)
        return _page(request, attempt, form=form, act=act)
    return redirect("teacher-attempt", key=request.launch.key, attempt=attempt)


def _control_named(name: str) -> Control:
    try:
        return Control(name)
    except ValueError as error:
        raise ControlUnknown(act=name) from error
