"""Refusals for programs that call our services as a platform: always JSON, with a code."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.refusals import problem
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.lti.tools.oauth import not_kept
from lti_exams.tools import api as tools

P = ParamSpec("P")


class ServiceRequestRefused(LtiExamsError):
    """A tool sends a service what it does not read."""

    codes = ("service-media-type", "service-body-unreadable")


_LARGEST = 100_000
_CHALLENGES = {
    "tool-bearer-missing": "Bearer",
    "tool-bearer-unknown": 'Bearer error="invalid_token"',
    "tool-bearer-scope": 'Bearer error="insufficient_scope"',
}


def for_programs(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Answer every refusal of a service as problem+json, whatever the program says it accepts."""

    @csrf_exempt
    @wraps(view)
    def service(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except LtiExamsError as error:
            response = problem(request, error)
            if error.refusal_code in _CHALLENGES:
                response["WWW-Authenticate"] = _CHALLENGES[error.refusal_code]
        return not_kept(response)

    return service


def caller(request: HttpRequest, *scopes: str) -> tools.Tool:
    """Return the tool that calls, with a token for one of these scopes."""
    told = request.headers.get("Authorization", "")
    return tools.bearer(told, scopes=scopes, now=timezone.now())


def body(request: HttpRequest) -> bytes:
    """Return what was sent, refused before it is read where it is too long."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    if not told.isdigit() or len(told) > 9 or int(told) > _LARGEST:
        raise RequestRefused("request-too-large")
    return request.body
