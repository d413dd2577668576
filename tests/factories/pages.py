"""Opening our pages as a browser does, and reading what they say."""

import re
from html import unescape

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.factories.lms import MEMBERSHIP, Lms

TEACHER = {"sub": "teacher-1", "name": "Grace Teacher", "roles": [f"{MEMBERSHIP}Instructor"]}
OURS = {"origin": settings.PUBLIC_ORIGIN}


def ours() -> dict[str, str]:
    """Return what a browser says of a form that one of our pages sends, wherever we are now."""
    return {"origin": settings.PUBLIC_ORIGIN}


def text_of(response: HttpResponse) -> str:
    """Return what a reader of the page sees, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def open_as(lms: Lms, browser: Client, **who: object) -> str:
    """Launch with these claims, and return the address of the page that opens."""
    return lms.launch(browser, **who)["Location"]
