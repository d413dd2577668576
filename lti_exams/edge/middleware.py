"""What every answer gets: a reference, words for a refusal, and cookies that live in a frame."""

from collections.abc import Callable
from http.cookies import Morsel
from random import choices

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from lti_exams.edge.frames import ANYWHERE, framed_in
from lti_exams.edge.refusals import refuse
from lti_exams.edge.views import method_not_allowed
from lti_exams.kernel.errors import LtiExamsError

_SHOWN_IN_FRAMES = ("/lti/", "/launches/", "/tools/", "/proctoring/", "/qualification/")

Answer = Callable[[HttpRequest], HttpResponse]

# Read aloud over a telephone: no vowels that make words, no letters that look like digits.
_ALPHABET = "23456789BCDFGHJKMPQRTVWXY"

# The standard library learns this attribute in Python 3.14; without it a cookie of ours would be
# a third-party cookie inside the LMS's frame, which browsers drop.
Morsel._reserved.setdefault("partitioned", "Partitioned")  # type: ignore[attr-defined]
Morsel._flags.add("partitioned")  # type: ignore[attr-defined]


def reference_middleware(get_response: Answer) -> Answer:
    """Give each request the reference that a refused person sees and a log line holds."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.reference = _new_reference()  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(reference=request.reference)  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def _new_reference() -> str:
    return "R-" + "".join(choices(_ALPHABET, k=10))  # noqa: S311 - a name, and no secret


def partitioned_cookies_middleware(get_response: Answer) -> Answer:
    """Keep cookies that are meant for a frame apart by the site that shows the frame."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for cookie in response.cookies.values():
            if cookie["samesite"] == "None" and cookie["secure"]:
                cookie["partitioned"] = True
        return response

    return answer


class RefusalMiddleware:
    """Put every refusal that a view raises into words."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            return method_not_allowed(request, response["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, LtiExamsError):
            return None
        answer = refuse(request, exception)
        # A refused launch must be readable where it was refused, in the frame of an LMS that we may
        # not know. There is nothing on it to click that another site could make somebody click.
        in_a_frame = request.path.startswith(_SHOWN_IN_FRAMES)
        return framed_in(answer, ANYWHERE) if in_a_frame else answer
