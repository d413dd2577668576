"""The addresses that tools and content servers call, to which we are the platform."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from lti_exams.edge.views import method_not_allowed
from lti_exams.journeys import issue_access_token

# A server that meets an unknown kid asks again, so the age only spares it asking each time.
_CACHED = "public, max-age=3600"


def jwks(request: HttpRequest) -> HttpResponse:
    """Publish the keys with which exam access tokens verify."""
    if request.method not in ("GET", "HEAD"):
        return method_not_allowed(request, "GET, HEAD")
    response = JsonResponse(issue_access_token.public_keys(now=timezone.now()))
    response["Cache-Control"] = _CACHED
    return response
