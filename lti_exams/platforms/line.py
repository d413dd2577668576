"""A line to one LMS over which many calls go: its token is looked up once for many of them."""

import threading
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from lti_exams.kernel import http
from lti_exams.platforms import tokens
from lti_exams.platforms.lti import bearer, refuse_foreign_origin
from lti_exams.platforms.models import Platform

# Another process may have replaced the token; one that lapses sooner is renewed when refused.
_BELIEVED_FOR = timedelta(seconds=30)


class Line:
    """Calls services of one LMS, from many threads at once."""

    def __init__(self, platform: Platform, scopes: Iterable[str]) -> None:
        self.platform = platform
        self._scopes = tuple(scopes)
        self._held: tokens.Bearer | None = None
        self._until: datetime | None = None
        self._one_asks = threading.Lock()

    def granted(self, *, now: datetime) -> frozenset[str]:
        """Return the scopes that the LMS gave us, of those that were asked for."""
        return self._bearer(now=now).granted

    def call(
        self,
        method: str,
        url: str,
        *,
        now: datetime,
        headers: Mapping[str, str] | None = None,
        **body: Any,
    ) -> http.Answer:
        """Call a service; a token that the LMS refuses is renewed once, and the call repeated."""
        refuse_foreign_origin(self.platform, url)
        held = self._bearer(now=now)
        answer = self._send(method, url, headers, held, body)
        if answer.status != 401:
            return answer
        self._forget(held)
        return self._send(method, url, headers, self._bearer(now=now), body)

    def _send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        held: tokens.Bearer,
        body: Mapping[str, Any],
    ) -> http.Answer:
        carrying = {**(headers or {}), "Authorization": f"Bearer {held.token}"}
        return http.call(method, url, headers=carrying, **body)

    def _bearer(self, *, now: datetime) -> tokens.Bearer:
        with self._one_asks:
            if self._held is None or self._until is None or now >= self._until:
                self._held = bearer(self.platform, self._scopes, now=now)
                self._until = now + _BELIEVED_FOR
            return self._held

    def _forget(self, refused: tokens.Bearer) -> None:
        with self._one_asks:
            tokens.drop(refused)
            if self._held is not None and self._held.version <= refused.version:
                self._held = None
