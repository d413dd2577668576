"""Somebody in front of the university's pages, without JavaScript."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import requests

from tests.factories.university import TIME_LIMIT


@dataclass
class Visitor:
    """A browser that keeps cookies and fills in forms."""

    origin: str
    session: requests.Session = field(default_factory=requests.Session)

    def be(self, key: str) -> "Visitor":
        """Choose on the start page who to be."""
        self.open("/")
        self.send(f"/be/{key}")
        return self

    def open(self, path: str) -> requests.Response:
        """Open a page."""
        return self.session.get(self.origin + path, timeout=TIME_LIMIT)

    def send(self, path: str, **fields: Any) -> requests.Response:
        """Send a form, with the mark against forgery that the last page gave."""
        fields["csrfmiddlewaretoken"] = self.session.cookies["riverside_csrf"]
        return self.session.post(self.origin + path, data=fields, timeout=TIME_LIMIT)


def fields_of(page: str) -> dict[str, str]:
    """Return the hidden fields of the form on a page that posts itself."""
    pairs = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in pairs}


def frame_of(page: str) -> str:
    """Return the address of the frame with the tool on a page."""
    found = re.search(r'<iframe class="tool" name="tool" src="([^"]+)"', page)
    assert found is not None, page
    return unescape(found[1])
