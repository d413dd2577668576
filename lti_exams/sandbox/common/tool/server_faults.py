"""A server that does not serve: at the addresses that a platform or its people call."""

import threading
import time
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from lti_exams.sandbox.common import connections

FAULTS = {
    "http-500": "Answers 500 to logins, launches and for its keys.",
    "slow": "Answers them after some seconds (`seconds`, 5 untouched).",
    "never-answers": "Takes the connection and stays silent.",
    "hangs-up": "Resets the connection.",
    "keys-500": "Answers 500 for its keys only.",
    "keys-empty": "Publishes no keys.",
}
PUBLIC = ("/login", "/launch", "/jwks")
SILENCE_SECONDS = 600


def wrong_answer(request: HttpRequest, fault: str, values: dict[str, Any]) -> HttpResponse | None:
    """Do one fault; return nothing where the honest answer is still to come."""
    if fault == "http-500":
        return HttpResponse("Something broke.", status=500)
    if fault == "slow":
        time.sleep(float(values.get("seconds", 5)))
    if fault == "never-answers":
        threading.Event().wait(SILENCE_SECONDS)
    if fault == "hangs-up":
        connections.reset(request.META["sandbox.connection"])
    return _wrong_keys(fault) if request.path == "/jwks" else None


def _wrong_keys(fault: str) -> HttpResponse | None:
    if fault == "keys-500":
        return HttpResponse("Something broke.", status=500)
    if fault == "keys-empty":
        return JsonResponse({"keys": []})
    return None
