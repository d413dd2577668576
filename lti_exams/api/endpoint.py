"""What every address of the API does before and after its own work."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.db import transaction
from django.utils import timezone
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from lti_exams.api.errors import BadRequest, KeyUsedOtherwise, NotAuthenticated
from lti_exams.api.negotiation import AlwaysJson
from lti_exams.edge.sessions import SAFE_METHODS
from lti_exams.journeys.access import Caller
from lti_exams.kernel import limits
from lti_exams.trust import api as trust

P = ParamSpec("P")
E = TypeVar("E", bound="Endpoint")
Handler = Callable[Concatenate[E, Request, P], Response]

# Enough for a program that synchronises a university, and for nothing that has lost its way.
MOST_REQUESTS = 3_000
_MINUTE = timedelta(minutes=1)
_LONGEST_KEY = 200
# Nothing at all is the content type of a request without a body.
_CONTENT_TYPES = ("application/json", "", None)


class Endpoint(APIView):
    """One address. Who asks is known, and asked for nothing but through journeys."""

    content_negotiation_class = AlwaysJson

    now: datetime

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.now = timezone.now()
        if request.method not in SAFE_METHODS and request.content_type not in _CONTENT_TYPES:
            raise BadRequest("api-media-type")
        super().initial(request, *args, **kwargs)
        if not isinstance(request.user, Caller):
            raise NotAuthenticated("api-unauthenticated")
        if not limits.allow("api", self.caller.name, at_most=MOST_REQUESTS, per=_MINUTE):
            raise BadRequest("api-too-often")
        # Reading it as a whole refuses what is too large; the framework's stream has no limit.
        _ = request._request.body

    @property
    def caller(self) -> Caller:
        return cast("Caller", self.request.user)

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        final["Cache-Control"] = "no-store"
        return final


def once(handler: Handler[E, P]) -> Handler[E, P]:
    """Do a write once for each Idempotency-Key, and give its first answer again for a day.

    A refusal is not kept: it wrote nothing, so that asking again is harmless.
    """

    @wraps(handler)
    def answered(view: E, request: Request, *args: P.args, **kwargs: P.kwargs) -> Response:
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return handler(view, request, *args, **kwargs)
        if not 0 < len(key) <= _LONGEST_KEY:
            raise KeyUsedOtherwise("api-key-malformed")
        return _once(f"{view.caller.name} {key}", view, request, handler, *args, **kwargs)

    return answered


@transaction.atomic
def _once(
    key: str, view: E, request: Request, handler: Handler[E, P], *args: P.args, **kwargs: P.kwargs
) -> Response:
    asked = _digest(request)
    known = trust.claim_answer(key, now=view.now)
    if known is None:
        response = handler(view, request, *args, **kwargs)
        # Told once as text, so that the second answer is the first one to the letter.
        body = JSONRenderer().render(response.data).decode()
        trust.keep_answer(key, trust.KeptAnswer(asked, response.status_code, body))
        return response
    if known.request != asked:
        raise KeyUsedOtherwise("api-key-used-otherwise")
    return _again(known)


def _digest(request: Request) -> str:
    said = f"{request.method} {request.get_full_path()}\n".encode() + request._request.body
    return hashlib.sha256(said).hexdigest()


def _again(known: trust.KeptAnswer) -> Response:
    body = json.loads(str(known.body))
    return Response(body, status=known.status, headers={"Idempotent-Replayed": "true"})
