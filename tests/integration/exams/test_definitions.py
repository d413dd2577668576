from datetime import datetime, timedelta

import pytest
from django.db import connection

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from tests.factories import exams as make
from tests.factories.exams import LEARNER, STAFF

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WINDOW = {"opens_at": HOUR, "closes_at": 3 * HOUR}
PASSWORD = {"rule": "password", "password": "swordfish"}


class TestDefining:
    def test_keeps_everything_that_staff_decided(
        self, course: launches.Course, now: datetime
    ) -> None:
        decided = make.proctored(
            slug="block-v1:edX+Demo@exam",
            opens_at=now,
            due_at=now + HOUR,
            closes_at=now + 2 * HOUR,
            access_rules=(PASSWORD,),
            review_policy="No phones.",
        )

        made = exams.define_exam(course, decided, by=STAFF, now=now)

        assert exams.definition_of(exams.exam_of(course, made.pk)) == decided

    def test_refuses_a_slug_that_is_taken(self, exam: exams.Exam, now: datetime) -> None:
        with pytest.raises(exams.SlugTaken):
            make.exam(exam.course, now=now)

    def test_lets_two_courses_use_one_slug(self, exam: exams.Exam, now: datetime) -> None:
        assert make.exam(make.course(now), now=now).slug == exam.slug

    def test_refuses_nonsense_by_the_field(self, course: launches.Course, now: datetime) -> None:
        with pytest.raises(exams.ExamRefused) as refused:
            make.exam(course, now=now, limit_seconds=-60)

        assert refused.value.values["field"] == "limit_seconds"

    def test_refuses_an_access_rule_that_nobody_knows(
        self, course: launches.Course, now: datetime
    ) -> None:
        with pytest.raises(exams.AccessRuleRefused):
            make.exam(course, now=now, access_rules=({"rule": "retina-scan"},))

    def test_seals_passwords_in_the_database(self, course: launches.Course, now: datetime) -> None:
        exam = make.exam(course, now=now, access_rules=(PASSWORD,))

        with connection.cursor() as cursor:
            cursor.execute("SELECT access_document FROM exams_exam WHERE id = %s", [exam.pk])
            assert "swordfish" not in cursor.fetchone()[0]


class TestEditing:
    def test_keeps_who_changed_what_and_when(self, exam: exams.Exam, now: datetime) -> None:
        exams.edit_exam(exam, make.definition(limit_seconds=60), by=STAFF, now=now + HOUR)

        change = exam.changes.first()
        assert (change.by, change.at, change.version) == (STAFF.name, now + HOUR, 2)
        assert change.before == {"limit_seconds": 3_600}
        assert change.after == {"limit_seconds": 60}

    def test_that_changes_nothing_is_no_change(self, exam: exams.Exam, now: datetime) -> None:
        exams.edit_exam(exam, make.definition(), by=STAFF, now=now)

        assert exam.changes.count() == 1

    def test_tells_that_a_password_changed_but_not_to_what(
        self, course: launches.Course, now: datetime
    ) -> None:
        exam = make.exam(course, now=now, access_rules=(PASSWORD,))
        other = make.definition(access_rules=(PASSWORD | {"password": "tuna"},))

        exams.edit_exam(exam, other, by=STAFF, now=now)

        change = exam.changes.first()
        assert change.after == {"access_rules": ["password"]}

    def test_of_the_kind_keeps_the_attempts(self, attempt: exams.Attempt, now: datetime) -> None:
        edited = exams.edit_exam(attempt.exam, make.proctored(slug="final"), by=STAFF, now=now)

        assert edited.pk == attempt.exam_id
        assert list(exams.attempts_of(edited, attempt.person)) == [attempt]

    def test_moves_the_close_date_of_what_has_not_started(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        waiting = make.attempt(exam, person, now=now)

        exams.edit_exam(exam, make.definition(closes_at=now + HOUR), by=STAFF, now=now)
        exams.sweep_deadlines(now=now + 2 * HOUR)

        waiting.refresh_from_db()
        assert waiting.state == exams.State.EXPIRED


class TestAccessRules:
    @pytest.fixture
    def guarded(self, course: launches.Course, now: datetime) -> exams.Exam:
        rooms = {"rule": "addresses", "networks": ["10.1.0.0/16"]}
        return make.exam(course, now=now, access_rules=(PASSWORD, rooms))

    def test_tell_everything_that_stands_against_somebody(
        self, guarded: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        brought = exams.Presented(password="tuna", address="192.0.2.7")

        case = exams.case_of(guarded, person, brought, now=now)

        told = {one.code for one in exams.obstacles(case, now=now)}
        assert told == {"password-wrong", "address-not-allowed"}

    def test_ask_for_the_password_once_and_for_the_address_again(
        self, guarded: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        brought = exams.Presented(password="swordfish", address="10.1.2.3")
        wish = exams.Wish(exam=guarded, person=person)
        made = exams.create_attempt(wish, brought, by=LEARNER, now=now).attempt

        with pytest.raises(exams.NotEligible) as refused:
            exams.start(made, exams.Presented(address="192.0.2.7"), by=LEARNER, now=now)

        assert [one.code for one in refused.value.values["reasons"]] == ["address-not-allowed"]

    def test_give_a_group_dates_of_its_own(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        group = {
            "name": "afternoon",
            "people": [person.pk],
            "closes_at": (now + 3 * HOUR).isoformat(),
        }
        exam = make.exam(
            course,
            now=now,
            closes_at=now + HOUR,
            limit_seconds=None,
            access_rules=({"rule": "groups", "groups": [group]},),
        )

        assert make.started(exam, person, now=now).deadline == now + 3 * HOUR

    def test_let_a_group_sit_that_has_its_dates_after_everybodys_due_date(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        own = {name: (now + DAY + hours).isoformat() for name, hours in WINDOW.items()}
        groups = [{"name": "those who were ill", "people": [person.pk], **own}]
        exam = make.exam(
            course,
            now=now,
            due_at=now + HOUR,
            late_policy=exams.LatePolicy.DOES_NOT_COUNT,
            limit_seconds=None,
            access_rules=({"rule": "groups", "groups": groups},),
        )

        assert make.started(exam, person, now=now + DAY + HOUR).deadline == now + DAY + 3 * HOUR

    def test_keep_out_whoever_is_in_no_group(
        self, course: launches.Course, person: launches.Person, now: datetime
    ) -> None:
        group = {"name": "afternoon", "people": []}
        exam = make.exam(course, now=now, access_rules=({"rule": "groups", "groups": [group]},))

        with pytest.raises(exams.NotEligible):
            make.attempt(exam, person, now=now)


class TestPrerequisites:
    def test_that_are_missing_keep_somebody_out_by_name(
        self, exam: exams.Exam, person: launches.Person, now: datetime
    ) -> None:
        needed = exams.Presented(prerequisites=frozenset({"lab", "essay"}), held={"lab"})

        with pytest.raises(exams.NotEligible) as refused:
            exams.create_attempt(exams.Wish(exam=exam, person=person), needed, by=LEARNER, now=now)

        (reason,) = refused.value.values["reasons"]
        assert (reason.code, reason.about) == ("prerequisite-missing", "essay")
