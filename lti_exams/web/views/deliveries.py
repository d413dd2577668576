"""Pages that show how grades travel to the LMS: a course's for who teaches, one's own for all."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lti_exams.edge import delivering
from lti_exams.edge.sessions import LaunchRequest, in_launch
from lti_exams.exams import api as exams
from lti_exams.grades import api as grades
from lti_exams.journeys import resend_outcomes
from lti_exams.journeys.access import caller_of_launch
from lti_exams.journeys.resend_outcomes import Resend, ResendUnclear, Which
from lti_exams.journeys.see_deliveries import (
    see_deliveries,
    see_delivery,
    see_own_deliveries,
)
from lti_exams.journeys.see_exams import see_exams
from lti_exams.results import api as results
from lti_exams.web.views.chrome import show
from lti_exams.web.views.exams import course_of
from lti_exams.web.views.listing import address_of, page_number, pages_of

PAGE = 50


@require_safe
@in_launch
def grade_list(request: LaunchRequest) -> HttpResponse:
    """Show what is sent, what is on its way, and what needs somebody."""
    caller, course = course_of(request)
    now, query = timezone.now(), request.GET.dict()
    exam, group = _exam(request, query.get("exam", "")), _group(query.get("show", ""))
    seen = see_deliveries(caller, course, exam=exam, group=group, now=now)
    total = seen.outcomes.count()
    number = page_number(query)
    return show(
        request,
        "web/teacher/grades.html",
        seen=seen,
        rows=seen.outcomes[(number - 1) * PAGE : number * PAGE],
        exam=exam,
        group=group,
        sent=_number(query.get("sent", "")),
        here=[one.exam for one in see_exams(caller, course)],
        pages=pages_of(query, number, total, size=PAGE),
        now=now,
    )


def _exam(request: LaunchRequest, key: str) -> exams.Exam | None:
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    _caller, course = course_of(request)
    return exams.exam_of(course, int(key))


def _group(word: str) -> grades.Group | None:
    return grades.Group(word) if word in set(grades.Group) else None


@require_safe
@in_launch
def grade_table(request: LaunchRequest) -> HttpResponse:
    """Hand out the grades as CSV, to be entered by hand where the LMS takes no more."""
    caller, course = course_of(request)
    query = request.GET.dict()
    exam, group = _exam(request, query.get("exam", "")), _group(query.get("show", ""))
    seen = see_deliveries(caller, course, exam=exam, group=group, now=timezone.now())
    table = results.write_table(
        map(str, delivering.HEADINGS), map(delivering.row_of, seen.outcomes)
    )
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="grades.csv"'
    return response


@require_safe
@in_launch
def grade(request: LaunchRequest, outcome: int) -> HttpResponse:
    """Show one grade on its way, and every try to send it."""
    caller, course = course_of(request)
    found, tries = see_delivery(caller, course, outcome)
    seen = see_deliveries(caller, course, now=timezone.now())
    return show(
        request,
        "web/teacher/grade.html",
        outcome=found,
        tries=tries,
        may_send=seen.may_send,
        sent=_number(request.GET.get("sent", "")),
    )


@require_POST
@in_launch
def resend(request: LaunchRequest) -> HttpResponse:
    """Send one grade again, those that need it, or all."""
    caller, course = course_of(request)
    typed = request.POST.dict()
    wanted = Resend(
        which=_which(typed.get("which", "")),
        outcome=_number(typed.get("outcome", "")),
        exam=_exam(request, typed.get("exam", "")),
        overwrite=typed.get("overwrite") == "yes",
    )
    many = resend_outcomes.resend_outcomes(caller, course, wanted, now=timezone.now())
    key, told = request.launch.key, {"sent": str(many)}
    if wanted.outcome is not None:
        page = reverse("teacher-grade", kwargs={"key": key, "outcome": wanted.outcome})
    else:
        page = reverse("teacher-grades", kwargs={"key": key})
        told |= {"exam": typed.get("exam", "")}
    return redirect(page + address_of(told))


@require_POST
@in_launch
def make_column(request: LaunchRequest, link: int) -> HttpResponse:
    """Make the column anew that somebody deleted in the LMS."""
    caller, course = course_of(request)
    many = resend_outcomes.make_column_anew(caller, course, link, now=timezone.now())
    page = reverse("teacher-grades", kwargs={"key": request.launch.key})
    return redirect(page + address_of({"sent": str(many)}))


@require_safe
@in_launch
def own_grades(request: LaunchRequest) -> HttpResponse:
    """Show somebody what the LMS is told of them."""
    caller = caller_of_launch(request.launch)
    return show(request, "web/launch/own_grades.html", outcomes=see_own_deliveries(caller))


def _which(word: str) -> Which:
    try:
        return Which(word)
    except ValueError as error:
        raise ResendUnclear(field="which") from error


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
