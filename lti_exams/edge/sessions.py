"""The launch that a page belongs to: its key is in the address, its browser in a cookie."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from lti_exams.edge.browsers import browser_of
from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.frames import framed_in
from lti_exams.edge.origins import comes_from_our_pages
from lti_exams.launches import api as launches

P = ParamSpec("P")
SAFE_METHODS = ("GET", "HEAD")


class LaunchRequest(HttpRequest):
    """A request for a page of a launch. Only `in_launch` makes one."""

    launch: launches.Launch


def in_launch(
    view: Callable[Concatenate[LaunchRequest, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Open a page to the browser that launched, inside the LMS that launched it.

    The page needs no CSRF token: a form that another site sends is refused by its Origin header,
    which also holds where the browser keeps no cookies for us.
    """

    @never_cache
    @csrf_exempt
    @wraps(view)
    def page(request: HttpRequest, key: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in SAFE_METHODS and not comes_from_our_pages(request):
            raise RequestRefused("request-from-elsewhere")
        launch = launches.open_launch(key, browser=browser_of(request), now=timezone.now())
        request.launch = launch  # type: ignore[attr-defined]
        with translation.override(language_of(launch, request)):
            response = view(request, *args, **kwargs)  # type: ignore[arg-type]
        return framed_by(response, launch)

    return page


def framed_by(response: HttpResponse, launch: launches.Launch) -> HttpResponse:
    """Let the LMS of the launch, and nobody else, show this answer in a frame."""
    return framed_in(response, frames_of(launch))


def frames_of(launch: launches.Launch) -> list[str]:
    """Return where the pages of a launch may be shown in a frame."""
    return [*launch.deployment.platform.origins, *launch.details.get("origins", [])]


def language_of(launch: launches.Launch, request: HttpRequest) -> str:
    """Return the language that the LMS asks for, or the browser."""
    told = launch.locale.replace("_", "-")
    try:
        return translation.get_supported_language_variant(told)
    except LookupError:
        return translation.get_language_from_request(request)
