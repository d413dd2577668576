"""How the services answer: pages of a list, things, and refusals."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse

from lti_exams.sandbox.common import environment
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.profiles.base import Profile
from lti_exams.sandbox.lms.profiles.paging import Paging

LONGEST_REASON_PHRASE = 4000


def thing(body: Any, media_type: str, *, status: int = 200) -> HttpResponse:
    """Answer with one JSON document."""
    return HttpResponse(json.dumps(body), content_type=media_type, status=status)


def page_of(request: HttpRequest, everything: Sequence[Any], paging: Paging) -> tuple[Any, str]:
    """Return the part of a list that was asked for, and the `Link` to the next part."""
    parameters = request.GET.dict()
    start, size = paging.start(parameters), paging.page_size(parameters)
    after = start + size
    if after >= len(everything):
        return everything[start:], ""
    query = urlencode(parameters | paging.next_page(after, size))
    return everything[start:after], f'<{environment.origin()}{request.path}?{query}>; rel="next"'


def with_link(response: HttpResponse, link: str) -> HttpResponse:
    """Add the `Link` header, where there is a next page."""
    if link:
        response["Link"] = link
    return response


def refusal(refused: Refusal, request: HttpRequest, profile: Profile) -> HttpResponse:
    """Answer with an error, in the manner of this LMS."""
    body = {"error": refused.code, "reason": refused.reason}
    response = JsonResponse(body, status=refused.status)
    if refused.status == 401 and profile.challenges:
        response["WWW-Authenticate"] = f'Bearer error="{refused.code}"'
    if profile.reason_phrase_holds_body:
        sent = request.body.decode(errors="replace").replace("\n", " ").replace("\r", " ")
        response.reason_phrase = f"{refused.reason} {sent}"[:LONGEST_REASON_PHRASE]
    return response


def require_media_type(request: HttpRequest, media_type: str, profile: Profile) -> None:
    """Refuse a body, or the wish for an answer, of another kind."""
    if not profile.checks_media_types:
        return
    if request.method in {"POST", "PUT"}:
        if (request.content_type or "").lower() != media_type:
            raise Refusal(415, "unsupported-media-type", f"The body must be {media_type}.")
    elif not _accepts(request, media_type):
        raise Refusal(406, "not-acceptable", f"The answer would be {media_type}.")


def json_body(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object in the body of a request."""
    try:
        body = json.loads(request.body, parse_constant=_not_json)
    except ValueError as error:
        raise Refusal(400, "bad-request", "The body is no JSON.") from error
    if not isinstance(body, dict):
        raise Refusal(400, "bad-request", "The body is no JSON object.")
    return body


def _not_json(word: str) -> None:
    """Refuse NaN and Infinity, which Python reads and JSON does not know."""
    raise ValueError(word)


def _accepts(request: HttpRequest, media_type: str) -> bool:
    accepted = request.headers.get("Accept", "*/*")
    names = {each.split(";")[0].strip().lower() for each in accepted.split(",")}
    return bool(names & {media_type, "*/*", "application/*", "application/json"})
