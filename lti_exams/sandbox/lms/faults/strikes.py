"""What each misfortune does to a request."""

import json
import select
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from lti_exams.sandbox.lms import clock, grading, ledger
from lti_exams.sandbox.lms.models import (
    AccessToken,
    Enrolment,
    Fault,
    LineItem,
    Standing,
)

Strike = Callable[[Fault, HttpRequest, ResolverMatch], HttpResponse | None]


def latency(fault: Fault, request: HttpRequest, match: ResolverMatch) -> None:
    """Wait."""
    del request, match
    time.sleep(fault.settings["seconds"])


def error(fault: Fault, request: HttpRequest, match: ResolverMatch) -> HttpResponse:
    """Fail before anything is done."""
    del request, match
    return _turned_away(fault, "<h1>Something went wrong</h1>", "text/html")


def throttle(fault: Fault, request: HttpRequest, match: ResolverMatch) -> HttpResponse:
    """Turn away before anything is done."""
    del request, match
    return _turned_away(fault, f"{fault.settings['status']:.0f} Rate Limit Exceeded", "text/plain")


def hang(fault: Fault, request: HttpRequest, match: ResolverMatch) -> HttpResponse:
    """Say nothing until whoever asked is gone, or for long, and then break the connection."""
    del match
    # What comes after this on the connection is only its end.
    _ = request.body
    connection: socket.socket = request.META["sandbox.connection"]
    select.select([connection], [], [], fault.settings["seconds"])
    return broken(request)


def down(fault: Fault, request: HttpRequest, match: ResolverMatch) -> HttpResponse:
    """Be away: say nothing at all, or that the whole house is closed."""
    del match
    if fault.settings["status"]:
        return _turned_away(fault, "Closed", "text/plain")
    return broken(request)


def expired_token(fault: Fault, request: HttpRequest, match: ResolverMatch) -> None:
    """Let the access token of this request be over."""
    del fault, match
    bearer = request.headers.get("Authorization", "").partition(" ")[2]
    AccessToken.objects.filter(token=bearer).delete()


def wrong_clock(fault: Fault, request: HttpRequest, match: ResolverMatch) -> None:
    """Believe that it is later, or earlier, than it is."""
    del request, match
    clock.shift(fault.settings["seconds"])


def line_item_gone(fault: Fault, request: HttpRequest, match: ResolverMatch) -> None:
    """Delete the column that the address names."""
    del fault, request
    item = LineItem.objects.filter(pk=match.kwargs.get("number", 0)).first()
    if item is not None:
        grading.delete_column(item, client_id="", now=clock.now())


def user_gone(fault: Fault, request: HttpRequest, match: ResolverMatch) -> None:
    """Take the student whose score this is out of the course."""
    del fault
    try:
        user_id = json.loads(request.body)["userId"]
    except (ValueError, KeyError, TypeError):
        return
    leaving = Enrolment.objects.filter(course__key=match.kwargs.get("course"), person__sub=user_id)
    if leaving.update(standing=Standing.DELETED):
        ledger.write("user.removed", at=clock.now(), user_id=user_id)


def broken(request: HttpRequest) -> HttpResponse:
    """Break the connection; what is returned here never arrives."""
    connection: socket.socket = request.META["sandbox.connection"]
    # It may have ended by itself meanwhile.
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    return HttpResponse(status=503)


def _turned_away(fault: Fault, text: str, media_type: str) -> HttpResponse:
    response = HttpResponse(text, status=int(fault.settings["status"]), content_type=media_type)
    if fault.settings.get("retry_after"):
        response["Retry-After"] = f"{fault.settings['retry_after']:.0f}"
    return response


BEFORE: dict[str, Strike] = {
    "wrong-clock": wrong_clock,
    "latency": latency,
    "down": down,
    "error": error,
    "throttle": throttle,
    "hang": hang,
    "expired-token": expired_token,
    "line-item-gone": line_item_gone,
    "user-gone": user_gone,
}
