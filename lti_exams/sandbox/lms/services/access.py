"""The door of every service: which tool is calling, and may it?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from lti_exams.sandbox.lms import answers, clock, profiles
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.models import AccessToken, Course, Tool
from lti_exams.sandbox.lms.platform import vocabulary as words
from lti_exams.sandbox.lms.profiles.base import Profile

READS = {words.SCOPE_LINE_ITEM_READ: words.SCOPE_LINE_ITEM}


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a service by a tool that may make it."""

    request: HttpRequest
    tool: Tool
    course: Course
    profile: Profile
    now: datetime


Act = Callable[..., HttpResponse]


def service(**acts: tuple[str, Act]) -> Callable[..., HttpResponse]:
    """Return a view that hands each method, if its scope was granted, to its act."""

    @csrf_exempt
    def view(request: HttpRequest, course: str, **arguments: Any) -> HttpResponse:
        profile = profiles.of(clock.site())
        try:
            scope, act = _wanted(request, acts)
            tool = _calling(request, scope, profile, now=clock.now())
            return act(_call(request, tool, course, profile), **arguments)
        except Refusal as refusal:
            return answers.refusal(refusal, request, profile)

    return view


def _wanted(request: HttpRequest, acts: dict[str, tuple[str, Act]]) -> tuple[str, Act]:
    if request.method not in acts:
        raise Refusal(405, "method-not-allowed", f"Only {', '.join(acts)} is possible here.")
    return acts[request.method]


def _calling(request: HttpRequest, scope: str, profile: Profile, *, now: datetime) -> Tool:
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    found = AccessToken.objects.filter(token=bearer).select_related("tool").first()
    if scheme.lower() != "bearer" or found is None or found.expires_at <= now:
        raise Refusal(401, "invalid_token", "The access token is missing, unknown or expired.")
    enough = {scope}
    if profile.write_scope_reads and scope in READS:
        enough.add(READS[scope])
    if not enough & set(found.scopes):
        raise Refusal(403, "insufficient_scope", "The access token was not granted this scope.")
    return found.tool


def _call(request: HttpRequest, tool: Tool, key: str, profile: Profile) -> Call:
    course = Course.objects.filter(key=key).first()
    if course is None:
        raise Refusal(404, "not-found", "There is no such course.")
    return Call(request, tool, course, profile, clock.now())
