"""Sitting a paper."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from lti_exams.sandbox.assessment import reports, sittings
from lti_exams.sandbox.assessment.models import Sitting
from lti_exams.sandbox.assessment.papers import PAPERS


def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the questions, or what they were worth once the work is handed in."""
    sitting = get_object_or_404(Sitting, key=key)
    if request.method == "POST":
        _hand_in(request, sitting)
        return redirect("sitting", key=key)
    page = "questions.html" if sitting.submitted_at is None else "result.html"
    shown = {"sitting": sitting, "paper": PAPERS[sitting.paper]}
    return render(request, f"assessment/{page}", shown)


@require_POST
def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Begin the same paper once more."""
    now = timezone.now()
    sitting = sittings.again(get_object_or_404(Sitting, key=key), now=now)
    reports.on_start(sitting, now=now)
    return redirect("sitting", key=sitting.key)


def _hand_in(request: HttpRequest, sitting: Sitting) -> None:
    now = timezone.now()
    answers = {name: request.POST.getlist(name) for name in request.POST}
    sittings.hand_in(sitting, answers, now=now)
    reports.on_hand_in(sitting, now=now)
