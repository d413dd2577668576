from datetime import datetime, timedelta

import pytest

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import STAFF, VENDOR

HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)


def give(
    person: launches.Person,
    now: datetime,
    *,
    holds_from: datetime | None = None,
    holds_until: datetime | None = None,
    **granted: object,
) -> exams.Accommodation:
    profile = exams.Profile(
        allowance=exams.Allowance(**granted),  # type: ignore[arg-type]
        holds_from=holds_from,
        holds_until=holds_until,
    )
    return exams.give_profile(person, profile, by=STAFF, reason="certificate", now=now)


def grant(
    person: launches.Person, where: exams.Exam | launches.Course, now: datetime, **granted: int
) -> None:
    allowance = exams.Allowance(**granted)  # type: ignore[arg-type]
    exams.accommodate(person, where, allowance, by=STAFF, reason="agreed", now=now)


def given_to(exam: exams.Exam, person: launches.Person, *, now: datetime) -> timedelta:
    """Return the time that somebody gets who starts now."""
    attempt = make.started(exam, person, now=now)
    assert attempt.deadline is not None
    return attempt.deadline - now


@pytest.fixture
def elsewhere(course: launches.Course, now: datetime) -> exams.Exam:
    """An exam of another course of the same LMS."""
    other = launches.Course.objects.create(deployment=course.deployment, context_id="elsewhere")
    return make.exam(other, now=now)


class TestAProfile:
    def test_holds_in_every_exam_of_every_course(
        self, exam: exams.Exam, elsewhere: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        give(person, now, percent=25)

        assert given_to(exam, person, now=now) == 75 * MINUTE
        assert given_to(elsewhere, person, now=now) == 75 * MINUTE

    def test_is_for_nobody_else(
        self, exam: exams.Exam, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        give(person, now, percent=25)

        assert given_to(exam, make.person(course), now=now) == HOUR

    def test_reaches_attempts_that_run(
        self, attempt: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        give(person, now + 10 * MINUTE, minutes=30)

        attempt.refresh_from_db()
        assert attempt.deadline == now + 90 * MINUTE

    def test_gives_way_to_what_the_course_grants_and_that_to_what_the_exam_grants(
        self,
        exam: exams.Exam,
        elsewhere: exams.Exam,
        course: launches.Course,
        person: launches.Person,
        now: datetime,
    ) -> None:
        other = make.exam(course, now=now, slug="other")
        give(person, now, percent=100)
        grant(person, course, now, minutes=10)
        grant(person, exam, now, minutes=5)

        assert given_to(exam, person, now=now) == 65 * MINUTE
        assert given_to(other, person, now=now) == 70 * MINUTE
        assert given_to(elsewhere, person, now=now) == 120 * MINUTE

    def test_holds_again_where_the_course_takes_its_own_back(
        self, attempt: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        give(person, now, minutes=30)
        grant(person, attempt.exam.course, now, minutes=5)
        own = exams.accommodations_of(attempt.exam.course).get()

        exams.withdraw_accommodation(own, by=STAFF, reason="mistake", now=now)

        attempt.refresh_from_db()
        assert attempt.deadline == now + 90 * MINUTE

    def test_that_begins_later_holds_from_then_on(
        self, exam: exams.Exam, elsewhere: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        give(person, now, minutes=30, holds_from=now + DAY)

        assert given_to(exam, person, now=now) == HOUR
        assert given_to(elsewhere, person, now=now + DAY) == 90 * MINUTE

    def test_that_is_over_holds_no_more(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        give(person, now, minutes=30, holds_until=now + DAY)

        assert given_to(exam, person, now=now + DAY) == HOUR

    def test_that_ends_during_an_exam_takes_nothing_from_it(
        self, attempt: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        give(person, now, minutes=30, holds_until=now + 20 * MINUTE)

        exams.apply_terms_to_running(attempt.exam, by=STAFF, reason="longer", now=now + 40 * MINUTE)

        attempt.refresh_from_db()
        assert attempt.deadline == now + 90 * MINUTE

    def test_goes_on_when_staff_edit_the_exam_of_one_who_waits(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        exam = make.exam(course, now=now)
        waiting = make.attempt(exam, person, now=now)
        give(person, now, percent=50)

        exams.edit_exam(exam, make.definition(limit_seconds=7_200), by=STAFF, now=now)

        waiting.refresh_from_db()
        assert waiting.limit_seconds == 3 * 3_600

    def test_adds_its_exceptions_to_those_of_the_exam(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        give(person, now, exceptions=("reader allowed",))
        own = exams.Allowance(minutes=5, exceptions=("own breaks",))
        exams.accommodate(person, exam, own, by=STAFF, reason="agreed", now=now)

        granted = exams.allowance_of(exam, person.pk, now=now)

        assert granted.exceptions == ("reader allowed", "own breaks")

    def test_that_is_replaced_stays_known(self, person: launches.Person, now: datetime) -> None:
        first = give(person, now, minutes=10)
        second = give(person, now + DAY, minutes=20)

        assert list(exams.profiles_of(person)) == [second, first]
        assert exams.profile_of(person) == second

    def test_is_seen_by_those_who_teach_the_person(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        profile = give(person, now, minutes=10)

        assert list(exams.profiles_within(course)) == [profile]
        assert not exams.profiles_within(make.course(now)).exists()

    def test_does_not_give_its_time_twice_to_a_sitting_that_goes_on(
        self, attempt: exams.Attempt, person: launches.Person, now: datetime
    ) -> None:
        give(person, now, minutes=30)
        exams.move(attempt, exams.Event.FAIL, by=VENDOR, now=now + 20 * MINUTE)
        exams.let_resume(attempt, by=STAFF, reason="crash", now=now + HOUR)

        assert given_to(attempt.exam, person, now=now + HOUR) == 70 * MINUTE

    @pytest.mark.parametrize(
        ("granted", "field"),
        [
            ({}, "minutes"),
            ({"minutes": 0}, "minutes"),
            ({"minutes": 5, "percent": 5}, "percent"),
            ({"minutes": 5, "due_at": datetime.fromisoformat("2027-02-01T09:00Z")}, "due_at"),
            ({"minutes": 5, "holds_from": datetime(2027, 1, 1)}, "holds_from"),
        ],
    )
    def test_that_makes_no_sense_is_refused_by_its_field(
        self, person: launches.Person, now: datetime, granted: dict[str, object], field: str
    ) -> None:
        with pytest.raises(exams.AllowanceRefused) as refused:
            give(person, now, **granted)  # type: ignore[arg-type]

        assert refused.value.values["field"] == field

    def test_that_ends_before_it_begins_is_refused(
        self, person: launches.Person, now: datetime
    ) -> None:
        with pytest.raises(exams.AllowanceRefused) as refused:
            give(person, now, minutes=5, holds_from=now, holds_until=now)

        assert refused.value.values["field"] == "holds_until"
