"""The gradebook: every cell, every score that arrived, and what became of it."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from lti_exams.sandbox.lms import clock, grading
from lti_exams.sandbox.lms.models import Course, Enrolment, Grade, LineItem, Standing
from lti_exams.sandbox.lms.pages.courses import courses_of
from lti_exams.sandbox.lms.pages.forms import PointsForm
from lti_exams.sandbox.lms.pages.shape import teachers_only
from lti_exams.sandbox.lms.visitors import VisitedRequest

SCORES_A_PAGE = 50
STUDENTS_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One student's line in the gradebook."""

    enrolment: Enrolment
    cells: list[tuple[LineItem, Grade | None]]


@teachers_only
def gradebook(request: VisitedRequest, key: str) -> HttpResponse:
    """Show the grades of a course and the scores that tools sent."""
    course = get_object_or_404(courses_of(request.person), key=key)
    items = list(course.line_items.select_related("link"))
    scores = course.scores.select_related("tool")
    shown = {
        "course": course,
        "items": items,
        "rows": _rows(course, items),
        "scores": Paginator(scores, SCORES_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "lms/gradebook.html", shown)


@teachers_only
@require_POST
def override(request: VisitedRequest, key: str, number: int, person: str) -> HttpResponseRedirect:
    """Set somebody's points by hand."""
    course = get_object_or_404(courses_of(request.person), key=key)
    item = get_object_or_404(course.line_items, pk=number)
    student = get_object_or_404(course.enrolments, person__key=person).person
    form = PointsForm(request.POST)
    if form.is_valid():
        grading.set_by_teacher(item, student, form.cleaned_data["given"], now=clock.now())
    return redirect("gradebook", key=key)


def _rows(course: Course, items: list[LineItem]) -> list[Row]:
    enrolments = course.enrolments.exclude(standing=Standing.DELETED).select_related("person")
    students = [each for each in enrolments if each.person.is_gradable][:STUDENTS_A_PAGE]
    grades = {
        (grade.person_id, grade.line_item_id): grade
        for grade in Grade.objects.filter(line_item__in=items)
    }
    return [
        Row(each, [(item, grades.get((each.person_id, item.pk))) for item in items])
        for each in students
    ]
