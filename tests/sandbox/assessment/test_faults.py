"""Quill is wrong in each named way, and in that way alone."""

import math
from typing import Any

import pytest
import requests

from tests.sandbox.assessment.steps import SCORES, handed_in
from tests.sandbox.miniature.platform import MiniaturePlatform, Seen

SPOILED: dict[str, dict[str, Any]] = {
    "below-zero": {"scoreGiven": -1},
    "above-maximum": {"scoreGiven": 1_000_000},
    "score-as-text": {"scoreGiven": "ten"},
    "no-maximum": {"scoreMaximum": None},
    "maximum-zero": {"scoreMaximum": 0},
    "unknown-person": {"userId": "nobody-at-all"},
    "future": {"timestamp": "2999-01-01T00:00:00.000Z"},
    "ancient": {"timestamp": "2001-01-01T00:00:00.000Z"},
    "no-moment": {"timestamp": None},
    "moment-without-zone": {"timestamp": "2026-11-21T09:00:00"},
    "unknown-progress": {"activityProgress": "Daydreaming"},
}
SHOWN_ALONE = {"score-nan", "not-json", "wrong-content-type", "made-up-token", "no-token"}
SHOWN_ALONE |= {"wrong-scope"}
OF_THE_SERVER = {"http-500", "slow", "never-answers", "hangs-up", "keys-500", "keys-empty"}


class TestFault:
    def sent(self, platform: MiniaturePlatform, fault: str) -> Seen:
        """Return the request with which Quill tells a score under a fault."""
        platform.control("misbehave", {"name": fault})
        handed_in(platform)
        return platform.of(SCORES)[0]

    @pytest.mark.parametrize("fault", SPOILED)
    def test_spoils_the_score_as_its_name_says(
        self, platform: MiniaturePlatform, fault: str
    ) -> None:
        document = self.sent(platform, fault).document

        assert {name: document.get(name) for name in SPOILED[fault]} == SPOILED[fault]

    def test_may_make_the_score_no_number(self, platform: MiniaturePlatform) -> None:
        assert math.isnan(self.sent(platform, "score-nan").document["scoreGiven"])

    def test_may_be_no_json(self, platform: MiniaturePlatform) -> None:
        assert self.sent(platform, "not-json").body == b"{not json"

    def test_may_have_another_content_type(self, platform: MiniaturePlatform) -> None:
        assert self.sent(platform, "wrong-content-type").headers["content-type"] == "text/plain"

    @pytest.mark.parametrize(
        ("fault", "status"), [("made-up-token", 401), ("no-token", 401), ("wrong-scope", 403)]
    )
    def test_may_be_without_the_right_token(
        self, platform: MiniaturePlatform, fault: str, status: int
    ) -> None:
        assert self.sent(platform, fault).status == status

    def test_is_listed_and_shown_here(self, platform: MiniaturePlatform) -> None:
        listed = platform.control("misbehave").json()["misbehaviours"]

        assert {fault["name"] for fault in listed} == set(SPOILED) | SHOWN_ALONE | OF_THE_SERVER


class TestServer:
    def test_breaks_like_any_other(self, platform: MiniaturePlatform) -> None:
        platform.control("misbehave", {"name": "http-500"})

        assert requests.get(f"{platform.tool}/jwks", timeout=10).status_code == 500
