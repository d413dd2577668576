"""The university's clock, which may be wrong on purpose."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from django.http import HttpRequest, HttpResponseBase

from lti_exams.sandbox.lms.models import Site

_shift: ContextVar[timedelta] = ContextVar("shift", default=timedelta())
_site: ContextVar[Site] = ContextVar("site")


def site() -> Site:
    """Return how this LMS behaves, as it was at the beginning of this request."""
    return _site.get()


def now() -> datetime:
    """Return what this university believes the time to be."""
    return datetime.now(UTC) + _shift.get()


def shift(seconds: float) -> None:
    """Put the clock wrong, or wronger, until the end of this request."""
    _shift.set(_shift.get() + timedelta(seconds=seconds))


class ClockMiddleware:
    """Sets the clock before each request, and shows it in each answer's `Date`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as if the time were what the university believes it is."""
        site = Site.current()
        _site.set(site)
        _shift.set(timedelta(seconds=site.clock_offset_seconds))
        response = self.get_response(request)
        response["Date"] = format_datetime(now(), usegmt=True)
        return response
