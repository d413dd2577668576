"""What we publish about ourselves as a platform."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from lti_exams.edge.views import method_not_allowed
from lti_exams.journeys.publish_keys import public_keys
from lti_exams.tools import api as tools

# A server that meets an unknown kid asks again, so the age only spares it asking each time.
_CACHED = "public, max-age=3600"


def jwks(request: HttpRequest) -> HttpResponse:
    """Publish the keys with which our messages to tools and exam access tokens verify."""
    if request.method not in ("GET", "HEAD"):
        return method_not_allowed(request, "GET, HEAD")
    return _published(public_keys(now=timezone.now()))


def openid_configuration(request: HttpRequest) -> HttpResponse:
    """Tell a tool that registers itself where everything is."""
    if request.method not in ("GET", "HEAD"):
        return method_not_allowed(request, "GET, HEAD")
    return _published(tools.openid_configuration())


def _published(document: dict[str, object]) -> HttpResponse:
    response = JsonResponse(document)
    response["Cache-Control"] = _CACHED
    # A tool's registration page may read it in the browser; everybody may read it anyway.
    response["Access-Control-Allow-Origin"] = "*"
    return response
