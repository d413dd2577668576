"""The heartbeat of an open page: what it tells, whom, and what it costs."""

import json
from collections.abc import Callable
from datetime import timedelta
from time import process_time
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from lti_exams.exams import api as exams
from lti_exams.launches.models import Launch
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.pages import OURS
from tests.factories.sitting import Seat, at_a_seat, placed_exam

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(lms: Lms) -> Seat:
    """Somebody in the middle of a timed exam of an hour."""
    placed_exam(lms)
    seat = at_a_seat(lms)
    seat.begin()
    return seat


def send(seat: Seat, browser: Client | None = None, **form: object) -> HttpResponse:
    told = {"epoch": 1, **form}
    if "attempt" not in told:
        told["attempt"] = seat.attempt_key()
    headers = {**OURS, "accept": "application/json"}
    return (browser or seat.browser).post(f"{seat.launch}present", told, headers=headers)


def beat(seat: Seat, **form: object) -> Any:
    return json.loads(send(seat, **form).content)


class TestTheHeartbeat:
    def test_tells_the_time_left_by_the_clock_of_the_server(self, seat: Seat) -> None:
        told = beat(seat)

        assert 3595 <= told["seconds"] <= 3601
        assert (told["status"], told["here"]) == ("started", True)

    def test_brings_an_extension(self, seat: Seat) -> None:
        exams.extend(
            exams.Attempt.objects.get(),
            seconds=600,
            by=make.STAFF,
            reason="because",
            now=timezone.now(),
        )

        assert 4195 <= beat(seat)["seconds"] <= 4201

    def test_tells_that_the_exam_is_over_before_anybody_has_written_it_down(
        self, seat: Seat
    ) -> None:
        exams.Attempt.objects.update(started_at=timezone.now() - timedelta(hours=3))

        assert beat(seat)["status"] == "submitted"

    def test_tells_an_older_device_that_another_took_over(self, lms: Lms, seat: Seat) -> None:
        at_a_seat(lms).do("go-on-here")

        assert beat(seat)["here"] is False

    def test_keeps_when_somebody_was_last_seen(self, seat: Seat) -> None:
        beat(seat)

        attempt = exams.Attempt.objects.get()
        assert attempt.last_seen_at is not None
        assert exams.last_seen([attempt])[attempt.pk] is not None

    def test_writes_that_down_once_a_minute(self, seat: Seat) -> None:
        beat(seat)
        written = exams.Attempt.objects.get().last_seen_at
        beat(seat)

        attempt = exams.Attempt.objects.get()
        assert attempt.last_seen_at == written
        assert exams.last_seen([attempt])[attempt.pk] > written


class TestTheHeartbeatIsRefused:
    def test_to_somebody_else(self, lms: Lms, seat: Seat) -> None:
        other = at_a_seat(lms, sub="person-2")

        assert send(other).status_code == 404

    def test_to_another_browser(self, seat: Seat) -> None:
        assert send(seat, Client()).status_code == 403

    def test_to_another_site(self, seat: Seat) -> None:
        response = seat.browser.post(
            f"{seat.launch}present", {}, headers={"origin": "https://elsewhere.example"}
        )

        assert response.status_code == 403

    def test_once_the_launch_has_ended_a_minute_ago(self, seat: Seat) -> None:
        Launch.objects.update(ended_at=timezone.now())

        assert send(seat).status_code == 403

    @pytest.mark.parametrize("key", ["", "x", "9" * 40, "-1", "0", "\x00"])
    def test_about_no_attempt(self, seat: Seat, key: str) -> None:
        assert send(seat, attempt=key).status_code == 404


class TestWhatTheHeartbeatCosts:
    def test_is_one_query(
        self, seat: Seat, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        attempt = seat.attempt_key()
        beat(seat, attempt=attempt)

        with django_assert_num_queries(1):
            beat(seat, attempt=attempt)

    def test_is_at_most_a_millisecond_more_than_a_request_that_does_nothing(
        self, seat: Seat
    ) -> None:
        def empty() -> None:
            seat.browser.get("/health/live")

        # The least of several rounds, in turns: what others do on this machine only ever adds to
        # it. Doing nothing takes a quarter of a millisecond; where it takes more, that is why.
        attempt = seat.attempt_key()
        laps = [(_cost(empty), _cost(lambda: send(seat, attempt=attempt))) for _ in range(14)]
        nothing, beating = map(min, zip(*laps, strict=True))

        assert beating - nothing <= max(0.001, 4 * nothing)


def _cost(request: Callable[[], object], times: int = 25) -> float:
    """Return the seconds of CPU that one of these takes."""
    request()
    began = process_time()
    for _ in range(times):
        request()
    return (process_time() - began) / times
