"""Staff put right what a fault left wrong: through the table of states, and through the rule."""

import io
import json
from datetime import datetime

import pytest
from django.core.management import call_command

from lti_exams.exams import api as exams
from lti_exams.journeys.access import ActRefused, Role
from lti_exams.journeys.repair_attempt import review_again
from lti_exams.proctoring import api as proctoring
from lti_exams.proctoring.models import Incident, Vendor
from tests.factories.reviewing import Course

pytestmark = pytest.mark.django_db


def told(attempt: exams.Attempt, vendor: Vendor, now: datetime, severity: int) -> None:
    """Let the vendor have told of something."""
    Incident.objects.create(
        attempt=attempt,
        vendor=vendor,
        replay_key=str(severity),
        action="flag",
        moment=now,
        received_at=now,
        severity=severity,
    )


def run(*arguments: str) -> dict[str, object]:
    out = io.StringIO()
    call_command("repair_attempt", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


class TestTheRuleAgain:
    def test_begins_a_review_that_never_began(self, now: datetime) -> None:
        course = Course(now)
        attempt = course.sat()
        exams.Attempt.objects.update(review="none")
        attempt.refresh_from_db()

        review_again(course.reviewer(), attempt, reason="lost", now=now)

        assert attempt.review == "waiting"

    def test_finds_what_was_told_meanwhile(self, now: datetime) -> None:
        course = Course(now)
        attempt = course.sat()
        told(attempt, course.vendor, now, 9_000)

        review_again(course.reviewer(), attempt, reason="lost", now=now)

        assert attempt.review == "second"

    def test_decides_nothing_over_the_heads_of_people(self, now: datetime) -> None:
        course = Course(now)
        attempt = course.sat()
        staff = exams.Who(exams.Actor.STAFF, "staff:1")
        exams.review(attempt, exams.Finding.VERIFY, by=staff, reason="seen", now=now)
        told(attempt, course.vendor, now, 9_000)

        review_again(course.reviewer(), attempt, reason="lost", now=now)

        assert attempt.review == "second"

    def test_is_for_those_who_decide_about_attempts(self, now: datetime) -> None:
        course = Course(now)
        attempt = course.sat()

        with pytest.raises(ActRefused):
            review_again(course.reviewer(role=Role.REVIEWER), attempt, reason="why", now=now)


class TestTheCommand:
    def test_moves_an_attempt_by_a_legal_event(self, now: datetime) -> None:
        attempt = Course(now).sat()

        answer = run(str(attempt.pk), "--do", "reset", "--reason", "a fault")

        assert answer["state"] == "reset"

    def test_runs_the_review_again(self, now: datetime) -> None:
        course = Course(now)
        attempt = course.sat()
        told(attempt, course.vendor, now, 9_000)

        answer = run(str(attempt.pk), "--review", "--reason", "a fault")

        assert (answer["review"], answer["status"]) == ("second", "second_review_required")
        assert proctoring.decisions_of(attempt)[0].reason == "a fault"

    def test_refuses_what_the_table_does_not_have(self, now: datetime) -> None:
        attempt, out = Course(now).sat(), io.StringIO()

        with pytest.raises(SystemExit):
            call_command(
                "repair_attempt",
                str(attempt.pk),
                "--do",
                "pause",
                "--reason",
                "x",
                "--json",
                stdout=out,
            )

        assert json.loads(out.getvalue())["error"] == "attempt-illegal-move"
