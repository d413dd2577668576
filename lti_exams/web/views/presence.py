"""The heartbeat of an open exam."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lti_exams.edge.browsers import browser_of
from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.origins import comes_from_our_pages
from lti_exams.journeys.note_presence import Beat, note_presence
from lti_exams.web.sitting.visits import number


@require_POST
@never_cache
@csrf_exempt
def beat(request: HttpRequest, key: str) -> HttpResponse:
    """Take note that somebody is there, and tell the time that is left.

    It does not go through `in_launch`, whose queries an exam hall would ask for 400 times a second.
    """
    if not comes_from_our_pages(request):
        raise RequestRefused("request-from-elsewhere")
    told = Beat(
        key=key,
        browser=browser_of(request),
        attempt=number(request.POST.get("attempt", "")),
        epoch=number(request.POST.get("epoch", "")),
    )
    presence = note_presence(told, now=timezone.now())
    left = presence.time_left
    return JsonResponse(
        {
            "now": left.now,
            "deadline": left.deadline,
            "seconds": left.seconds,
            "status": left.status.value,
            "here": presence.is_here,
        }
    )
