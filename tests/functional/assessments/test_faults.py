"""Every way in which Quill can be wrong or late with a score, over HTTP, by both ways."""

from collections.abc import Mapping
from typing import Any

import pytest
import requests

from lti_exams.assessments.models import Arrival
from lti_exams.exams import api as exams
from lti_exams.trust.models import KeySet
from tests.factories.lms import Lms
from tests.factories.quill import Quill, Room

pytestmark = pytest.mark.slow
# What a fault is answered with, to the line item and to the callback; None where it makes no odds.
ANSWERS: Mapping[str, tuple[int | None, int | None]] = {
    "below-zero": (400, 400),
    "above-maximum": (400, 400),
    "score-as-text": (400, 400),
    "score-nan": (400, 400),
    "no-maximum": (400, 400),
    "maximum-zero": (400, 400),
    # A callback names its attempt, and no person.
    "unknown-person": (400, None),
    "future": (400, 400),
    "ancient": (409, 409),
    "no-moment": (400, 422),
    "moment-without-zone": (400, 400),
    "unknown-progress": (400, 400),
    "not-json": (400, 400),
    "wrong-content-type": (415, 415),
    "made-up-token": (401, 401),
    "no-token": (401, 401),
    # A signature has no scopes.
    "wrong-scope": (403, None),
}
# Quill's own server: what we ask of it, its keys, is not to be had.
WITHOUT_KEYS = ("keys-500", "keys-empty", "http-500")
# It answers late, or never: its keys are waited for, as for every key set, and no longer.
SLOW = ("slow", "never-answers", "hangs-up")


def statuses(told: Mapping[str, Any]) -> list[int]:
    return [one["status"] for one in told["reports"]]


def sent_with(fault: str | None, room: Room) -> int:
    """Let the score be sent once more in this way, and return what that is answered with."""
    room.quill.control("misbehave", name=fault)
    return int(statuses(room.quill.control("send"))[-1])


def untouched(room: Room) -> bool:
    attempt = room.attempt
    stands = (attempt.state, attempt.points) == (exams.State.STARTED, None)
    return stands and not Arrival.objects.exists()


@pytest.fixture
def page(quill: Quill, lms: Lms) -> Room:
    """A learner whose exam has begun, with the questions on a page outside LTI."""
    room = Room.at(quill, lms, quill.as_page())
    room.open_questions()
    return room


@pytest.fixture
def sat(room: Room) -> Room:
    """A learner with the questions of a tool open."""
    room.open_questions()
    return room


class TestEveryFault:
    def test_has_an_answer_here(self, quill: Quill) -> None:
        listed = requests.get(f"{quill.origin}/_control/misbehave", timeout=10).json()
        named = {one["name"] for one in listed["misbehaviours"]}

        assert {*ANSWERS, *WITHOUT_KEYS, *SLOW} == named

    def test_of_a_score_is_refused_until_it_is_sent_rightly(self, sat: Room) -> None:
        sat.quill.control("mode", mode="never")
        sat.quill.hand_in(2)

        answered = {fault: sent_with(fault, sat) for fault in ANSWERS}

        assert answered == {fault: by_line_item for fault, (by_line_item, _) in ANSWERS.items()}
        assert untouched(sat)
        assert sent_with(None, sat) == 204
        assert sat.attempt.points == 20_000

    def test_of_a_callback_is_refused_until_it_is_sent_rightly(self, page: Room) -> None:
        page.quill.control("mode", mode="never", channel="callback")
        page.quill.hand_in(8)
        wrong = {fault: status for fault, (_, status) in ANSWERS.items() if status}

        answered = {fault: sent_with(fault, page) for fault in wrong}

        assert answered == wrong
        assert untouched(page)
        assert sent_with(None, page) == 200
        assert page.attempt.points == 80_000

    @pytest.mark.parametrize("fault", [one for one, (_, status) in ANSWERS.items() if not status])
    def test_that_a_callback_has_no_room_for_makes_no_odds(self, fault: str, page: Room) -> None:
        page.quill.control("misbehave", name=fault)

        assert statuses(page.quill.hand_in(8)) == [200]
        assert page.attempt.points == 80_000

    @pytest.mark.parametrize("fault", [*WITHOUT_KEYS, "hangs-up"])
    def test_of_its_keys_leaves_the_attempt_until_they_are_there(
        self, fault: str, sat: Room
    ) -> None:
        sat.quill.control("misbehave", name=fault)
        sat.quill.hand_in(2)
        assert sat.attempt.state == exams.State.STARTED

        sat.quill.control("misbehave", name=None)
        # As if the time had passed after which keys are asked for again.
        KeySet.objects.update(fetched_at=None, tried_at=None)
        sat.quill.control("send")

        assert sat.attempt.points == 20_000


class TestEveryTime:
    @pytest.mark.parametrize("mode", ["on-time", "progress-first", "twice", "out-of-order"])
    def test_ends_at_the_newest_score(self, mode: str, room: Room) -> None:
        room.quill.control("mode", mode=mode)
        room.open_questions()
        assert room.attempt.state == exams.State.STARTED

        room.quill.hand_in(2)

        assert (room.attempt.points, room.attempt.state) == (20_000, exams.State.SUBMITTED)

    @pytest.mark.parametrize("mode", ["on-time", "progress-first", "twice", "out-of-order"])
    def test_ends_at_the_newest_score_by_callback(self, mode: str, page: Room) -> None:
        page.quill.control("mode", mode=mode)

        told = page.quill.hand_in(8)

        assert set(statuses(told)) == {200}
        assert (page.attempt.points, page.attempt.state) == (80_000, exams.State.SUBMITTED)

    def test_ends_the_attempt_before_its_score_comes(self, sat: Room) -> None:
        sat.quill.control("mode", mode="pending-first", seconds=600)

        sat.quill.hand_in(2)

        assert (sat.attempt.points, sat.attempt.state) == (None, exams.State.SUBMITTED)

    def test_takes_a_score_that_is_kept_back_when_it_comes(self, sat: Room) -> None:
        sat.quill.control("mode", mode="never")
        sat.quill.hand_in(2)
        sat.seat.act("stop")
        sat.seat.act("submit")

        sat.quill.control("send")

        assert sat.attempt.points == 20_000

    def test_takes_a_score_that_changes(self, sat: Room) -> None:
        sat.quill.hand_in(2)

        sat.quill.control("regrade", score=1)

        assert sat.attempt.points == 10_000


class TestAPageOutside:
    def test_is_entered_with_a_token_and_tells_the_score(self, page: Room) -> None:
        sitting = page.quill.sitting()
        assert (sitting["paper"], sitting["attempt"]) == ("algebra-final", str(page.attempt.pk))

        page.quill.hand_in(8)

        assert page.attempt.points == 80_000
        assert Arrival.objects.get().evidence["url"].startswith(page.quill.origin)
