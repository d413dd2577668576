from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lti_exams.exams import api as exams
from tests.factories import exams as make
from tests.factories.rest import Caller, Hall

pytestmark = pytest.mark.django_db


def _fill(hall: Hall, number: int) -> None:
    now = timezone.now()
    people = make.people(hall.course, number)
    for person in people:
        make.attempt(hall.exam, person, now=now)
        exams.accommodate(
            person, hall.exam, exams.Allowance(minutes=5), by=make.STAFF, reason="x", now=now
        )
        make.exam(hall.course, now=now, slug=f"exam-{person.pk}")
    exams.extend_everyone(hall.exam, seconds=60, by=make.STAFF, reason="x", now=now)


def _queries(caller: Caller, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = caller.get(path)
    assert answer.status_code == 200
    return len(queries)


class TestTheNumberOfQueries:
    LISTS = (
        "{course}/attempts",
        "{course}/exams",
        "{course}/accommodations",
        "{exam}/extensions",
        "courses",
    )

    def test_is_the_same_for_one_and_for_thirty(self, hall: Hall) -> None:
        lists = [path.format(course=hall.of_course, exam=hall.of_exam) for path in self.LISTS]
        _fill(hall, 1)
        few = {path: _queries(hall.teacher, path) for path in lists}

        _fill(hall, 29)

        assert {path: _queries(hall.teacher, path) for path in lists} == few
        assert max(few.values()) <= 5


class TestTheListOfAttempts:
    @pytest.fixture(autouse=True)
    def _attempts(self, hall: Hall) -> None:
        now = timezone.now()
        self.people = {
            name: make.person(hall.course, name) for name in ("Ada Lovelace", "Emmy Noether")
        }
        make.started(hall.exam, self.people["Ada Lovelace"], now=now - timedelta(minutes=9))
        make.attempt(hall.exam, self.people["Emmy Noether"], now=now)

    def _names(self, hall: Hall, **query: object) -> list[str]:
        told = hall.teacher.get(f"{hall.of_course}/attempts", **query).json()
        return [one["person"]["name"] for one in told["results"]]

    def test_is_searched_by_a_part_of_a_name(self, hall: Hall) -> None:
        assert self._names(hall, search="love") == ["Ada Lovelace"]

    def test_is_filtered_by_status(self, hall: Hall) -> None:
        assert self._names(hall, status="created") == ["Emmy Noether"]

    def test_is_filtered_by_several_statuses(self, hall: Hall) -> None:
        assert len(self._names(hall, status="created,started")) == 2

    def test_is_filtered_by_exam(self, hall: Hall) -> None:
        other = make.exam(hall.course, now=timezone.now(), slug="other")

        assert self._names(hall, exam=other.pk) == []

    @pytest.mark.parametrize(("sort", "first"), [("person", "Ada"), ("-person", "Emmy")])
    def test_is_sorted(self, hall: Hall, sort: str, first: str) -> None:
        assert self._names(hall, sort=sort)[0].startswith(first)

    def test_comes_in_pages(self, hall: Hall) -> None:
        told = hall.teacher.get(f"{hall.of_course}/attempts", limit=1, offset=1).json()

        assert (len(told["results"]), told["total"], told["offset"]) == (1, 2, 1)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("limit", "0"),
            ("limit", "201"),
            ("limit", "ten"),
            ("offset", "-1"),
            ("sort", "height"),
            ("status", "happy"),
            ("purpose", "fun"),
            ("exam", "x"),
            ("search", "a\x00b"),
            ("serach", "ada"),
        ],
    )
    def test_refuses_a_parameter_by_its_name(self, hall: Hall, name: str, value: str) -> None:
        answer = hall.teacher.get(f"{hall.of_course}/attempts", **{name: value})

        assert (answer.status_code, answer.json()["field"]) == (422, name)
