"""The control API: everything that a person can do on a page, for tests."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lti_exams.sandbox.assessment import faults, modes, outside, reports, sittings
from lti_exams.sandbox.assessment.models import Report, Sitting
from lti_exams.sandbox.assessment.numbers import number_in
from lti_exams.sandbox.assessment.papers import PAPERS
from lti_exams.sandbox.common.tool import requests_in
from lti_exams.sandbox.common.tool.refusals import Refusal


def mode(request: HttpRequest) -> HttpResponse:
    """Choose `mode`, `channel` and `seconds`, or tell them."""
    if request.method == "POST":
        modes.choose(requests_in.document(request))
    return JsonResponse({**modes.chosen(), "modes": modes.MODES, "channels": modes.CHANNELS})


def misbehave(request: HttpRequest) -> HttpResponse:
    """Switch a fault on (`name`) or off (`name` null), and list them all."""
    if request.method == "POST":
        faults.switch(requests_in.document(request).get("name"))
    listed = [{"name": fault.name, "says": fault.sentence} for fault in faults.EVERY]
    return JsonResponse({"current": faults.current(), "misbehaviours": listed})


def configure_outside(request: HttpRequest) -> HttpResponse:
    """Say where access tokens are verified and where completions go."""
    if request.method == "POST":
        outside.configure(requests_in.document(request))
    return JsonResponse(outside.configuration())


@require_GET
def list_sittings(request: HttpRequest) -> HttpResponse:
    """List the sittings, newest first, with every score that was told or kept back."""
    newest_first = Sitting.objects.order_by("-started_at")
    return JsonResponse({"sittings": [_sitting(sitting) for sitting in newest_first]})


@require_POST
def hand_in(request: HttpRequest) -> HttpResponse:
    """Hand in `answers`, or a `score` outright, for `sitting` or else the newest."""
    said = requests_in.document(request)
    sitting, now = _named(said), timezone.now()
    sittings.hand_in(sitting, said.get("answers", {}), now=now)
    if "score" in said:
        sitting.score = number_in(said, "score")
        sitting.save(update_fields=["score"])
    reports.on_hand_in(sitting, now=now)
    return JsonResponse(_sitting(sitting))


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Tell the scores that were kept back."""
    sitting = _named(requests_in.document(request))
    told = reports.send_waiting(sitting, now=timezone.now())
    return JsonResponse({"sent": told, **_sitting(sitting)})


@require_POST
def regrade(request: HttpRequest) -> HttpResponse:
    """Change a score (`score`) and tell it."""
    said = requests_in.document(request)
    sitting = _named(said)
    reports.regrade(sitting, number_in(said, "score"), now=timezone.now())
    return JsonResponse(_sitting(sitting))


def _named(said: dict[str, Any]) -> Sitting:
    if not said.get("sitting"):
        return sittings.newest()
    try:
        return get_object_or_404(Sitting, key=UUID(str(said["sitting"])))
    except ValueError as error:
        raise Refusal("sitting-unknown", "No sitting has this key.", status=404) from error


def _sitting(sitting: Sitting) -> dict[str, Any]:
    described = ("paper", "sub", "link", "attempt", "score", "answers")
    told = Report.objects.filter(sitting=sitting)
    return {
        "key": str(sitting.key),
        "submitted": sitting.submitted_at is not None,
        "maximum": PAPERS[sitting.paper].maximum,
        "reports": [_report(report) for report in told],
        **{name: getattr(sitting, name) for name in described},
    }


def _report(report: Report) -> dict[str, Any]:
    described = ("score", "activity", "grading", "status")
    return {
        "key": str(report.key),
        "sent": report.sent_at is not None,
        **{name: getattr(report, name) for name in described},
    }
