"""Where misfortunes strike: around every request that a tool makes."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import ResolverMatch, resolve

from lti_exams.sandbox.lms import profiles
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.faults import buckets, strikes, switches
from lti_exams.sandbox.lms.faults.kinds import ENDPOINTS, SERVICES
from lti_exams.sandbox.lms.models import AccessToken, Fault
from lti_exams.sandbox.lms.profiles.base import Bucket

SAME_ENDPOINT = {"line-item-suffixed": "line-item"}
Next = Callable[[HttpRequest], HttpResponseBase]


class FaultMiddleware:
    """Lets misfortunes happen to the endpoints they are switched on for."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, unless something happens before or after."""
        match = _match(request.path_info)
        endpoint = SAME_ENDPOINT.get(match.url_name or "", match.url_name) if match else None
        if match is None or endpoint not in ENDPOINTS:
            return self.get_response(request)
        striking = switches.striking(endpoint, now=datetime.now(UTC))
        bucket = _bucket(striking) if endpoint in SERVICES else None
        if bucket is None:
            return self._answer(request, match, striking)
        return self._metered(request, match, striking, bucket)

    def _metered(
        self, request: HttpRequest, match: ResolverMatch, striking: list[Fault], bucket: Bucket
    ) -> HttpResponseBase:
        client = _client(request)
        try:
            with buckets.held(client, bucket):
                response = self._answer(request, match, striking)
        except Refusal as refusal:
            response = HttpResponse(refusal.reason, status=refusal.status)
        response["X-Rate-Limit-Remaining"] = f"{buckets.remaining(client, bucket):.1f}"
        response["X-Request-Cost"] = f"{bucket.cost}"
        return response

    def _answer(
        self, request: HttpRequest, match: ResolverMatch, striking: list[Fault]
    ) -> HttpResponseBase:
        kinds = {fault.kind: fault for fault in striking}
        for kind, strike in strikes.BEFORE.items():
            answer = strike(kinds[kind], request, match) if kind in kinds else None
            if answer is not None:
                return answer
        response = self.get_response(request)
        return strikes.broken(request) if "reset" in kinds else response


def _match(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Http404:
        return None


def _bucket(striking: list[Fault]) -> Bucket | None:
    for fault in striking:
        if fault.kind == "bucket":
            return Bucket(**fault.settings)
    return profiles.current().bucket


def _client(request: HttpRequest) -> str:
    try:
        return _owner(request.headers.get("Authorization", "").partition(" ")[2])
    except AccessToken.DoesNotExist:
        return "a stranger"


# A token is never given to anybody else.
@lru_cache(maxsize=1_000)
def _owner(bearer: str) -> str:
    return AccessToken.objects.select_related("tool").get(token=bearer).tool.client_id
