"""The wizard's door: a plugin's view asks it who is there, and where the other pages are.

The pages of this service are further up the house, so they hang themselves in here.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from lti_exams.qualifications.models import Run


class Door(Protocol):
    """Who may come in, and where the wizard goes on."""

    def admit(self, request: HttpRequest, run: Run, /) -> None:
        """Raise `PermissionDenied` for everybody who may not qualify students of the course."""

    def preview_url(self, run: Run, /) -> str: ...

    def selectplugin_url(self, run: Run, /) -> str: ...

    def page(
        self, request: HttpRequest, run: Run, template: str, context: Mapping[str, Any], /
    ) -> HttpResponse:
        """Show a page of a plugin in the wizard's own look; `wizard` is what it extends."""

    def framed(self, response: HttpResponse, run: Run, /) -> HttpResponse:
        """Let the LMS that the run was begun in show an answer in its frame."""


class _Shut:
    """Lets nobody in: what it is before the pages have hung up theirs."""

    def admit(self, _request: HttpRequest, _run: Run) -> None:
        raise PermissionDenied

    def preview_url(self, _run: Run) -> str:
        raise PermissionDenied

    selectplugin_url = preview_url

    def page(
        self, _request: HttpRequest, _run: Run, _template: str, _context: Mapping[str, Any]
    ) -> HttpResponse:
        raise PermissionDenied

    def framed(self, response: HttpResponse, _run: Run) -> HttpResponse:
        return response


_door: Door = _Shut()


def hang(door: Door) -> Door:
    """Have this door from now on; return the one that was there."""
    global _door
    before, _door = _door, door
    return before


def door() -> Door:
    return _door
