"""The addresses that a platform sends browsers to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool import journal, launch, requests_in
from lti_exams.sandbox.common.tool import views as tool
from lti_exams.sandbox.common.tool.models import Launch
from lti_exams.sandbox.vendor import behaviour, doings, leaving, roster, sessions
from lti_exams.sandbox.vendor.misbehaviours import table
from lti_exams.sandbox.vendor.models import Session

ACCEPTED = frozenset({"LtiStartProctoring", "LtiEndAssessment", "LtiResourceLinkRequest"})
STAFF = ("#Instructor", "#Administrator", "#Mentor")


def login(request: HttpRequest) -> HttpResponse:
    """Send the browser back to the platform to learn who the person is."""
    platform, parameters = tool.begin_login(request)
    table.spoil("login", parameters, platform=platform)
    return tool.to_platform(request, platform, parameters)


@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Take a platform's message and show what it asks for."""
    now = timezone.now()
    accepted = launch.receive(requests_in.parameters(request), accepted=ACCEPTED, now=now)
    facts = {"claims": accepted.claims, "status": "accepted"}
    journal.received(accepted.message_type, now=now, url=request.path, **facts)
    if accepted.message_type == "LtiStartProctoring":
        return _watch(request, sessions.open_for(accepted, now=now))
    if accepted.message_type == "LtiEndAssessment":
        return _over(request, sessions.end_by(accepted, now=now), accepted)
    return _dashboard(request, accepted)


def _watch(request: HttpRequest, session: Session) -> HttpResponse:
    if behaviour.chosen("checks") == "clicked":
        return redirect("session", key=session.key)
    form = doings.let_begin(session, now=timezone.now())
    return tool.auto_post(request, session.claim(names.START_ASSESSMENT_URL), form)


def _over(request: HttpRequest, session: Session, end: Launch) -> HttpResponse:
    back = leaving.return_address(session, end)
    return render(request, "vendor/over.html", {"session": session, "back": back})


def _dashboard(request: HttpRequest, accepted: Launch) -> HttpResponse:
    if not any(str(role).endswith(STAFF) for role in accepted.claims[names.ROLES]):
        return render(request, "vendor/learner.html", status=403)
    watched = Session.objects.filter(launch__platform=accepted.platform).order_by("-opened_at")
    come = {session.sub for session in watched}
    everybody = roster.members(accepted, now=timezone.now())
    shown = {
        "sessions": watched,
        "context": (accepted.claims.get(names.CONTEXT) or {}).get("title", ""),
        "missing": [member for member in everybody if member.sub not in come],
    }
    return render(request, "vendor/dashboard.html", shown)
