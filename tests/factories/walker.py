"""Somebody who reads pages, follows links and sends forms, without JavaScript."""

from collections.abc import Sequence
from http.cookiejar import Cookie
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.cookies import RequestsCookieJar

from tests.factories.reading import Click, Page

# Pages that lead on by themselves offer this to those whose browser does not.
LEADS_ON = "Continue"


class CookieJar(RequestsCookieJar):
    """Sends loopback addresses what only secure ones may have, as browsers do."""

    def set_cookie(self, cookie: Cookie, **more: Any) -> None:
        """Keep a cookie that a page has set."""
        cookie.secure = False
        super().set_cookie(cookie, **more)


class Walker:
    """Keeps cookies, and is on one page at a time."""

    page: Page

    def __init__(self) -> None:
        self.session = requests.Session()
        self.session.cookies = CookieJar()
        self._shown_in = "document"

    def open(self, address: str) -> None:
        """Open an address in a window."""
        self._shown_in = "document"
        self._go("GET", address)

    def step_into_frame(self) -> None:
        """Look at nothing but the frame on this page from now on."""
        self._shown_in = "iframe"
        self._go("GET", self.page.frame)

    def follow(self, words: str, *, within: str = "") -> None:
        """Follow the first link that says this."""
        self._go("GET", _first(self.page.links, words, within).leads_to)

    def press(self, words: str, *, within: str = "", to: str = "", **filled_in: str) -> None:
        """Press the first button that says this; `to` is a part of where its form goes."""
        buttons = [one for one in self.page.buttons if one.form and to in one.form.action]
        button = _first(buttons, words, within)
        assert button.form is not None
        fields = button.form.fields | button.fields | filled_in
        self._go(button.form.method, button.form.action, fields)

    def _go(self, method: str, address: str, fields: dict[str, str] | None = None) -> None:
        headers = {"Sec-Fetch-Dest": self._shown_in}
        if method == "POST":
            parts = urlsplit(self.page.address)
            headers["Origin"] = f"{parts.scheme}://{parts.netloc}"
        sent = {"data": fields} if method == "POST" else {"params": fields}
        answer = self.session.request(method, address, headers=headers, timeout=20, **sent)
        self.page = Page(answer.url, answer.text)
        self._go_on_by_itself()

    def _go_on_by_itself(self) -> None:
        if any(one.words == LEADS_ON for one in self.page.links):
            self.follow(LEADS_ON)
        elif any(one.words == LEADS_ON for one in self.page.buttons):
            self.press(LEADS_ON)


def _first(clicks: Sequence[Click], words: str, within: str) -> Click:
    there = [one for one in clicks if not within or within in one.within]
    found = [one for one in there if words in one.words]
    assert found, f"“{words}” is not among {[one.words for one in there]}"
    return found[0]
