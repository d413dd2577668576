from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import LEARNER, SYSTEM

Event, Status, Wanted = exams.Event, exams.Status, exams.Wanted
HOUR = timedelta(hours=1)


class TestAnAttempt:
    def test_is_found_by_whose_it_is(self, attempt: exams.Attempt, person: launches.Person) -> None:
        assert exams.attempt_of(person, attempt.pk) == attempt

    def test_of_somebody_else_does_not_exist(
        self, attempt: exams.Attempt, course: launches.Course
    ) -> None:
        with pytest.raises(exams.NoSuchAttempt):
            exams.attempt_of(make.person(course), attempt.pk)

    def test_of_another_course_does_not_exist(self, attempt: exams.Attempt, now: datetime) -> None:
        with pytest.raises(exams.NoSuchAttempt):
            exams.attempt_in(make.course(now), attempt.pk)

    def test_is_read_in_one_query(self, attempt: exams.Attempt, person: launches.Person) -> None:
        with CaptureQueriesContext(connection) as queries:
            read = exams.attempt_of(person, attempt.pk)
            exams.time_left(read, now=read.created_at)

        assert len(queries) == 1


class TestTheLatestAttempt:
    def test_is_the_open_one(
        self, attempt: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        other = make.exam(attempt.exam.course, now=now, slug="other")
        newer = make.started(other, person, now=now + HOUR)
        exams.submit(newer, by=LEARNER, now=now + HOUR)

        assert exams.latest_attempt(person) == attempt

    def test_is_else_the_newest(
        self, attempt: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        exams.submit(attempt, by=LEARNER, now=now)

        assert exams.latest_attempt(person, attempt.exam.course) == attempt

    def test_is_none_where_there_is_none(self, person: launches.Person) -> None:
        assert exams.latest_attempt(person) is None


class TestTimeBeforeTheStart:
    def test_is_what_somebody_would_have(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, closes_at=now + timedelta(minutes=40))

        assert exams.time_for(exam, person, now=now) == 40 * 60


@pytest.fixture
def class_of_three(
    proctored: exams.Exam, course: launches.Course, now: datetime
) -> dict[str, exams.Attempt]:
    """Bert works, Cleo was verified, Dora handed in."""
    names = ("Bert", "Cleo", "Dora")
    begun = {
        name: make.started(proctored, make.person(course, f"{name} Example"), now=now)
        for name in names
    }
    for name in ("Cleo", "Dora"):
        exams.submit(begun[name], by=LEARNER, now=now + timedelta(minutes=len(name)))
    exams.review(begun["Cleo"], exams.Finding.VERIFY, by=SYSTEM, now=now)
    return begun


def names(course: launches.Course, **wanted: object) -> list[str]:
    page = exams.attempts_in(course, Wanted(**wanted))  # type: ignore[arg-type]
    return [one.person.name.split()[0] for one in page.attempts]


@pytest.mark.usefixtures("class_of_three")
class TestTheListOfAttempts:
    def test_is_sorted_as_wanted(self, course: launches.Course) -> None:
        assert names(course, sort="person") == ["Bert", "Cleo", "Dora"]
        assert names(course, sort="-person") == ["Dora", "Cleo", "Bert"]

    def test_finds_people_by_parts_of_their_names(self, course: launches.Course) -> None:
        assert names(course, search="cle exa") == ["Cleo"]

    @pytest.mark.parametrize(
        ("status", "found"),
        [
            (Status.STARTED, ["Bert"]),
            (Status.VERIFIED, ["Cleo"]),
            (Status.SUBMITTED, ["Dora"]),
            (Status.RESET, []),
        ],
    )
    def test_is_narrowed_by_what_the_public_is_told(
        self, course: launches.Course, status: exams.Status, found: list[str]
    ) -> None:
        assert names(course, statuses=(status,)) == found

    def test_comes_in_pages_that_know_the_whole(self, course: launches.Course) -> None:
        page = exams.attempts_in(course, Wanted(sort="person", offset=1, limit=1))

        assert [one.person.name for one in page.attempts] == ["Cleo Example"]
        assert page.total == 3

    @pytest.mark.parametrize("wanted", [{"sort": "'; --"}, {"offset": -1}, {"limit": 0}])
    def test_takes_senseless_wishes_for_no_wishes(
        self, course: launches.Course, wanted: dict[str, object]
    ) -> None:
        assert names(course, **wanted)

    def test_holds_nothing_of_other_courses(self, now: datetime) -> None:
        assert names(make.course(now)) == []

    def test_takes_the_same_queries_for_few_and_for_many(
        self, proctored: exams.Exam, course: launches.Course, now: datetime
    ) -> None:
        with CaptureQueriesContext(connection) as few:
            exams.attempts_in(course, Wanted())
        for one in make.people(course, 30):
            make.attempt(proctored, one, now=now)
        with CaptureQueriesContext(connection) as many:
            exams.attempts_in(course, Wanted())

        assert len(few) == len(many) == 2

    def test_tells_when_each_was_last_seen(
        self, course: launches.Course, class_of_three: dict[str, exams.Attempt], now: datetime
    ) -> None:
        bert = class_of_three["Bert"].pk
        exams.note_seen(bert, now=now + HOUR)

        assert exams.attempts_in(course, Wanted()).seen[bert] == now + HOUR


@pytest.mark.usefixtures("class_of_three")
class TestTheSummaryOfAnExam:
    def test_counts_attempts_by_what_is_told_of_them(self, proctored: exams.Exam) -> None:
        assert exams.count_by_status(proctored) == {
            Status.STARTED: 1,
            Status.VERIFIED: 1,
            Status.SUBMITTED: 1,
        }


class TestRehearsals:
    def test_are_listed_only_where_they_are_wanted(
        self, exam: exams.Exam, person: launches.Person, course: launches.Course, now: datetime
    ) -> None:
        rehearsal = exams.Purpose.REHEARSAL
        make.attempt(exam, person, now=now, purpose=rehearsal)

        assert names(course) == []
        assert len(names(course, purposes=(rehearsal,))) == 1
