"""Scores that staff and programs enter by hand over REST."""

from typing import Any

import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Scope
from tests.factories import exams as make
from tests.factories.rest import Hall, by_token


@pytest.fixture
def ended(hall: Hall) -> exams.Attempt:
    """An attempt that was handed in."""
    attempt = make.started(hall.exam, hall.learner.person, now=timezone.now())
    exams.submit(attempt, by=make.LEARNER, now=timezone.now())
    return attempt


def told(**changes: Any) -> dict[str, Any]:
    return {"score": 17.5, "maximum": 20, "reason": "Marked.", **changes}


class TestAScore:
    def test_is_entered_by_whoever_teaches(self, hall: Hall, ended: exams.Attempt) -> None:
        answer = hall.teacher.put(f"attempts/{ended.pk}/score", told())

        assert answer.json()["score"] == {"points": 17.5, "maximum": 20}

    def test_is_taken_back(self, hall: Hall, ended: exams.Attempt) -> None:
        hall.teacher.put(f"attempts/{ended.pk}/score", told())

        answer = hall.teacher.put(f"attempts/{ended.pk}/score", told(score=None))

        assert answer.json()["score"] is None

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"score": -1}, "score"),
            ({"score": 21}, "score"),
            ({"score": "17"}, "score"),
            ({"maximum": 0}, "maximum"),
            ({"maximum": -5}, "maximum"),
            ({"reason": " "}, "reason"),
        ],
    )
    def test_that_makes_no_sense_is_refused(
        self, hall: Hall, ended: exams.Attempt, changes: dict[str, Any], field: str
    ) -> None:
        answer = hall.teacher.put(f"attempts/{ended.pk}/score", told(**changes))

        ended.refresh_from_db()
        assert 400 <= answer.status_code < 500
        assert answer.json()["field"] == field
        assert ended.points is None

    @pytest.mark.parametrize(
        ("who", "status"),
        [
            ("learner", 403),
            ("other learner", 404),
            ("assistant", 403),
            ("teacher of another course", 404),
            ("service staff", 200),
            ("token that may read", 403),
            ("token", 200),
        ],
    )
    def test_is_not_for_everybody(
        self, hall: Hall, ended: exams.Attempt, who: str, status: int
    ) -> None:
        answer = hall.caller(who).put(f"attempts/{ended.pk}/score", told())

        assert answer.status_code == status

    def test_is_not_for_a_token_that_only_completes(self, hall: Hall, ended: exams.Attempt) -> None:
        program = by_token(Scope.COMPLETIONS_WRITE)

        assert program.put(f"attempts/{ended.pk}/score", told()).status_code == 403

    def test_is_not_entered_while_the_attempt_runs(self, hall: Hall) -> None:
        running = make.started(hall.exam, hall.learner.person, now=timezone.now())

        answer = hall.teacher.put(f"attempts/{running.pk}/score", told())

        assert answer.json()["code"] == "score-attempt-running"
