"""Where a tool that staff invited registers itself."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.views import method_not_allowed
from lti_exams.edge.visitors import address_of
from lti_exams.journeys.register_tool import register_itself
from lti_exams.kernel import limits
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.lti.tools.oauth import not_kept, refused
from lti_exams.tools import api as tools

_MOST_PER_HOUR = 60
_LONGEST = 100_000


@csrf_exempt
def register(request: HttpRequest) -> HttpResponse:
    """Take what a tool tells of itself; it waits for staff before it may do anything."""
    if request.method != "POST":
        return method_not_allowed(request, "POST")
    try:
        document = register_itself(
            _body(request),
            authorization=request.headers.get("Authorization", ""),
            now=timezone.now(),
        )
    except LtiExamsError as error:
        return refused(request, error)
    return not_kept(JsonResponse(document, status=201))


def _body(request: HttpRequest) -> bytes:
    hour = timedelta(hours=1)
    if not limits.allow("tool-register", address_of(request), at_most=_MOST_PER_HOUR, per=hour):
        raise RequestRefused("request-too-often")
    told = request.META.get("CONTENT_LENGTH") or "0"
    if not told.isdigit() or len(told) > 9 or int(told) > _LONGEST:
        raise RequestRefused("request-too-large")
    if request.content_type != "application/json":
        raise tools.RegistrationRefused(
            "tool-registration-unreadable", field="content-type", oauth="invalid_client_metadata"
        )
    return request.body
