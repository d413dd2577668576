"""The shape of the control API: JSON in, JSON out, no questions asked."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from lti_exams.sandbox.lms.errors import Refusal

Body = dict[str, Any]
Act = Callable[..., Any]
Endpoint = Callable[..., JsonResponse]


def endpoint(**acts: Act) -> Endpoint:
    """Return a view that hands each method to its act: `endpoint(GET=show, POST=make)`."""

    @csrf_exempt
    def view(request: HttpRequest, **arguments: Any) -> JsonResponse:
        act = acts.get(request.method or "")
        if act is None:
            return _problem(Refusal(405, "no-such-method", f"Only {', '.join(acts)}."))
        try:
            return JsonResponse(act(_body(request), **arguments), safe=False)
        except Refusal as refusal:
            return _problem(refusal)
        except (KeyError, TypeError, ValueError) as error:
            return _problem(Refusal(400, "bad-request", f"{type(error).__name__}: {error}"))

    return view


def _body(request: HttpRequest) -> Body:
    if not request.body:
        return request.GET.dict()
    body = json.loads(request.body)
    if not isinstance(body, dict):
        raise Refusal(400, "bad-request", "The body must be a JSON object.")
    return body


def _problem(refusal: Refusal) -> JsonResponse:
    body = {"code": refusal.code, "detail": refusal.reason}
    return JsonResponse(body, status=refusal.status)
