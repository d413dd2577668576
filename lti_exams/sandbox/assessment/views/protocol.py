"""The addresses that a platform, or whoever holds an access token, sends browsers to."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from lti_exams.sandbox.assessment import deep_linking, outside, reports, sittings
from lti_exams.sandbox.assessment.models import Sitting
from lti_exams.sandbox.assessment.papers import PAPERS
from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool import journal, launch, requests_in
from lti_exams.sandbox.common.tool import views as tool
from lti_exams.sandbox.common.tool.models import Launch

ACCEPTED = frozenset({"LtiResourceLinkRequest", "LtiDeepLinkingRequest"})
STAFF = ("#Instructor", "#Administrator", "#ContentDeveloper")


def login(request: HttpRequest) -> HttpResponse:
    """Send the browser back to the platform to learn who the person is."""
    platform, parameters = tool.begin_login(request)
    return tool.to_platform(request, platform, parameters)


@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Take a platform's message and show what it asks for."""
    now = timezone.now()
    accepted = launch.receive(requests_in.parameters(request), accepted=ACCEPTED, now=now)
    facts = {"claims": accepted.claims, "status": "accepted"}
    journal.received(accepted.message_type, now=now, url=request.path, **facts)
    if accepted.message_type == "LtiDeepLinkingRequest":
        shown = {"launch": accepted, "papers": PAPERS.values()}
        return render(request, "assessment/choose.html", shown)
    if _is_staff(accepted):
        return _preview(request, accepted)
    return _sit(sittings.of_launch(accepted, now=now))


@require_POST
def choose(request: HttpRequest, key: UUID) -> HttpResponse:
    """Tell the platform which paper was chosen; none, where the choice was cancelled."""
    accepted = get_object_or_404(Launch, key=key, message_type="LtiDeepLinkingRequest")
    paper = PAPERS.get(request.POST.get("paper", ""))
    form = deep_linking.response(accepted, paper, now=timezone.now())
    return tool.auto_post(request, deep_linking.return_url(accepted), form)


def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a person in who holds an exam access token."""
    if slug not in PAPERS:
        raise Http404
    now = timezone.now()
    said = requests_in.parameters(request)
    claims = outside.admitted(said.get("exam_access_token") or said.get("token", ""))
    journal.received("access-token", now=now, url=request.path, claims=claims)
    return _sit(outside.sitting_of(claims, PAPERS[slug], now=now))


def _sit(sitting: Sitting) -> HttpResponse:
    if sitting.submitted_at is None:
        reports.on_start(sitting, now=timezone.now())
    return redirect("sitting", key=sitting.key)


def _is_staff(accepted: Launch) -> bool:
    return any(str(role).endswith(STAFF) for role in accepted.claims[names.ROLES])


def _preview(request: HttpRequest, accepted: Launch) -> HttpResponse:
    link = accepted.claims[names.RESOURCE_LINK]["id"]
    sat = Sitting.objects.filter(launch__platform=accepted.platform, link=link)
    paper = sittings.paper_of(accepted)
    return render(request, "assessment/preview.html", {"paper": paper, "sittings": sat})
