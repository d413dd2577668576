"""What a page knows about the frame that shows it."""

from django.http import HttpRequest


def is_in_frame(request: HttpRequest) -> bool:
    """Tell whether the page is shown inside another; browsers that do not say may be framed."""
    return request.headers.get("Sec-Fetch-Dest", "iframe") in ("iframe", "frame")


def is_surely_in_frame(request: HttpRequest) -> bool:
    """Tell whether the browser says that the page is shown inside another."""
    return "Sec-Fetch-Dest" in request.headers and is_in_frame(request)
