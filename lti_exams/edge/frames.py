"""Which sites may show an answer in a frame, and where a form on it may lead."""

from collections.abc import Iterable

from csp.constants import NONE
from django.http import HttpResponse

ANYWHERE = ("*",)


def framed_in(response: HttpResponse, origins: Iterable[str]) -> HttpResponse:
    """Let pages of these origins, and of no others, show this answer in a frame."""
    allowed = list(dict.fromkeys(origins)) or [NONE]
    response.xframe_options_exempt = True
    # What the decorator csp_replace does; the origins are not known before the view has run.
    response._csp_replace = {"frame-ancestors": allowed}  # type: ignore[attr-defined]
    return response


def posts_to(response: HttpResponse, origin: str) -> HttpResponse:
    """Let the form on this answer go to one origin besides our own."""
    response._csp_update = {"form-action": [origin]}  # type: ignore[attr-defined]
    return response
