"""Headless Chromium, and pages of a running server in it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.factories.chromium import ARGUMENTS, SHELL, started_strict
from tests.factories.lms import Lms


# A module, not the run: Playwright cannot be started twice at a time, and others start it too.
@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright, started once for the tests of a file."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's event loop runs in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield playwright


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for the tests of a file."""
    chromium = playwright.chromium.launch(executable_path=SHELL, args=ARGUMENTS)
    yield chromium
    chromium.close()


@pytest.fixture
def strict_chromium(playwright: Playwright) -> Iterator[Callable[..., BrowserContext]]:
    """Start a Chromium that drops third-party cookies; `without_cookies_of` names an origin."""
    with ExitStack() as stack:

        def start(**options: Any) -> BrowserContext:
            profile = stack.enter_context(TemporaryDirectory(prefix="chromium-"))
            return stack.enter_context(started_strict(playwright, Path(profile), **options))

        yield start


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser of one person, with nothing in it."""
    context = chromium.new_context()
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab of that browser."""
    return context.new_page()


@pytest.fixture
def origin(live_server: LiveServer, settings: Any) -> str:
    """Where the server of this test is reached; the product knows it as its own address."""
    settings.PUBLIC_ORIGIN = live_server.url
    return live_server.url


@pytest.fixture
def launched(origin: str, lms: Lms, context: BrowserContext) -> Callable[..., str]:
    """Launch with some claims, give the browser of the test the cookie, and return the address."""

    def launch(**claims: object) -> str:
        client = Client()
        response = lms.launch(client, **claims)
        [cookie] = client.cookies.values()
        context.add_cookies(
            [
                {
                    "name": cookie.key,
                    "value": cookie.value,
                    "url": origin.replace("http:", "https:"),
                    "secure": True,
                    "sameSite": "None",
                }
            ]
        )
        return f"{django_settings.PUBLIC_ORIGIN}{response['Location']}"

    return launch
