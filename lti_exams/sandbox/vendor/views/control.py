"""The control API: everything that a person can do on a page, for tests."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool import keys, requests_in
from lti_exams.sandbox.common.tool.models import Platform
from lti_exams.sandbox.common.tool.refusals import Refusal
from lti_exams.sandbox.vendor import behaviour, doings, sessions
from lti_exams.sandbox.vendor.details import READERS
from lti_exams.sandbox.vendor.misbehaviours import table
from lti_exams.sandbox.vendor.models import ControlCall, Session


def misbehave(request: HttpRequest) -> HttpResponse:
    """Switch a misbehaviour on (`name`, `with`, `once`) or off (`name` null); list them all."""
    if request.method == "POST":
        said = requests_in.document(request)
        if said.get("name") is None:
            table.switch_off()
        else:
            table.switch_on(str(said["name"]), said.get("with", {}), once=bool(said.get("once")))
    listed = [
        {"name": one.name, "channel": one.channel, "says": one.sentence} for one in table.EVERY
    ]
    return JsonResponse({"current": table.current(), "misbehaviours": listed})


def behave(request: HttpRequest) -> HttpResponse:
    """Make choices, or list them."""
    if request.method == "POST":
        for name, value in requests_in.document(request).items():
            behaviour.choose(name, value)
    return JsonResponse({"chosen": behaviour.all_chosen()})


@require_GET
def list_sessions(request: HttpRequest) -> HttpResponse:
    """List the sessions, newest first."""
    listed = Session.objects.select_related("launch__platform").order_by("-opened_at")
    return JsonResponse({"sessions": [_session(session) for session in listed]})


@require_POST
def start_assessment(request: HttpRequest, key: UUID) -> HttpResponse:
    """Return what the browser would post, so that a test can post it itself."""
    _misbehave_once(requests_in.document(request))
    session = get_object_or_404(Session, key=key)
    form = doings.let_begin(session, now=timezone.now())
    return JsonResponse({"url": session.claim(names.START_ASSESSMENT_URL), **form})


@require_POST
def acs(request: HttpRequest) -> HttpResponse:
    """Call a control service (`session`, else the newest; `action`; details)."""
    said = requests_in.document(request)
    _misbehave_once(said)
    session = _named_session(said)
    details = {name: said[name] for name in READERS if name in said}
    calls = doings.control(session, str(said.get("action")), details, now=timezone.now())
    return JsonResponse({**_call(calls[0]), "all": [_call(call) for call in calls]})


@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Ask a platform for a token (`client_id`, else the newest; `scope`); tell its answer."""
    said = requests_in.document(request)
    _misbehave_once(said)
    known = Platform.objects.order_by("-id")
    if said.get("client_id"):
        known = known.filter(client_id=said["client_id"])
    platform = known.first()
    if platform is None:
        raise Refusal("platform-unknown", "No such platform is set up here.", status=404)
    scope = str(said.get("scope") or names.CONTROL_SCOPE)
    answer = doings.try_token(platform, scope, now=timezone.now())
    return JsonResponse({"status": answer.status, "answer": answer.document})


@require_POST
def rotate(request: HttpRequest) -> HttpResponse:
    """Throw our key away and make another."""
    return JsonResponse({"kid": keys.renew().kid})


def _misbehave_once(said: dict[str, Any]) -> None:
    """Be wrong in this one call, where it says so (`misbehave`, `with`)."""
    if said.get("misbehave"):
        table.switch_on(str(said["misbehave"]), said.get("with", {}), once=True)


def _named_session(said: dict[str, Any]) -> Session:
    if not said.get("session"):
        return sessions.newest()
    try:
        return get_object_or_404(Session, key=UUID(str(said["session"])))
    except ValueError as error:
        raise Refusal("session-unknown", "No session has this key.", status=404) from error


def _session(session: Session) -> dict[str, Any]:
    described = ("sub", "resource_link_id", "attempt_number", "stage", "errormsg")
    return {
        "key": str(session.key),
        "client_id": session.launch.platform.client_id,
        "claims": session.launch.claims,
        **{name: getattr(session, name) for name in described},
    }


def _call(call: ControlCall) -> dict[str, Any]:
    return {"status": call.status, "answer": call.answer, "body": call.body}
