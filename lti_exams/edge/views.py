"""What Django calls when a request reaches no view, or a view could not answer."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse

from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.refusals import refuse

_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django itself found suspicious."""
    too_much = isinstance(exception, _TOO_MUCH)
    code = "request-too-large" if too_much else "request-malformed"
    return refuse(request, RequestRefused(code))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer someone who may not see the page."""
    return refuse(request, RequestRefused("request-forbidden"))


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer a form that did not prove which page it came from."""
    return refuse(request, RequestRefused("request-from-elsewhere"))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer an address where nothing is."""
    return refuse(request, RequestRefused("page-not-found"))


def method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Answer a method that an address does not serve, naming those that it does."""
    response = refuse(request, RequestRefused("method-not-allowed"))
    response["Allow"] = allowed
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of ours; Django has logged the fault itself."""
    return refuse(request, RequestRefused("unexpected"))
