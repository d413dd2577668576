"""A window that a page of a launch opens beside itself, and that shows one thing.

Cookies of the LMS's frame do not reach a window of its own. The page therefore gives its form a
ticket, which says what is opened and for whom. A ticket is only ever written into a page that the
holder of the launch has open, is taken from our own pages alone, and ends with the launch; it can
be used again, because people close windows that they still need.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse

from lti_exams.edge.browsers import browser_of
from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.sessions import LaunchRequest
from lti_exams.edge.windows import is_in_frame
from lti_exams.kernel.digests import digest_of

_SALT = "beside"
_LIVES = 24 * 3600


@dataclass(frozen=True, slots=True)
class Ticket:
    """What is opened, in which launch, for which seat."""

    launch: str
    path: str
    seat: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a form goes that opens a window, and what it sends."""

    action: str
    fields: Mapping[str, str]


def opening(request: LaunchRequest, address: str, fields: Mapping[str, str]) -> Opening:
    """Return the form that opens a page of this launch in a window beside the one we are in."""
    if not is_in_frame(request):
        return Opening(address, fields)
    home = reverse("launch-home", args=[request.launch.key])
    told = {
        "launch": request.launch.key,
        "path": address.removeprefix(home),
        "seat": seat_of(request),
        "fields": dict(fields),
    }
    return Opening(reverse("lti-beside"), {"ticket": signing.dumps(told, salt=_SALT)})


def read_ticket(told: str) -> Ticket:
    """Read a ticket that we wrote."""
    try:
        read: dict[str, Any] = signing.loads(told, salt=_SALT, max_age=_LIVES)
    except signing.BadSignature as error:
        raise RequestRefused("request-from-elsewhere") from error
    return Ticket(**read)


def seat_of(request: HttpRequest) -> str:
    """Tell the place of one browser from another; a window beside a page is the page's place."""
    launch = getattr(request, "launch", None)
    told = launch.details.get("seat") if launch is not None else None
    return str(told or digest_of(browser_of(request)))


def device_in(request: HttpRequest, exam: int) -> str:
    """Tell one place from another, in this exam and nowhere else."""
    return digest_of(f"{exam} {seat_of(request)}")
