"""Two teachers decide about one course: whoever comes second learns of the first."""

from datetime import datetime, timedelta

import pytest

from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.results import api as results
from tests.factories import gradebook as book
from tests.factories import qualifying as wizard

Course, Person, Column = launches.Course, launches.Person, results.Column
State = qualifications.State
MINUTE = timedelta(minutes=1)
SAVING = qualifications.Saving(state=State.READY)


@pytest.fixture(autouse=True)
def _graded(a1: Column, ada: Person, now: datetime) -> None:
    book.grade(a1, ada, 60, now=now)


def taken_back(course: Course, *, now: datetime) -> qualifications.Status:
    saving = qualifications.Saving(state=State.NOTREADY, message="The limit is wrong.", by="hal")
    return qualifications.retract(course, saving, now=now)


class TestWhoeverSavesSecond:
    @pytest.mark.parametrize("retracts", [False, True])
    def test_is_told_of_the_first_and_may_replace_it_then(
        self, course: Course, now: datetime, *, retracts: bool
    ) -> None:
        mine = wizard.run(course, now=now)
        if retracts:
            first = taken_back(course, now=now)
        else:
            first = wizard.save(wizard.run(course, now=now, by="person:2"), now=now)

        told = qualifications.save_run(mine, SAVING, now=now + MINUTE)

        assert (told.status, told.newer, told.changed, told.rule_changed) == (
            None,
            first,
            [],
            False,
        )
        assert qualifications.last_status(course) == first
        assert wizard.save(mine, now=now + MINUTE) == qualifications.last_status(course)

    def test_is_not_told_of_what_was_there_when_they_looked(
        self, course: Course, now: datetime
    ) -> None:
        wizard.save(wizard.run(course, now=now, by="person:2"), now=now)

        assert wizard.save(wizard.run(course, now=now), now=now + MINUTE)

    def test_is_not_told_of_their_own_list(self, course: Course, now: datetime) -> None:
        mine = wizard.run(course, now=now)
        wizard.save(wizard.run(course, now=now), now=now)

        assert wizard.save(mine, now=now + MINUTE)


class TestWhoeverTakesBack:
    def test_takes_back_the_list_that_they_mean_and_no_other(
        self, course: Course, now: datetime
    ) -> None:
        looked_at = wizard.save(wizard.run(course, now=now), now=now)
        newer = wizard.save(wizard.run(course, now=now), now=now + MINUTE)
        saving = qualifications.Saving(state=State.NOTREADY, message="wrong", by="person:2")

        with pytest.raises(qualifications.StatusRefused) as refused:
            qualifications.retract(course, saving, of=looked_at.pk, now=now)

        assert refused.value.refusal_code == "status-of-another-list"
        assert qualifications.last_status(course) == newer
        gone = qualifications.retract(course, saving, of=newer.pk, now=now)
        # A second click says what the first one said, and is no surprise.
        assert qualifications.retract(course, saving, of=newer.pk, now=now) == gone


class TestARuleThatChangesUnderAPreview:
    """A limit, or the first decision about one student, makes other figures of everybody."""

    def _barred(self, person: Person, *, now: datetime) -> None:
        qualifications.override(
            person.memberships.get().course,
            qualifications.NewOverride(
                relatedstudent=person.memberships.get().pk, qualifies=False, reason="Absent"
            ),
            by="person:2",
            now=now,
        )

    def test_is_looked_at_as_it_is_now(
        self, course: Course, a1: Column, ada: Person, ben: Person, now: datetime
    ) -> None:
        book.grade(a1, ben, 60, now=now)
        run = wizard.run(course, now=now)
        self._barred(ben, now=now)

        decision = qualifications.true_decision(run, now=now)

        assert qualifications.counts(run, decision) == qualifications.Counts(1, 1)
        assert wizard.would(run, now=now) == {ada: True, ben: False}

    def test_says_of_nobody_what_was_never_true(
        self, course: Course, a1: Column, ada: Person, ben: Person, now: datetime
    ) -> None:
        book.grade(a1, ben, 60, now=now)
        run = wizard.run(course, now=now)
        self._barred(ben, now=now)

        told = qualifications.save_run(run, SAVING, now=now)

        assert (told.status, told.rule_changed, list(told.changed)) == (None, True, [])
        status = wizard.save(run, now=now)
        assert wizard.who(status) == {ada: True, ben: False}


def test_whoever_was_left_open_and_has_left_keeps_no_list_from_being_ready(
    course: Course, ada: Person, ben: Person, now: datetime
) -> None:
    run = wizard.run(course, now=now)
    qualifications.keep_notready(run, [ben.memberships.get().pk, 10**9])
    assert run.notready == [ben.memberships.get().pk]
    ben.memberships.update(is_active=False)
    qualifications.compute(run, now=now)

    status = wizard.save(run, now=now)

    assert wizard.who(status) == {ada: True}
