"""Pages for the people at Quill: who sat what, what was told, how it behaves."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from lti_exams.sandbox.assessment import faults, modes, outside, reports
from lti_exams.sandbox.assessment.models import Report, Sitting
from lti_exams.sandbox.assessment.numbers import number_in
from lti_exams.sandbox.assessment.papers import PAPERS
from lti_exams.sandbox.common.tool import requests_in


def index(request: HttpRequest) -> HttpResponse:
    """List the sittings and every score that was told or kept back."""
    shown = {
        "sittings": Sitting.objects.order_by("-started_at"),
        "reports": Report.objects.select_related("sitting").order_by("-id"),
        "papers": PAPERS.values(),
    }
    return render(request, "assessment/index.html", shown)


@require_POST
def tell(request: HttpRequest, key: UUID) -> HttpResponse:
    """Tell the scores of a sitting that were kept back."""
    reports.send_waiting(get_object_or_404(Sitting, key=key), now=timezone.now())
    return redirect("index")


@require_POST
def regrade(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change a score and tell it."""
    score = number_in(requests_in.parameters(request), "score")
    reports.regrade(get_object_or_404(Sitting, key=key), score, now=timezone.now())
    return redirect("index")


def behaviour(request: HttpRequest) -> HttpResponse:
    """Show when, how and how wrongly scores are told, and change it."""
    if request.method == "POST":
        form = requests_in.parameters(request)
        chosen: dict[str, str] = {name: form[name] for name in ("mode", "channel") if name in form}
        modes.choose(chosen | {"seconds": number_in(form, "seconds")})
        faults.switch(form.get("fault") or None)
        outside.configure({name: form.get(name) for name in outside.FIELDS})
        return redirect("behaviour")
    configured = outside.configuration()
    shown = {
        "modes": modes.MODES,
        "channels": modes.CHANNELS,
        "chosen": modes.chosen(),
        "faults": faults.EVERY,
        "fault": faults.current(),
        "outside": [(name, configured.get(name, "")) for name in outside.FIELDS],
    }
    return render(request, "assessment/behaviour.html", shown)
