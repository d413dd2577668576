"""Who asks: a program by its token, a person by their launch, staff by their session."""

import re

from django.http import HttpRequest
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from lti_exams.accounts import api as accounts
from lti_exams.api.errors import NotAuthenticated
from lti_exams.edge.browsers import browser_of
from lti_exams.edge.errors import RequestRefused
from lti_exams.edge.origins import comes_from_our_pages
from lti_exams.edge.sessions import SAFE_METHODS
from lti_exams.journeys.access import (
    Caller,
    caller_of_launch,
    caller_of_token,
    caller_of_user,
)
from lti_exams.launches import api as launches

_SLUG = re.compile(r"[A-Za-z0-9_-]{1,100}")
Known = tuple[Caller, None] | None


class TokenAuthentication(BaseAuthentication):
    """Know a program by `Authorization: Bearer`; a token that is no good is never ignored."""

    def authenticate(self, request: Request) -> Known:
        told = request._request.META.get("HTTP_AUTHORIZATION")
        if told is None:
            return None
        scheme, _, secret = told.partition(" ")
        is_token = scheme.lower() == "bearer"
        token = accounts.living_token(secret.strip(), now=timezone.now()) if is_token else None
        if token is None:
            raise NotAuthenticated("api-token-invalid")
        return caller_of_token(token), None


class LaunchAuthentication(BaseAuthentication):
    """Know a person by the key of their launch, in the browser that opened it."""

    def authenticate(self, request: Request) -> Known:
        asked: HttpRequest = request._request
        key = asked.META.get("HTTP_X_LAUNCH_KEY")
        if key is None:
            return None
        # A browser sends the cookie whoever made it ask, so a write must come from our own pages.
        if asked.method not in SAFE_METHODS and not comes_from_our_pages(asked):
            raise RequestRefused("request-from-elsewhere")
        if not _SLUG.fullmatch(key):
            raise launches.LaunchIsOver(why="unknown")
        launch = launches.open_launch(key, browser=browser_of(asked), now=timezone.now())
        asked.launch = launch  # type: ignore[attr-defined]
        return caller_of_launch(launch), None


class StaffAuthentication(SessionAuthentication):
    """Know a member of staff who has signed in, by cookie and CSRF token."""

    def authenticate(self, request: Request) -> Known:
        known = super().authenticate(request)
        return (caller_of_user(known[0]), None) if known else None

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise RequestRefused("request-from-elsewhere") from error
