"""Statuses: what is saved, what is refused, and that nothing is ever changed."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from lti_exams.audit import api as audit
from lti_exams.kernel.points import scaled
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.qualifications.models import QualifiesForFinalExam, Status
from lti_exams.qualifications.models.statuses import HistoryIsNotChanged
from lti_exams.results import api as results
from tests.factories import exams as make
from tests.factories import gradebook as book
from tests.factories import qualifying as wizard

Course, Person, Column = launches.Course, launches.Person, results.Column
State = qualifications.State
HOUR = timedelta(hours=1)


class TestASavedRun:
    def test_keeps_what_it_was_decided_from(
        self, course: Course, a1: Column, ada: Person, now: datetime
    ) -> None:
        book.grade(a1, ada, 60, now=now)
        settings = {"columns": [a1.pk], "minimum": scaled(50)}
        status = wizard.save(wizard.run(course, wizard.POINTS, settings, now=now), now=now)
        book.grade(a1, ada, 10, now=now + HOUR)

        [decision] = qualifications.decisions_of(status)

        assert decision.marks == {a1.pk: qualifications.Mark(scaled(60), is_passing=True)}
        assert status.plugin_settings == settings
        assert status.columns[0]["pass_limit"] == scaled(50)
        assert audit.entries_about(f"course:{course.pk}").first().action == "status-saved"

    def test_has_a_row_for_every_active_learner_and_for_nobody_else(
        self, course: Course, a1: Column, ada: Person, ben: Person, now: datetime
    ) -> None:
        teacher = make.person(course, "Teacher")
        teacher.memberships.update(roles=["Instructor"])
        ben.memberships.update(is_active=False)

        assert set(wizard.who(wizard.save(wizard.run(course, now=now), now=now))) == {ada}

    def test_may_leave_students_open_when_it_says_why(
        self, course: Course, a1: Column, ada: Person, ben: Person, now: datetime
    ) -> None:
        book.grades([a1], {ada: [60], ben: [60]}, now=now)
        run = wizard.run(course, now=now)
        qualifications.keep_notready(run, [ben.memberships.get().pk])

        with pytest.raises(qualifications.StatusRefused) as refused:
            wizard.save(run, now=now)
        status = wizard.save(run, State.ALMOSTREADY, "Ben is ill.", now=now)

        assert refused.value.refusal_code == "status-open-decisions"
        assert wizard.who(status) == {ada: True, ben: None}
        assert qualifications.tally(status) == qualifications.Tally(1, 0, 1)

    def test_is_the_active_one_when_it_is_the_newest(
        self, course: Course, a1: Column, ada: Person, now: datetime
    ) -> None:
        wizard.save(wizard.run(course, now=now), now=now)
        newest = wizard.save(wizard.run(course, now=now), now=now)

        assert qualifications.last_status(course) == newest
        assert qualifications.statuses_of(course).count() == 2

    def test_is_not_made_in_a_term_that_is_over(
        self, course: Course, a1: Column, ada: Person, now: datetime
    ) -> None:
        run = wizard.run(course, now=now)
        term = launches.Term.objects.create(name="Past", begins_at=now - HOUR, ends_at=now)
        launches.Course.objects.update(term=term)
        run.refresh_from_db()

        with pytest.raises(qualifications.StatusRefused) as refused:
            wizard.save(run, now=now)

        assert refused.value.refusal_code == "status-on-past-course"

    def test_is_told_to_others_once_it_is_committed(
        self,
        course: Course,
        a1: Column,
        ada: Person,
        now: datetime,
        django_capture_on_commit_callbacks: Callable[..., object],
    ) -> None:
        heard: list[Status] = []

        def hear(status: Status, **_: object) -> None:
            heard.append(status)

        qualifications.status_saved.connect(hear)
        with django_capture_on_commit_callbacks(execute=True):
            status = wizard.save(wizard.run(course, now=now), now=now)
        qualifications.status_saved.disconnect(hear)

        assert heard == [status]


class TestWhatChangesBeforeTheSave:
    def test_keeps_the_run_from_being_saved_and_is_shown(
        self, course: Course, a1: Column, ada: Person, ben: Person, now: datetime
    ) -> None:
        book.grades([a1], {ada: [60], ben: [60]}, now=now)
        run = wizard.run(course, now=now)
        book.grade(a1, ben, 40, now=now + HOUR)
        saving = qualifications.Saving(state=State.READY)

        saved = qualifications.save_run(run, saving, now=now + HOUR)

        assert saved.status is None
        member = ben.memberships.get().pk
        assert saved.changed == [qualifications.Changed(member, before=True, after=False)]
        assert wizard.would(run, now=now) == {ada: True, ben: False}
        assert qualifications.save_run(run, saving, now=now + HOUR).status is not None

    @pytest.mark.parametrize("comes", [True, False])
    def test_may_be_the_roster(
        self, course: Course, a1: Column, ada: Person, now: datetime, *, comes: bool
    ) -> None:
        run = wizard.run(course, now=now)
        if comes:
            make.person(course)
        else:
            ada.memberships.update(is_active=False)

        saved = qualifications.save_run(run, qualifications.Saving(state=State.READY), now=now)

        assert saved.status is None
        assert len(saved.changed) == 1

    def test_may_be_a_limit_that_comes_from_the_columns(
        self, course: Course, a1: Column, ada: Person, now: datetime
    ) -> None:
        run = wizard.run(course, wizard.POINTS, {"columns": [a1.pk]}, now=now)
        results.Column.objects.filter(pk=a1.pk).update(pass_limit=scaled(70))

        saved = qualifications.save_run(run, qualifications.Saving(state=State.READY), now=now)

        assert (saved.status, saved.rule_changed) == (None, True)


class TestHistory:
    def test_is_not_changed_by_anybody(
        self, course: Course, a1: Column, ada: Person, now: datetime
    ) -> None:
        status = wizard.save(wizard.run(course, now=now), now=now)
        decision = status.students.get()

        for row in (status, decision):
            with pytest.raises(HistoryIsNotChanged):
                row.save()

    def test_is_marked_as_exported_once(
        self, course: Course, a1: Column, ada: Person, now: datetime
    ) -> None:
        status = wizard.save(wizard.run(course, now=now), now=now)

        assert qualifications.mark_exported(status, by="staff:1", now=now)
        assert not qualifications.mark_exported(status, by="staff:1", now=now + HOUR)
        status.refresh_from_db()
        assert status.exported_timestamp == now
        assert qualifications.exported_status(course) == status


class TestAStatusWithoutAPlugin:
    def test_says_in_a_message_where_it_comes_from(
        self, course: Course, ada: Person, ben: Person, now: datetime
    ) -> None:
        saving = qualifications.Saving(state=State.READY, message="Paper list.", by="staff:1")
        member = ada.memberships.get().pk

        status = qualifications.save_status(course, saving, {member: True}, now=now)

        assert wizard.who(status) == {ada: True, ben: False}

    def test_is_refused_without_one(self, course: Course, ada: Person, now: datetime) -> None:
        saving = qualifications.Saving(state=State.READY, by="staff:1")

        with pytest.raises(qualifications.StatusRefused):
            qualifications.save_status(course, saving, {}, now=now)


@pytest.mark.usefixtures("ada")
class TestTheDatabase:
    """The rules again, for whoever goes past them."""

    @pytest.mark.parametrize(
        "about",
        [
            {"status": "ready", "message": "", "plugin": ""},
            {"status": "almostready", "message": "", "plugin": "p"},
            {"status": "notready", "message": "", "plugin": ""},
            {"status": "notready", "message": "why", "plugin": "p"},
            {"status": "other", "message": "why", "plugin": "p"},
            {"status": "ready", "message": "why", "plugin": "p", "by": ""},
        ],
    )
    def test_holds_no_status_that_says_too_little(
        self, course: Course, now: datetime, about: dict[str, str]
    ) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Status.objects.create(**({"period": course, "createtime": now, "by": "x"} | about))

    @pytest.mark.parametrize(
        ("qualifies", "under", "carried"),
        [(None, "ready", False), (True, "notready", False), (False, "ready", True)],
    )
    def test_holds_no_decision_that_cannot_be(
        self,
        course: Course,
        ada: Person,
        now: datetime,
        qualifies: bool | None,
        under: str,
        carried: bool,
    ) -> None:
        status = Status.objects.create(
            period=course, createtime=now, status="ready", message="why", by="x"
        )

        with pytest.raises(IntegrityError), transaction.atomic():
            QualifiesForFinalExam.objects.create(
                relatedstudent=ada.memberships.get(),
                status=status,
                qualifies=qualifies,
                under=under,
                is_carried=carried,
            )

    def test_holds_one_decision_for_each_student(
        self, course: Course, a1: Column, ada: Person, now: datetime
    ) -> None:
        status = wizard.save(wizard.run(course, now=now), now=now)
        member = ada.memberships.get()

        with pytest.raises(IntegrityError), transaction.atomic():
            QualifiesForFinalExam.objects.create(
                relatedstudent=member, status=status, qualifies=True, under="ready"
            )
