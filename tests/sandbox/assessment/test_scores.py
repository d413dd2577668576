"""Quill tells scores: by two ways, at every wrong moment and in every wrong form."""

import hashlib
from typing import Any

import requests

from tests.sandbox.assessment.steps import SCORES, handed_in, launched, wait_for
from tests.sandbox.miniature import checks
from tests.sandbox.miniature.checks import LTI
from tests.sandbox.miniature.platform import SCORE_TYPE, MiniaturePlatform

COMPLETION = "/api/v1/attempts/7/completion"


def told(platform: MiniaturePlatform) -> list[dict[str, Any]]:
    """Return every score that reached the line item."""
    return [seen.document for seen in platform.of(SCORES)]


def points(platform: MiniaturePlatform) -> list[Any]:
    """Return the points of every score that reached the line item."""
    return [score.get("scoreGiven") for score in told(platform)]


class TestLineItem:
    def test_gets_the_score_under_a_token_for_scores(self, platform: MiniaturePlatform) -> None:
        handed_in(platform)

        (seen,) = platform.of(SCORES)
        assert seen.status == 204
        assert seen.headers["content-type"] == SCORE_TYPE
        wanted = {"userId": "person-1", "scoreGiven": 10, "scoreMaximum": 10}
        wanted |= {"activityProgress": "Completed", "gradingProgress": "FullyGraded"}
        assert seen.document.items() >= wanted.items()

    def test_learns_when_the_work_was_begun_and_handed_in(
        self, platform: MiniaturePlatform
    ) -> None:
        handed_in(platform)

        times = told(platform)[0]["submission"]
        assert times["startedAt"] < times["submittedAt"]

    def test_gets_it_again_when_the_token_had_died(self, platform: MiniaturePlatform) -> None:
        handed_in(platform)
        platform.dead_tokens = set(platform.tokens)

        platform.control("regrade", {"score": 4})

        assert [seen.status for seen in platform.of(SCORES)] == [204, 401, 204]

    def test_that_nobody_named_does_not_trouble_the_person(
        self, platform: MiniaturePlatform
    ) -> None:
        page = platform.post_message("LtiResourceLinkRequest")

        result = requests.post(page.url, data={"q1": "Yes"}, timeout=10)

        assert "Your work is handed in" in result.text
        sitting = platform.control("sittings").json()["sittings"][0]
        assert [report["sent"] for report in sitting["reports"]] == [False]


class TestMode:
    def test_late_tells_after_a_while(self, platform: MiniaturePlatform) -> None:
        platform.control("mode", {"mode": "late", "seconds": 0.3})

        handed_in(platform)
        at_once = points(platform)

        assert at_once == []
        assert len(wait_for(platform, SCORES, number=1)) == 1

    def test_twice_tells_the_same_score_word_for_word(self, platform: MiniaturePlatform) -> None:
        platform.control("mode", {"mode": "twice"})

        handed_in(platform)

        first, second = platform.of(SCORES)
        assert first.body == second.body

    def test_out_of_order_tells_an_older_and_lower_score_last(
        self, platform: MiniaturePlatform
    ) -> None:
        platform.control("mode", {"mode": "out-of-order"})

        handed_in(platform)

        newer, older = told(platform)
        assert newer["timestamp"] > older["timestamp"]
        assert (newer["scoreGiven"], older["scoreGiven"]) == (10, 5)

    def test_never_tells_nothing_until_somebody_asks(self, platform: MiniaturePlatform) -> None:
        platform.control("mode", {"mode": "never"})
        handed_in(platform)
        untold = points(platform)

        answer = platform.control("send", {}).json()

        assert untold == []
        assert answer["sent"] == 1
        assert points(platform) == [10]

    def test_progress_first_tells_that_the_work_began(self, platform: MiniaturePlatform) -> None:
        platform.control("mode", {"mode": "progress-first"})

        launched(platform)

        (score,) = told(platform)
        assert (score["activityProgress"], score["gradingProgress"]) == ("InProgress", "NotReady")
        assert "scoreGiven" not in score

    def test_pending_first_tells_the_points_only_after_a_while(
        self, platform: MiniaturePlatform
    ) -> None:
        platform.control("mode", {"mode": "pending-first", "seconds": 0.3})

        handed_in(platform)
        wait_for(platform, SCORES, number=2)

        first, second = told(platform)
        assert (first["gradingProgress"], second["gradingProgress"]) == ("Pending", "FullyGraded")
        assert first["timestamp"] < second["timestamp"]
        assert points(platform) == [None, 10]

    def test_that_nobody_knows_is_refused(self, platform: MiniaturePlatform) -> None:
        assert platform.control("mode", {"mode": "sometimes"}).json()["code"] == "mode-unknown"


class TestRegrade:
    def test_tells_the_new_score_under_a_later_time(self, platform: MiniaturePlatform) -> None:
        handed_in(platform)

        platform.control("regrade", {"score": 7.5})

        before, after = told(platform)
        assert after["scoreGiven"] == 7.5
        assert after["timestamp"] > before["timestamp"]

    def test_wants_a_number(self, platform: MiniaturePlatform) -> None:
        handed_in(platform)

        answer = platform.control("regrade", {"score": "NaN"})

        assert answer.json()["code"] == "number-malformed"

    def test_can_be_done_on_the_page(self, platform: MiniaturePlatform) -> None:
        url = handed_in(platform).url

        requests.post(f"{url}/regrade", data={"score": "3"}, timeout=10)

        assert points(platform) == [10, 3]


class TestCallback:
    def completed(self, platform: MiniaturePlatform, **configuration: str) -> None:
        """Sit the paper with the callback as the way by which a score is told."""
        platform.control("mode", {"channel": "callback"})
        url = f"{platform.origin}/api/v1/attempts/{{attempt}}/completion"
        platform.control("outside", {"completion_url": url, **configuration})
        handed_in(platform, **{f"{LTI}custom": {"paper": "algebra-final", "attempt": "7"}})

    def test_brings_the_score_and_the_times_under_an_api_token(
        self, platform: MiniaturePlatform
    ) -> None:
        self.completed(platform, api_token="given-by-the-product")

        (seen,) = platform.of(COMPLETION)
        assert seen.headers["authorization"] == "Bearer given-by-the-product"
        assert (seen.document["score"], seen.document["maximum"]) == (10, 10)
        assert seen.document["started_at"] < seen.document["submitted_at"]

    def test_is_signed_over_its_body_where_no_token_was_given(
        self, platform: MiniaturePlatform
    ) -> None:
        self.completed(platform, client_id="quill-1")

        (seen,) = platform.of(COMPLETION)
        token = seen.headers["authorization"].removeprefix("Bearer ")
        claims = checks.signed_claims(token, f"{platform.tool}/jwks")
        assert (claims["iss"], claims["aud"]) == ("quill-1", platform.origin)
        assert claims["body_sha256"] == hashlib.sha256(seen.body).hexdigest()

    def test_has_the_same_idempotency_key_when_it_is_repeated(
        self, platform: MiniaturePlatform
    ) -> None:
        platform.control("mode", {"mode": "twice"})

        self.completed(platform)

        keys = {seen.headers["idempotency-key"] for seen in platform.of(COMPLETION)}
        assert len(platform.of(COMPLETION)) == 2
        assert len(keys) == 1

    def test_has_another_idempotency_key_after_a_regrade(self, platform: MiniaturePlatform) -> None:
        self.completed(platform)

        platform.control("regrade", {"score": 1})

        first, second = (seen.headers["idempotency-key"] for seen in platform.of(COMPLETION))
        assert first != second
