"""Runs of the wizard over REST: computed, looked at, and saved."""

import pytest

from lti_exams.journeys.access import Scope
from tests.factories.rest import Caller, Hall, by_token

pytestmark = pytest.mark.django_db
COLUMN = {"title": "Essay", "maximum": 10, "pass_limit": 5}
RULE = {"plugin": "lti_exams.approved.all"}


def grade(hall: Hall, program: Caller, points: float) -> None:
    told = {"results": [{"column": "essay", "sub": "ada", "points": points}]}
    assert program.post(f"{hall.of_course}/results", told).status_code == 200


@pytest.fixture
def graded(hall: Hall) -> Caller:
    """A program that may write, and a course in which somebody failed an essay."""
    program = by_token(Scope.QUALIFICATIONS_WRITE, Scope.RESULTS_WRITE)
    program.post(f"{hall.of_course}/columns", COLUMN)
    grade(hall, program, 4)
    return program


class TestARun:
    def test_is_looked_at_with_the_reasons_and_saved(self, hall: Hall, graded: Caller) -> None:
        run = graded.post(f"{hall.of_course}/runs", RULE).json()
        seen = graded.get(f"{hall.of_course}/runs/{run['key']}", qualifies="no").json()
        saved = graded.post(f"{hall.of_course}/runs/{run['key']}/save", {"state": "ready"})

        [line] = [one for one in seen["results"] if one["person"]["sub"] == "ada"]
        assert line["qualifies"] is False
        assert [(one["asked"], one["met"]) for one in line["reasons"]] == [("passed", False)]
        assert saved.status_code == 201
        status = graded.get(f"{hall.of_course}/statuses/{saved.json()['status']}").json()
        assert status["plugin"] == "lti_exams.approved.all"

    def test_is_not_saved_where_a_result_changed_since(self, hall: Hall, graded: Caller) -> None:
        run = graded.post(f"{hall.of_course}/runs", RULE).json()
        grade(hall, graded, 9)

        saved = graded.post(f"{hall.of_course}/runs/{run['key']}/save", {"state": "ready"})

        assert saved.status_code == 409
        assert saved.json() == {
            "status": None,
            "changed": 1,
            "rule_changed": False,
            "newer": None,
        }

    def test_is_nobody_elses(self, hall: Hall, graded: Caller) -> None:
        run = graded.post(f"{hall.of_course}/runs", RULE).json()

        assert hall.teacher.get(f"{hall.of_course}/runs/{run['key']}").status_code == 404

    @pytest.mark.parametrize(
        ("sent", "code"),
        [
            ({"plugin": "nothing"}, 404),
            ({"plugin": 1}, 422),
            ({"plugin": "lti_exams.points", "settings": {"minimum": "x"}}, 422),
            ({"plugin": "lti_exams.points", "settings": []}, 422),
        ],
    )
    def test_of_nonsense_is_refused(
        self, hall: Hall, graded: Caller, sent: dict[str, object], code: int
    ) -> None:
        assert graded.post(f"{hall.of_course}/runs", sent).status_code == code

    def test_is_begun_by_nobody_who_may_not_qualify(self, hall: Hall, graded: Caller) -> None:
        reads = by_token(Scope.QUALIFICATIONS_READ)
        for caller in (hall.learner, reads):
            assert caller.post(f"{hall.of_course}/runs", RULE).status_code == 403
