"""Every refusal as problem+json, those of the framework among them."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions

from lti_exams.api.errors import BadRequest, NotAuthenticated
from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.refusals import refuse
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.strictjson import UnreadableJson

_OF_THE_FRAMEWORK: tuple[tuple[type[Exception], type[LtiExamsError], str], ...] = (
    (exceptions.NotAuthenticated, NotAuthenticated, "api-unauthenticated"),
    (exceptions.AuthenticationFailed, NotAuthenticated, "api-unauthenticated"),
    (exceptions.UnsupportedMediaType, BadRequest, "api-media-type"),
    (exceptions.ParseError, BadRequest, "api-body-unreadable"),
    (UnreadableJson, BadRequest, "api-body-unreadable"),
    (exceptions.MethodNotAllowed, RequestRefused, "method-not-allowed"),
    (exceptions.NotAcceptable, RequestRefused, "request-malformed"),
    (exceptions.PermissionDenied, RequestRefused, "request-forbidden"),
    (RequestDataTooBig, RequestRefused, "request-too-large"),
    (Http404, RequestRefused, "page-not-found"),
)
_CHALLENGES = {
    "api-unauthenticated": 'Bearer realm="api"',
    "api-token-invalid": 'Bearer realm="api", error="invalid_token"',
    "act-refused": 'Bearer realm="api", error="insufficient_scope"',
}


def answer_problem(raised: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Word a refusal; what nobody foresaw is left to the place where faults are recorded."""
    error = _as_ours(raised)
    if error is None:
        return None
    view = context["view"]
    request: HttpRequest = context["request"]._request
    response = refuse(request, error)
    response["Cache-Control"] = "no-store"
    if error.refusal_code in _CHALLENGES and response.status_code == 401:
        response["WWW-Authenticate"] = _CHALLENGES[error.refusal_code]
    if error.refusal_code == "method-not-allowed":
        response["Allow"] = ", ".join(view.allowed_methods)
    if error.refusal_code == "api-too-often":
        response["Retry-After"] = "60"
    return response


def _as_ours(raised: Exception) -> LtiExamsError | None:
    for theirs, ours, code in _OF_THE_FRAMEWORK:
        if isinstance(raised, theirs):
            return ours(code)
    return raised if isinstance(raised, LtiExamsError) else None
