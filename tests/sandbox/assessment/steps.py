"""Things that several tests do with Quill."""

import time
from typing import Any

import requests

from tests.sandbox.miniature.checks import LTI
from tests.sandbox.miniature.platform import MiniaturePlatform, Seen

AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
SCORES = "/lineitems/1/scores"
PERFECT = {
    "q1": "5",
    "q2": ["2", "13"],
    "q3": "1,41",
    "q4": " Quadratic ",
    "q5": ["2", "3", "1"],
}
PATIENCE = 10


def launched(platform: MiniaturePlatform, **extra: Any) -> requests.Response:
    """Send a person to the algebra paper and return the page that they see."""
    endpoint = {"scope": [SCORE_SCOPE], "lineitem": f"{platform.origin}/lineitems/1?type_id=1"}
    claims = {AGS: endpoint, f"{LTI}custom": {"paper": "algebra-final"}, **extra}
    return platform.post_message("LtiResourceLinkRequest", **claims)


def handed_in(platform: MiniaturePlatform, **extra: Any) -> requests.Response:
    """Sit the algebra paper perfectly and return the page that follows."""
    page = launched(platform, **extra)
    return requests.post(page.url, data=PERFECT, timeout=10)


def wait_for(platform: MiniaturePlatform, path: str, *, number: int) -> list[Seen]:
    """Return what a tool sent to an address once so many requests have come."""
    deadline = time.monotonic() + PATIENCE
    while len(platform.of(path)) < number and time.monotonic() < deadline:
        time.sleep(0.02)
    return platform.of(path)
