"""The cookie that tells one browser from another: random, and of no meaning elsewhere."""

import secrets

from django.http import HttpRequest, HttpResponse

BROWSER_COOKIE = "__Host-browser"
_LIVES = 7 * 24 * 3600
_LENGTH = 43


def browser_of(request: HttpRequest) -> str:
    """Return the secret of the browser that asks; nothing when it brought none."""
    secret = request.COOKIES.get(BROWSER_COOKIE, "")
    return secret if len(secret) == _LENGTH and secret.isascii() else ""


def new_browser() -> str:
    return secrets.token_urlsafe(32)


def remember_browser(response: HttpResponse, secret: str) -> None:
    """Give the browser its secret, usable inside the LMS's frame (partitioned by middleware)."""
    response.set_cookie(
        BROWSER_COOKIE,
        secret,
        max_age=_LIVES,
        path="/",
        secure=True,
        httponly=True,
        samesite="None",
    )
