"""Pages for the people at Hawkeye: who is watched, what is done, how it misbehaves."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from lti_exams.sandbox.common.tool import requests_in
from lti_exams.sandbox.vendor import behaviour, control_service, doings
from lti_exams.sandbox.vendor.details import from_form
from lti_exams.sandbox.vendor.misbehaviours import table
from lti_exams.sandbox.vendor.models import ControlCall, Session


def index(request: HttpRequest) -> HttpResponse:
    """List everybody who is or was watched."""
    watched = Session.objects.select_related("launch__platform").order_by("-opened_at")
    return render(request, "vendor/index.html", {"sessions": watched})


def proctor(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one session to a proctor and send what the proctor decides."""
    session = get_object_or_404(Session, key=key)
    if request.method == "POST":
        form = requests_in.parameters(request)
        doings.control(session, form.get("action", ""), from_form(form), now=timezone.now())
        return redirect("proctor", key=key)
    calls = ControlCall.objects.filter(session=session).order_by("-id")
    shown = {"session": session, "actions": control_service.ACTIONS, "calls": calls}
    return render(request, "vendor/proctor.html", shown)


def misbehave(request: HttpRequest) -> HttpResponse:
    """Show every misbehaviour and every choice, and throw their switches."""
    if request.method == "POST":
        _throw(requests_in.parameters(request))
        return redirect("misbehave")
    choices = [(name, values, behaviour.chosen(name)) for name, values in behaviour.CHOICES.items()]
    shown = {"misbehaviours": table.EVERY, "current": table.current(), "choices": choices}
    return render(request, "vendor/misbehave.html", shown)


def _throw(form: dict[str, str]) -> None:
    if form.get("misbehaviour"):
        table.switch_on(form["misbehaviour"], {}, once=False)
    else:
        table.switch_off()
    for name, choice in behaviour.CHOICES.items():
        by_text = {str(value): value for value in choice.values}
        if form.get(name) in by_text:
            behaviour.choose(name, by_text[form[name]])
