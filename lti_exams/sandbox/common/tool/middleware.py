"""One place where a refusal becomes an answer, and is written down."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from lti_exams.sandbox.common.tool import journal
from lti_exams.sandbox.common.tool.refusals import Refusal

CONTROL = "/_control/"


class RefusalMiddleware:
    """Turns a refusal into JSON for the control API and into a page for people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on: only what it raises is of interest."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; leave everything else to Django."""
        if not isinstance(error, Refusal):
            return None
        facts = {"code": error.code, "sentence": error.sentence}
        journal.refused(
            "request", now=timezone.now(), url=request.path, status=error.status, **facts
        )
        if request.path.startswith(CONTROL):
            return JsonResponse(facts, status=error.status)
        return render(request, "tool/refusal.html", facts, status=error.status)
