"""Where a tool gets its access tokens."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.views import method_not_allowed
from lti_exams.edge.visitors import address_of
from lti_exams.kernel import limits
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.lti.parameters import parameters_of
from lti_exams.lti.tools.oauth import not_kept, refused
from lti_exams.tools import api as tools

_FORM = "application/x-www-form-urlencoded"
# A tool that keeps its tokens asks once an hour.
_MOST_REQUESTS = 600
_MINUTE = timedelta(minutes=1)


@csrf_exempt
def token(request: HttpRequest) -> HttpResponse:
    """Give a tool a token against an assertion that it signed."""
    if request.method != "POST":
        return method_not_allowed(request, "POST")
    try:
        granted = tools.grant_token(_form(request), now=timezone.now())
    except LtiExamsError as error:
        return refused(request, error)
    return not_kept(
        JsonResponse(
            {
                "access_token": granted.token,
                "token_type": "Bearer",
                "expires_in": granted.expires_in,
                "scope": " ".join(granted.scopes),
            }
        )
    )


def _form(request: HttpRequest) -> dict[str, str]:
    if not limits.allow("tool-token", address_of(request), at_most=_MOST_REQUESTS, per=_MINUTE):
        raise RequestRefused("request-too-often")
    if request.content_type != _FORM:
        raise tools.TokenRequestRefused("tool-token-content-type", oauth="invalid_request")
    # A secret in a header is another way of proving who one is, and none that we gave out.
    if "Authorization" in request.headers:
        raise tools.TokenRequestRefused("tool-token-assertion-type", oauth="invalid_client")
    return parameters_of(request)
