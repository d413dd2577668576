"""Which sites may show an answer in a frame, and where a form on it may lead."""

from collections.abc import Iterable

from csp.constants import NONE
from django.http import HttpResponse

ANYWHERE = ("*",)


def framed_in(response: HttpResponse, origins: Iterable[str]) -> HttpResponse:
    """Let pages of these origins, and of no others, show this answer in a frame."""
    allowed = list(dict.fromkeys(origins)) or [NONE]
    response.xframe_options_exempt = True
    return _replaced(response, "frame-ancestors", allowed)


def _replaced(response: HttpResponse, directive: str, allowed: list[str]) -> HttpResponse:
    # What the decorator csp_replace does; the origins are not known before the view has run.
    others = getattr(response, "_csp_replace", {})
    response._csp_replace = {**others, directive: allowed}  # type: ignore[attr-defined]
    return response


def posts_to(response: HttpResponse, origin: str) -> HttpResponse:
    """Let the form on this answer go to one origin besides our own."""
    response._csp_update = {"form-action": [origin]}  # type: ignore[attr-defined]
    return response


def posts_only_to(response: HttpResponse, origins: Iterable[str]) -> HttpResponse:
    """Let the form on this answer go to these origins and to no other, not even our own."""
    return _replaced(response, "form-action", list(dict.fromkeys(origins)) or [NONE])
