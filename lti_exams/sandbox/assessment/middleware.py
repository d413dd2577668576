"""Quill's server, broken while one of the server's faults is on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from lti_exams.sandbox.assessment import faults, modes
from lti_exams.sandbox.common.tool import server_faults


class FaultMiddleware:
    """Does the server fault that is switched on, before any view is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer honestly, wrongly, late or never."""
        fault = faults.current() if request.path in server_faults.PUBLIC else None
        if fault not in server_faults.FAULTS:
            return self.get_response(request)
        wrong = server_faults.wrong_answer(request, fault, {"seconds": modes.seconds()})
        return wrong or self.get_response(request)
