"""Programs grant people something in every course."""

import pytest

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Scope
from tests.factories.rest import Caller, Hall, by_token

pytestmark = pytest.mark.django_db

GRANT = {"percent": 50, "exceptions": ["reader allowed"], "reason": "certificate"}


@pytest.fixture
def program(hall: Hall) -> Caller:
    return by_token(Scope.TIME_WRITE)


def ada(hall: Hall) -> dict[str, object]:
    person = hall.learner.person
    assert person is not None
    return {"platform": person.platform_id, "sub": person.sub}


class TestAProfile:
    def test_reaches_an_exam_that_runs(self, hall: Hall, program: Caller) -> None:
        attempt = hall.come_in(start=True)

        made = program.post("profiles", {**GRANT, **ada(hall)})

        assert made.status_code == 201
        time = hall.learner.get(f"attempts/{attempt['id']}/time").json()
        assert time["seconds_left"] > 85 * 60

    def test_is_listed_with_who_and_why(self, hall: Hall, program: Caller) -> None:
        program.post("profiles", {**GRANT, **ada(hall), "holds_until": "2190-01-01T00:00:00Z"})

        told = program.get("profiles").json()

        assert told["total"] == 1
        (one,) = told["results"]
        assert (one["percent"], one["exceptions"]) == (50, ["reader allowed"])
        assert one["holds_until"] == "2190-01-01T00:00:00Z"
        assert one["reason"] == "certificate"
        assert one["granted_by"].startswith("token:")

    def test_is_found_by_its_person(self, hall: Hall, program: Caller) -> None:
        assert hall.learner.person is not None
        assert hall.teacher.person is not None
        program.post("profiles", {**GRANT, **ada(hall)})

        assert program.get("profiles", person=hall.learner.person.pk).json()["total"] == 1
        assert program.get("profiles", person=hall.teacher.person.pk).json()["total"] == 0

    def test_is_withdrawn(self, hall: Hall, program: Caller) -> None:
        person = program.post("profiles", {**GRANT, **ada(hall)}).json()["person"]["id"]

        gone = program.post(f"profiles/{person}/withdraw", {"reason": "moved away"})
        again = program.post(f"profiles/{person}/withdraw", {"reason": "moved away"})

        assert gone.json()["withdrawn_at"] is not None
        assert (again.status_code, again.json()["code"]) == (404, "accommodation-unknown")

    def test_is_given_once_for_a_key(self, hall: Hall, program: Caller) -> None:
        for _ in range(2):
            program.post("profiles", {**GRANT, **ada(hall)}, **{"Idempotency-Key": "one"})

        assert exams.Accommodation.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"minutes": 5}, "percent"),
            ({"percent": 0}, "percent"),
            ({"holds_until": "2027-02-01T09:00:00"}, "holds_until"),
            (
                {"holds_from": "2027-02-02T09:00:00Z", "holds_until": "2027-02-01T09:00:00Z"},
                "holds_until",
            ),
            ({"opens_at": "2027-02-01T09:00:00Z"}, "opens_at"),
            ({"platform": 10**30}, "platform"),
        ],
    )
    def test_that_makes_no_sense_is_refused_by_its_field(
        self, hall: Hall, program: Caller, changes: dict[str, object], field: str
    ) -> None:
        answer = program.post("profiles", {**GRANT, **ada(hall), **changes})

        assert answer.status_code in (400, 422)
        assert answer.json()["field"] == field

    def test_is_for_somebody_whom_we_know(self, hall: Hall, program: Caller) -> None:
        answer = program.post("profiles", {**GRANT, **ada(hall), "sub": "nobody"})

        assert (answer.status_code, answer.json()["code"]) == (422, "person-unknown")
