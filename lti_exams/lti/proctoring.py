"""The addresses that proctoring vendors call, and to which they send people."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from lti_exams.edge.browsers import browser_of
from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.views import method_not_allowed
from lti_exams.edge.visitors import address_of
from lti_exams.exams import api as exams
from lti_exams.journeys.admit_attempt import admit_attempt
from lti_exams.journeys.apply_control import apply_control
from lti_exams.journeys.hear_vendor import hear_vendor
from lti_exams.journeys.launch_vendor_dashboard import roster_for
from lti_exams.kernel import limits
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.strictjson import UnreadableJson, strict_json
from lti_exams.launches import api as launches
from lti_exams.lti.parameters import parameters_of
from lti_exams.lti.tools.problems import body, caller, for_programs
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools

# A whole university may begin an exam behind one address: this stops a flood and nothing less.
_MOST_STARTS = 20_000
_MINUTE = timedelta(minutes=1)
_ROSTER = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
_LARGEST_PAGE = 200
# The pages of an exam have an address for each way into it.
_PAGES = {exams.Purpose.SITTING: "exam", exams.Purpose.REHEARSAL: "rehearsal"}


@never_cache
@csrf_exempt
def start_assessment(request: HttpRequest) -> HttpResponse:
    """Take a vendor's word that somebody may begin, and lead them to their exam."""
    if request.method != "POST":
        return method_not_allowed(request, "POST")
    if not limits.allow("start-assessment", address_of(request), at_most=_MOST_STARTS, per=_MINUTE):
        raise RequestRefused("request-too-often")
    now = timezone.now()
    token = parameters_of(request).get("JWT", "")
    proved = launches.launches_in(browser_of(request), now=now)
    try:
        session = admit_attempt(token, browsers=[one.key for one in proved], now=now)
    except LtiExamsError as error:
        error.way_back = _way_back(proved)
        raise
    return HttpResponseRedirect(_page_of(session), status=303)


def _page_of(session: proctoring.Session) -> str:
    page = _PAGES[exams.Purpose(session.attempt.purpose)]
    return reverse(page, args=[session.launch_key])


def _way_back(proved: Collection[launches.Launch]) -> str:
    """Return the page from which this browser went to a vendor last, if it did."""
    last = proctoring.last_session_from(proved)
    return _page_of(last) if last else ""


@for_programs
def control(request: HttpRequest) -> HttpResponse:
    """Take what a vendor tells of an attempt, and say where the attempt is."""
    if request.method != "POST":
        return method_not_allowed(request, "POST")
    tool = caller(request, tools.ACS)
    answered = apply_control(tool, _document(request), now=timezone.now())
    return _told(answered, proctoring.MEDIA_TYPE)


def _document(request: HttpRequest) -> object:
    # A vendor may name the character set beside the type; JSON has only one.
    if request.content_type != proctoring.MEDIA_TYPE:
        raise proctoring.ControlRefused("control-media-type", why=proctoring.MEDIA_TYPE)
    try:
        return strict_json(body(request))
    except UnreadableJson as error:
        raise proctoring.ControlRefused("control-unreadable") from error


def _told(answered: proctoring.Answered, media_type: str) -> HttpResponse:
    told = {"status": answered.status.value, "extra_time": answered.extra_minutes}
    return JsonResponse(told, content_type=media_type)


@for_programs
def callback(request: HttpRequest, key: str) -> HttpResponse:
    """Take what a vendor by REST tells (docs/vendors.md)."""
    if request.method != "POST":
        return method_not_allowed(request, "POST")
    said, headers = body(request), _headers(request)
    answered = hear_vendor(key, said, headers, now=timezone.now())
    return _told(answered, "application/json")


def _headers(request: HttpRequest) -> Mapping[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


@for_programs
def memberships(request: HttpRequest, exam: int) -> HttpResponse:
    """List who may sit an exam, under the names by which the vendor knows them."""
    if request.method != "GET":
        return method_not_allowed(request, "GET")
    tool = caller(request, tools.ROSTER)
    begin, limit = _number(request, "from", 0), _number(request, "limit", _LARGEST_PAGE)
    limit = min(max(1, limit), _LARGEST_PAGE)
    roster = roster_for(tool, exam, begin=begin, limit=limit)
    address = f"{settings.PUBLIC_ORIGIN}{request.path}"
    told = {"id": address, "context": roster.context, "members": roster.members}
    response = JsonResponse(told, content_type=_ROSTER)
    if roster.has_more:
        query = urlencode({"from": begin + limit, "limit": limit})
        response["Link"] = f'<{address}?{query}>; rel="next"'
    return response


def _number(request: HttpRequest, name: str, usual: int) -> int:
    told = request.GET.get(name, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else usual


urlpatterns = [
    path("start-assessment", start_assessment, name="start-assessment"),
    path("acs", control, name="assessment-control"),
    path("vendors/<slug:key>/callback", callback, name="vendor-callback"),
    path("exams/<int:exam>/memberships", memberships, name="vendor-roster"),
]
