"""Tries, failures, regrades, resets, deaths and clock jumps, in any order: the newest is told."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lti_exams.grades import api as grades
from lti_exams.grades.sending.channels import Sender
from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms
from lti_exams.platforms.models import AccessToken
from tests.factories.fake_lms_server import FakeLms, Received, Told
from tests.factories.grading import graded

FAULTS = ("none", "error", "lost", "throttle", "token", "stale", "refused")
REFUSALS = {"error": 500, "throttle": 429, "token": 401, "refused": 403}
STEPS = st.one_of(
    st.tuples(st.just("grade"), st.integers(0, 100)),
    st.tuples(st.just("reset"), st.none()),
    st.tuples(st.just("deliver"), st.lists(st.sampled_from(FAULTS), max_size=4)),
    st.tuples(st.just("die"), st.none()),
    st.tuples(st.just("clock"), st.integers(-7200, 7200)),
)
BRIEF = 10
THOROUGH = 2_000 if os.environ.get("LONG") == "1" else 40
# A clock that only the stories put on, so that they end the same way on every machine and day.
BEGAN = datetime(2027, 2, 1, 9, tzinfo=UTC)
TICK = timedelta(milliseconds=1)
_numbers = count(1)


class Died(Exception):
    """A worker ended before it could record anything."""


class Cells:
    """A gradebook that takes only what is newer, and is unwell as a test wants it to be."""

    def __init__(self, lms: FakeLms) -> None:
        self.values: dict[str, float | None] = {}
        self.times: dict[str, datetime] = {}
        self.faults: list[str] = []
        self.backwards = 0
        lms.answers["/column/scores"] = self._score
        lms.answers["/column/results"] = self._results

    def _score(self, received: Received) -> Told:
        fault = self.faults.pop(0) if self.faults else "none"
        if fault in REFUSALS:
            return Told(status=REFUSALS[fault])
        score = received.json()
        user, at = score["userId"], datetime.fromisoformat(score["timestamp"])
        if fault == "stale" or (user in self.times and at <= self.times[user]):
            return Told({"reason": "an earlier timestamp"}, status=409)
        self.times[user] = at
        self.values[user] = score.get("scoreGiven")
        if fault == "lost":
            raise ConnectionAbortedError
        return Told(status=200)

    def _results(self, _: Received) -> Told:
        shown = self.values.items()
        return Told(
            [
                {"userId": user, "resultScore": given, "resultMaximum": 100}
                for user, given in shown
                if given is not None
            ]
        )


class Story:
    """One person in one column, and what is true of them."""

    def __init__(self, platform: platforms.Platform, server: FakeLms, cells: Cells) -> None:
        grades.Outcome.objects.all().delete()
        grades.Channel.objects.all().delete()
        grades.Hold.objects.all().delete()
        # Kept by the clock of another story, which may have been days ahead.
        AccessToken.objects.all().delete()
        self.number, self.cells = next(_numbers), cells
        deployment = platform.deployments.get()
        course, _ = launches.Course.objects.get_or_create(deployment=deployment, context_id="c")
        self.link = launches.Link.objects.create(
            deployment=deployment,
            course=course,
            resource_link_id=f"link-{self.number}",
            line_item_url=f"{server.url}/column",
        )
        self.person = launches.Person.objects.create(platform=platform, sub=f"p-{self.number}")
        self.truth: int | None = None
        self.offset, self.ticks = timedelta(), count()
        self.draws, self.said = Random(self.number), count(1)

    def now(self) -> datetime:
        return BEGAN + self.offset + next(self.ticks) * TICK

    def grade(self, points: int) -> None:
        self._tell(graded(points))
        self.truth = points

    def reset(self, _: None) -> None:
        if grades.Outcome.objects.filter(link=self.link).exists():
            self._tell(None)
            self.truth = None

    def _tell(self, document: grades.Document | None) -> None:
        source = f"story:{next(self.said)}"
        grades.enqueue(self.link, self.person, document, source=source, now=self.now())

    def clock(self, seconds: int) -> None:
        self.offset += timedelta(seconds=seconds)

    def deliver(self, faults: list[str]) -> None:
        self.cells.faults = list(faults)
        grades.deliver_due(now=self.now(), clock=self.now, draws=self.draws)

    def die(self, _: None) -> None:
        """Let a worker end after it has sent, and before it has recorded anything."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Sender, "_record", _die_where_anything_is_done)
            with suppress(Died):
                self.deliver([])

    def end(self) -> grades.Outcome | None:
        """Let enough time go by for everything to end."""
        for _ in range(12):
            outcome = grades.Outcome.objects.filter(link=self.link).first()
            if outcome is None or outcome.state == "delivered":
                return outcome
            self.clock(3 * 3600)
            self.deliver([])
        return grades.Outcome.objects.get(link=self.link)


def _die_where_anything_is_done(sender: Any) -> None:
    if any(one.done() for one in sender.telling):
        raise Died
    _record(sender)


_record: Callable[[Any], None] = Sender._record


class TestTheNewestTruth:
    @settings(max_examples=BRIEF)
    @given(steps=st.lists(STEPS, max_size=14))
    def test_stands_in_the_gradebook_at_the_end(self, platform, server, steps):
        self.play(platform, server, steps)

    @pytest.mark.slow
    @settings(max_examples=THOROUGH)
    @given(steps=st.lists(STEPS, max_size=20))
    def test_stands_there_whatever_happened_on_the_way(self, platform, server, steps):
        self.play(platform, server, steps)

    def play(self, platform, server, steps):
        cells = Cells(server)
        story = Story(platform, server, cells)

        for name, value in steps:
            getattr(story, name)(value)
        outcome = story.end()

        assert cells.values.get(story.person.sub) == story.truth
        if outcome is not None:
            stands = (outcome.state, outcome.reason, outcome.version_delivered)
            assert stands == ("delivered", "", outcome.version), outcome.answer
            assert _shown(outcome) == story.truth


def _shown(outcome: grades.Outcome) -> Decimal | None:
    return None if outcome.written is None else Decimal(outcome.written["points"]) / 10_000
