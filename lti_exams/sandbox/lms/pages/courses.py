"""Courses and what is in them."""

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render

from lti_exams.sandbox.lms.models import Course, Deployment, Grade, Person, Standing
from lti_exams.sandbox.lms.pages.shape import members_only
from lti_exams.sandbox.lms.visitors import VisitedRequest


def courses_of(person: Person) -> QuerySet[Course]:
    """Return the courses that a person may enter."""
    if person.is_administrator:
        return Course.objects.all()
    return Course.objects.filter(enrolments__person=person, enrolments__standing=Standing.ACTIVE)


@members_only
def home(request: VisitedRequest) -> HttpResponse | HttpResponseRedirect:
    """Show everybody what they came for."""
    if request.person.is_administrator:
        return redirect("tools")
    return render(request, "lms/home.html", {"courses": courses_of(request.person)})


@members_only
def course(request: VisitedRequest, key: str) -> HttpResponse:
    """Show what is in a course."""
    found = get_object_or_404(courses_of(request.person), key=key)
    shown = {
        "course": found,
        "links": found.links.select_related("deployment__tool"),
        "deployments": Deployment.objects.select_related("tool"),
        "grades": Grade.objects.filter(
            line_item__course=found, person=request.person
        ).select_related("line_item"),
    }
    return render(request, "lms/course.html", shown)
