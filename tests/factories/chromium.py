"""Headless Chromium, as the tests start it."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from threading import Timer
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, ViewportSize, sync_playwright

EXECUTABLE = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Shows the same pages for half of the work, where it is installed; of profiles it knows nothing.
SHELL = os.environ.get("CHROMIUM_SHELL") or shutil.which("chromium-headless-shell") or EXECUTABLE
LONGEST_TEST = 90
ARGUMENTS = [
    "--no-sandbox",
    # The LMS that a test plays has no network address, and Chromium would keep its frame from ours.
    # In a process of its own, a frame on a busy machine loses clicks that come soon after it.
    "--disable-features=LocalNetworkAccessChecks,IsolateOrigins,site-per-process",
    "--disable-site-isolation-trials",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Chromium then drops third-party cookies as Safari and Firefox do, but for partitioned ones.
WITHOUT_THIRD_PARTY_COOKIES = {"cookie_controls_mode": 1, "block_third_party_cookies": True}


@contextmanager
def open_page() -> Iterator[Page]:
    """Open an empty page in a browser that forgets everything afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=SHELL, args=ARGUMENTS)
        try:
            yield browser.new_page()
        finally:
            browser.close()


@contextmanager
def started_strict(
    playwright: Playwright,
    profile: Path,
    *,
    without_cookies_of: str = "",
    viewport: ViewportSize | None = None,
) -> Iterator[BrowserContext]:
    """Start one that drops third-party cookies, and every cookie of the origin that is named."""
    watchdog = Timer(LONGEST_TEST, _kill, [profile])
    watchdog.start()
    try:
        with _strict(playwright, profile, without_cookies_of, viewport) as context:
            yield context
    finally:
        watchdog.cancel()


def _kill(profile: Path) -> None:
    """End a browser that does not answer: some calls wait for ever, and the test with them."""
    subprocess.run(["pkill", "-KILL", "-f", str(profile)], check=False)


def _strict(
    playwright: Playwright, profile: Path, without_cookies_of: str, viewport: ViewportSize | None
) -> BrowserContext:
    preferences: dict[str, Any] = dict(WITHOUT_THIRD_PARTY_COOKIES)
    if without_cookies_of:
        forbidden = {"cookies": {f"{without_cookies_of},*": {"setting": 2}}}
        preferences["content_settings"] = {"exceptions": forbidden}
    (profile / "Default").mkdir()
    (profile / "Default" / "Preferences").write_text(json.dumps({"profile": preferences}))
    return playwright.chromium.launch_persistent_context(
        profile, executable_path=EXECUTABLE, args=ARGUMENTS, viewport=viewport
    )


@contextmanager
def pictures_of_failure(context: BrowserContext, name: str) -> Iterator[None]:
    """Where the block fails, picture every tab, and say where the pictures are."""
    try:
        yield
    except BaseException as failure:
        directory = Path(mkdtemp(prefix=f"{name}-"))
        for number, page in enumerate(context.pages):
            page.screenshot(path=directory / f"tab-{number}.png", full_page=True)
        failure.add_note(f"Pictures of it are in {directory}.")
        raise
