"""Calls of a vendor that come at once: each takes effect once, and each race has one end."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from lti_exams.audit.models import Entry
from lti_exams.exams import api as exams
from lti_exams.journeys import apply_control, request_proctoring, take_seat
from lti_exams.journeys.access import Caller, Role
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring
from lti_exams.proctoring.models import Incident
from lti_exams.tools import api as tools
from tests.factories import exams as make
from tests.factories.proctoring import lti_vendor
from tests.factories.rest_vendor import RestVendor

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do all of this in threads that begin together; return what each came to."""
    barrier = Barrier(len(deeds))

    def done(deed: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return deed()
        except Exception as error:  # noqa: BLE001 - what a race ends in is what is looked at
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(done, deeds))


@pytest.fixture
def running() -> tuple[exams.Attempt, tools.Tool]:
    """Return an attempt that runs under the eyes of a vendor."""
    now, guard = timezone.now(), lti_vendor()
    course = make.course(now)
    exam = make.exam(course, now=now, vendor=guard.vendor.reference)
    attempt = make.attempt(exam, make.person(course), now=now)
    learner = exams.Who(exams.Actor.LEARNER, "person")
    exams.move(attempt, exams.Event.REQUEST_PROCTORING, by=learner, now=now)
    opened = proctoring.open_session(attempt, guard.vendor, launch_key="key", now=now)
    request_proctoring.let_in(opened.session, proctoring.Seen(), now=now)
    attempt.refresh_from_db()
    exams.start(attempt, by=learner, now=now)
    return attempt, guard.tool


def call(attempt: exams.Attempt, tool: tools.Tool, action: str, **more: Any) -> dict[str, Any]:
    person = launches.Person.objects.get(pk=attempt.person_id)
    return {
        "user": {"sub": tools.pseudonym(tool, person)},
        "resource_link": {"id": proctoring.resource_link_of(attempt.exam_id)},
        "attempt_number": attempt.number,
        "action": action,
        "incident_time": timezone.now().isoformat(),
        **more,
    }


class TestTheSameCall:
    def test_from_eight_threads_takes_effect_once_and_is_answered_alike(self, running) -> None:
        attempt, tool = running
        body, now = call(attempt, tool, "update", extra_time=10), timezone.now()

        answers = at_once(
            *[lambda: apply_control.apply_control(tool, body, now=now) for _ in range(THREADS)]
        )

        told = {(one.status, one.extra_minutes) for one in answers}
        assert told == {(proctoring.Standing.RUNNING, 10)}
        assert [one.is_new for one in answers].count(True) == 1
        attempt.refresh_from_db()
        assert (attempt.extra_seconds, Incident.objects.count()) == (600, 1)

    def test_that_differs_from_thread_to_thread_takes_effect_each_time(self, running) -> None:
        attempt, tool = running
        bodies = [
            call(attempt, tool, "update", extra_time=1, reason_code=str(one))
            for one in range(THREADS)
        ]
        now = timezone.now()

        at_once(
            *[lambda body=body: apply_control.apply_control(tool, body, now=now) for body in bodies]
        )

        attempt.refresh_from_db()
        assert (attempt.extra_seconds, Incident.objects.count()) == (THREADS * 60, THREADS)


class TestReady:
    def test_told_by_two_threads_lets_somebody_in_once_and_refuses_neither(self) -> None:
        now = timezone.now()
        with RestVendor() as vendor:
            course = make.course(now)
            exam = make.exam(course, now=now, vendor=vendor.known.reference)
            attempt = make.attempt(exam, make.person(course), now=now)
            learner = exams.Who(exams.Actor.LEARNER, "person")
            exams.move(attempt, exams.Event.REQUEST_PROCTORING, by=learner, now=now)
            session = proctoring.open_session(
                attempt, vendor.known, launch_key="k", now=now
            ).session

            answers = at_once(
                *[lambda: vendor.tell(session=session.key, event="ready") for _ in range(THREADS)]
            )

        assert {one.status_code for one in answers} == {200}
        admitted = Entry.objects.filter(subject=attempt.key, action="attempt.admit")
        assert admitted.count() == 1


class TestTerminateRacingSubmit:
    @pytest.mark.parametrize("lap", range(4))
    def test_leaves_one_truth_and_both_in_the_audit(self, running, lap: int) -> None:
        attempt, tool = running
        body, now = call(attempt, tool, "terminate"), timezone.now()
        mine = exams.Attempt.objects.select_related("exam__course", "person").get(pk=attempt.pk)
        learner = Caller("person:1", frozenset({Role.LEARNER}), mine.exam.course, mine.person)

        ended, _ = at_once(
            lambda: apply_control.apply_control(tool, body, now=now),
            lambda: take_seat.act_here(learner, mine, exams.Event.SUBMIT, device="", now=now),
        )

        attempt.refresh_from_db()
        by_vendor = attempt.ended_by == "vendor"
        actions = set(Entry.objects.filter(subject=attempt.key).values_list("action", flat=True))
        assert (attempt.state, attempt.ended_by in ("vendor", "learner")) == ("submitted", True)
        assert ended.status == ("terminated" if by_vendor else "complete")
        assert by_vendor or {"attempt.submit", "attempt.terminate_late"} <= actions
        assert not by_vendor or {"attempt.terminate", "attempt.submit_late"} <= actions


class TestPauseRacingResume:
    @pytest.mark.parametrize("lap", range(4))
    def test_leaves_what_the_vendor_said_last(self, running, lap: int) -> None:
        attempt, tool = running
        now = timezone.now()
        earlier, later = (now - timedelta(seconds=one) for one in (20, 10))
        pause = call(attempt, tool, "pause", incident_time=earlier.isoformat())
        resume = call(attempt, tool, "resume", incident_time=later.isoformat())

        at_once(
            lambda: apply_control.apply_control(tool, resume, now=now),
            lambda: apply_control.apply_control(tool, pause, now=now),
        )

        attempt.refresh_from_db()
        assert attempt.state == "started"
