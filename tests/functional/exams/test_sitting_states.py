"""Wherever an attempt is, its learner finds a page that says so."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from tests.factories.exams import VENDOR
from tests.factories.lms import Lms
from tests.factories.sitting import Seat, at_a_seat, let, placed_exam

pytestmark = pytest.mark.django_db
Event, State = exams.Event, exams.State


def begun(*events: exams.Event, by: exams.Who | None = None) -> Callable[[Seat], None]:
    def do(seat: Seat) -> None:
        seat.begin()
        for event in events:
            let(event, *([by] if by else []))

    return do


def came_in(seat: Seat) -> None:
    seat.do("come-in")


def waits(seat: Seat) -> None:
    came_in(seat)
    let(Event.REQUEST_PROCTORING, exams.Who(exams.Actor.LEARNER, "person"))


def let_in(seat: Seat) -> None:
    waits(seat)
    let(Event.ADMIT, VENDOR)


def expired(seat: Seat) -> None:
    came_in(seat)
    exams.sweep_deadlines(now=timezone.now() + timedelta(days=2))


def timed_out(seat: Seat) -> None:
    seat.begin()
    exams.sweep_deadlines(now=timezone.now() + timedelta(hours=3))


def ended(event: str) -> Callable[[Seat], None]:
    def do(seat: Seat) -> None:
        seat.begin()
        seat.act("stop")
        if event:
            seat.act(event)

    return do


def declined(seat: Seat) -> None:
    came_in(seat)
    seat.act("decline")


# Each state: what the exam is like, how one comes there, and what the page says above all.
PAGES: dict[exams.State, tuple[dict[str, object], Callable[[Seat], None], str]] = {
    State.CREATED: ({}, came_in, "Start: my time runs from now"),
    State.PROCTORING_REQUESTED: ({"vendor": "tool:1"}, waits, "You wait to be let in"),
    State.READY_TO_START: ({"vendor": "tool:1"}, let_in, "Start: my time runs from now"),
    State.STARTED: ({}, begun(), "left at"),
    State.PAUSED: ({}, begun(Event.PAUSE), "paused"),
    State.READY_TO_SUBMIT: ({}, ended(""), "Hand in now"),
    State.SUBMITTED: ({}, ended("submit"), "Receipt"),
    State.TIMED_OUT: (
        {"late_policy": exams.LatePolicy.DOES_NOT_COUNT},
        timed_out,
        "Not handed in in time",
    ),
    State.ERROR: ({}, begun(Event.FAIL), "Your exam was interrupted"),
    State.DECLINED: ({"may_opt_out": True}, declined, "You have declined this exam"),
    State.EXPIRED: (
        {"closes_at": timedelta(days=1)},
        expired,
        "The exam closed before",
    ),
    State.RESET: ({}, begun(Event.RESET), "Continue to the instructions"),
}


class TestEveryState:
    def test_is_among_those_that_have_a_page(self) -> None:
        assert set(PAGES) == set(State)

    @pytest.mark.parametrize("state", PAGES, ids=lambda state: state.value)
    def test_has_a_page_that_says_so(self, lms: Lms, state: exams.State) -> None:
        about, come_there, words = PAGES[state]
        now = timezone.now()
        dated = {
            name: now + value if isinstance(value, timedelta) else value
            for name, value in about.items()
        }
        placed_exam(lms, **dated)
        seat = at_a_seat(lms)

        come_there(seat)

        assert exams.Attempt.objects.get().state == state
        assert words.lower() in seat.look().lower()
