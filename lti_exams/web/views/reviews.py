"""Pages for those who watch exams and decide about sittings."""

import csv
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lti_exams.edge.passages import begin_at_tool
from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act
from lti_exams.journeys.launch_vendor_dashboard import launch_vendor_dashboard
from lti_exams.journeys.report_incidents import HEADINGS, incident_rows
from lti_exams.journeys.review_attempt import (
    Verdict,
    comment_on_sitting,
    remove_comment,
    review_attempt,
    undo_review,
)
from lti_exams.journeys.see_reviews import (
    SeenSitting,
    count_waiting,
    exam_watched,
    exams_seen,
    see_reviews,
    see_sitting,
    sitting_watched,
)
from lti_exams.proctoring import api as proctoring
from lti_exams.web.forms.controls import ControlForm, ReasonForm
from lti_exams.web.forms.refused import show_in
from lti_exams.web.forms.reviews import QueueForm, RemarkForm, VerdictForm
from lti_exams.web.views.chrome import show
from lti_exams.web.views.exams import course_of
from lti_exams.web.words import ACTS

PAGE = 50
# What a form can mend; everything else is told on a page of its own.
_OF_THE_FORM = (exams.ReasonMissing, proctoring.ReviewRefused)


@require_safe
@in_launch
def queue(request: LaunchRequest) -> HttpResponse:
    """Show what waits for a decision, longest waiting first."""
    caller, course = course_of(request)
    here = exams_seen(caller, course)
    form = QueueForm(request.GET, exams_here=here)
    number = _number(request.GET.get("page", ""))
    found = see_reviews(caller, course, form.sought(offset=(number - 1) * PAGE, limit=PAGE))
    return show(
        request,
        "web/teacher/reviews.html",
        form=form,
        found=found,
        waiting=sum(count_waiting(caller, course).values()),
        guarded=_with_pages(here),
        pages=_pages(request, number, found.total),
        may_teach=caller.may(Act.SEE_EXAMS, course),
    )


def _with_pages(here: list[exams.Exam]) -> list[exams.Exam]:
    """Return the exams whose vendor has pages of its own: those that are LTI tools."""
    references = {one.reference for one in proctoring.usable_vendors() if one.tool_id}
    return [one for one in here if one.vendor in references]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) else 1


def _pages(request: LaunchRequest, number: int, total: int) -> dict[str, object]:
    last = max(1, -(-total // PAGE))

    def at(page: int) -> str:
        return "?" + urlencode({**request.GET.dict(), "page": page}) if 0 < page <= last else ""

    return {"number": number, "last": last, "before": at(number - 1), "after": at(number + 1)}


@require_safe
@in_launch
def sitting(request: LaunchRequest, attempt: int) -> HttpResponse:
    """Show everything that was told of one sitting, and what can be decided."""
    return sitting_page(request, attempt)


def sitting_page(
    request: LaunchRequest,
    attempt: int,
    *,
    verdict: VerdictForm | None = None,
    remark: RemarkForm | None = None,
    undo: ReasonForm | None = None,
    control: ControlForm | None = None,
    act: str = "",
) -> HttpResponse:
    """Show one sitting, and what was wrong with the form that was sent."""
    caller, course = course_of(request)
    seen = see_sitting(caller, attempt, now=timezone.now())
    return show(
        request,
        "web/teacher/review.html",
        status=422 if verdict or remark or undo or control else 200,
        seen=seen,
        form=verdict or remark or undo or control,
        offered=[
            (one, control if control and one.control == act else ControlForm(prefix=one.control))
            for one in ACTS
            if one.control in seen.controls
        ],
        act=act,
        verdict=verdict or VerdictForm(may=seen.may),
        remark=remark or RemarkForm(initial={"moment": _first_moment(seen)}),
        undo=undo or ReasonForm(auto_id="undo_%s"),
        undo_is_open=undo is not None,
        may_teach=caller.may(Act.SEE_EXAMS, course),
    )


def _first_moment(seen: SeenSitting) -> object:
    """Suggest the moment that people most likely speak of: the worst that was told, in UTC."""
    told = [one.incident for one in seen.time_line if one.incident]
    worst = max(told, key=lambda one: one.severity or 0, default=None)
    moment = worst.moment if worst else seen.attempt.started_at
    return moment.replace(tzinfo=None) if moment else None


@require_POST
@in_launch
def decide(request: LaunchRequest, attempt: int) -> HttpResponse:
    """Verify, reject, or ask for somebody else's eyes, for the reason that was given."""
    caller, _course = course_of(request)
    found = sitting_watched(caller, attempt)
    now = timezone.now()
    form = VerdictForm(request.POST, may=see_sitting(caller, attempt, now=now).may)
    if not form.is_valid():
        return sitting_page(request, attempt, verdict=form)
    typed = form.cleaned_data
    try:
        review_attempt(caller, found, Verdict(typed["verdict"]), reason=typed["reason"], now=now)
    except _OF_THE_FORM as error:
        show_in(form, error)
        return sitting_page(request, attempt, verdict=form)
    return _back(request, attempt)


@require_POST
@in_launch
def undo(request: LaunchRequest, attempt: int) -> HttpResponse:
    """Take the newest decision back, for the reason that was given."""
    caller, _course = course_of(request)
    found = sitting_watched(caller, attempt)
    form = ReasonForm(request.POST, auto_id="undo_%s")
    if not form.is_valid():
        return sitting_page(request, attempt, undo=form)
    try:
        undo_review(caller, found, reason=form.cleaned_data["reason"], now=timezone.now())
    except _OF_THE_FORM as error:
        show_in(form, error)
        return sitting_page(request, attempt, undo=form)
    return _back(request, attempt)


@require_POST
@in_launch
def remark(request: LaunchRequest, attempt: int) -> HttpResponse:
    """Say something of a moment of a sitting."""
    caller, _course = course_of(request)
    found = sitting_watched(caller, attempt)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return sitting_page(request, attempt, remark=form)
    try:
        comment_on_sitting(caller, found, form.remark(), now=timezone.now())
    except proctoring.ReviewRefused as error:
        show_in(form, error)
        return sitting_page(request, attempt, remark=form)
    return _back(request, attempt)


@require_POST
@in_launch
def take_remark_back(request: LaunchRequest, attempt: int, comment: int) -> HttpResponse:
    """Show a comment no more."""
    caller, _course = course_of(request)
    found = sitting_watched(caller, attempt)
    remove_comment(caller, found, comment, now=timezone.now())
    return _back(request, attempt)


def _back(request: LaunchRequest, attempt: int) -> HttpResponse:
    return redirect("teacher-review", key=request.launch.key, attempt=attempt)


@require_safe
@in_launch
def report(request: LaunchRequest) -> HttpResponse:
    """Hand out what vendors told of the course's sittings as CSV."""
    caller, course = course_of(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="incidents.csv"'
    # With it, spreadsheets read the names as what they are.
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(HEADINGS)
    writer.writerows(incident_rows(caller, course))
    return response


@require_POST
@in_launch
def at_the_vendor(request: LaunchRequest, exam: int) -> HttpResponse:
    """Go to the vendor's own pages about an exam."""
    caller, course = course_of(request)
    found = exam_watched(caller, course.pk, exam)
    person = request.launch.person
    back = f"{settings.PUBLIC_ORIGIN}{reverse('teacher-reviews', args=[request.launch.key])}"
    form = launch_vendor_dashboard(
        caller,
        found,
        whom=person,
        session=request.launch.key,
        return_url=back,
        now=timezone.now(),
    )
    return begin_at_tool(request, form)
