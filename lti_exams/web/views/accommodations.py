"""Pages on which staff grant people more time or other dates."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.exams import api as exams
from lti_exams.journeys import give_time
from lti_exams.journeys.access import Act
from lti_exams.journeys.grant_many import grant_many
from lti_exams.journeys.see_accommodations import see_accommodations
from lti_exams.web.forms.accommodations import GrantForm
from lti_exams.web.forms.controls import ReasonForm, reason_in
from lti_exams.web.forms.grant_list import ListForm
from lti_exams.web.forms.people import directory_of
from lti_exams.web.forms.refused import show_in
from lti_exams.web.views.chrome import show
from lti_exams.web.views.exams import course_of


@require_safe
@in_launch
def accommodation_list(request: LaunchRequest) -> HttpResponse:
    """Show what is granted in the course, and the forms to grant more."""
    return _page(request)


def _page(
    request: LaunchRequest,
    *,
    one: GrantForm | None = None,
    many: ListForm | None = None,
    done: int = 0,
) -> HttpResponse:
    caller, course = course_of(request)
    seen, directory = see_accommodations(caller, course), directory_of(course)
    form = one or many
    return show(
        request,
        "web/teacher/accommodations.html",
        status=422 if form else 200,
        seen=seen,
        now=timezone.now(),
        people=[directory.name(key) for key in directory.people],
        form=form,
        done=done,
        one=one or GrantForm(course=course, exams_here=seen.exams, directory=directory),
        many=many or ListForm(course=course, exams_here=seen.exams, directory=directory),
    )


@require_POST
@in_launch
def grant(request: LaunchRequest) -> HttpResponse:
    """Grant one person more time or other dates."""
    caller, course = course_of(request)
    caller.check_may(Act.GRANT_TIME, course)
    here = list(exams.exams_of(course))
    form = GrantForm(request.POST, course=course, exams_here=here, directory=directory_of(course))
    if not form.is_valid():
        return _page(request, one=form)
    typed = form.cleaned_data
    try:
        give_time.accommodate(
            caller,
            typed["person"],
            form.where(),
            form.allowance(),
            reason=typed["reason"],
            now=timezone.now(),
        )
    except exams.AllowanceRefused as error:
        show_in(form, error)
        return _page(request, one=form)
    return redirect("teacher-accommodations", key=request.launch.key)


@require_POST
@in_launch
def grant_list(request: LaunchRequest) -> HttpResponse:
    """Grant what a pasted table says; rows that make no sense come back, each with why."""
    caller, course = course_of(request)
    caller.check_may(Act.GRANT_TIME, course)
    here = list(exams.exams_of(course))
    form = ListForm(request.POST, course=course, exams_here=here, directory=directory_of(course))
    if not form.is_valid():
        return _page(request, many=form)
    granted = grant_many(caller, course, form.grants, now=timezone.now())
    if form.keep_refused(granted.refused):
        return _page(request, many=form, done=len(granted.done))
    return redirect("teacher-accommodations", key=request.launch.key)


@require_POST
@in_launch
def withdraw(request: LaunchRequest, accommodation: int) -> HttpResponse:
    """Take back what was granted."""
    caller, course = course_of(request)
    granted = exams.accommodation_of(course, accommodation)
    reason = reason_in(ReasonForm(request.POST))
    give_time.withdraw(caller, granted, reason=reason, now=timezone.now())
    return redirect("teacher-accommodations", key=request.launch.key)
