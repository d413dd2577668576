"""The addresses that whoever verifies a badge asks: who issued it, with which key, still true?"""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from lti_exams.journeys import hand_out_badges
from lti_exams.milestones import api as milestones

# A revocation is known everywhere within this many seconds.
_FRESH_FOR = 300
# A list that nobody's badge can be in is not made up.
_MOST_LISTS = 10_000


def _public(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={_FRESH_FOR}"
    # Who verifies is a page of anybody's, and nothing here is a secret.
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def issuer(_: HttpRequest) -> HttpResponse:
    """Say who issues badges here."""
    return _public(JsonResponse(hand_out_badges.issuer().profile()))


@require_safe
def keys(_: HttpRequest) -> HttpResponse:
    """Publish the keys with which badges are signed."""
    return _public(JsonResponse(milestones.badge_keys(now=timezone.now())))


@require_safe
def key(_: HttpRequest, name: str) -> HttpResponse:
    """Publish one of them: the `kid` of a badge is its address."""
    found = hand_out_badges.badge_key(name, now=timezone.now())
    if found is None:
        raise Http404
    return _public(JsonResponse(found))


@require_safe
def status(_: HttpRequest, number: int) -> HttpResponse:
    """Publish the signed list of those badges, of so many, that hold no more."""
    if number >= _MOST_LISTS:
        raise Http404
    told = milestones.revocation_list(number, hand_out_badges.issuer(), now=timezone.now())
    return _public(HttpResponse(told, content_type="application/vc+jwt"))


@require_safe
def achievement(_: HttpRequest, key: int) -> HttpResponse:
    """Say what a badge is for."""
    try:
        found = milestones.milestone(key)
    except milestones.NoSuchMilestone:
        raise Http404 from None
    told = milestones.achievement_of(found, hand_out_badges.issuer())
    return _public(JsonResponse(told))


urlpatterns = [
    path("issuer", issuer, name="badge-issuer"),
    path("jwks", keys, name="badge-keys"),
    path("keys/<str:name>", key, name="badge-key"),
    path("status/<int:number>", status, name="badge-status"),
    path("achievements/<int:key>", achievement, name="badge-achievement"),
]
