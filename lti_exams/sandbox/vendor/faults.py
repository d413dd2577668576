"""Hawkeye's server, broken while one of the server's misbehaviours is on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from lti_exams.sandbox.common.tool import server_faults
from lti_exams.sandbox.vendor.misbehaviours import table


class FaultMiddleware:
    """Does the server fault that is switched on, before any view is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer honestly, wrongly, late or never."""
        found = table.active("server") if request.path in server_faults.PUBLIC else None
        if found is None:
            return self.get_response(request)
        misbehaviour, values = found
        wrong = server_faults.wrong_answer(request, misbehaviour.name, values)
        return wrong or self.get_response(request)
