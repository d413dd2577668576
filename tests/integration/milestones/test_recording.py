from datetime import timedelta

import pytest

from lti_exams.audit import api as audit
from lti_exams.milestones import api as milestones
from lti_exams.milestones.models import Completion
from tests.conftest import NOW
from tests.factories import milestones as make
from tests.factories.milestones import BY

State, WhenLost = milestones.State, milestones.WhenLost
COURSE = make.course()
DAY = timedelta(days=1)


def state(person: int, goal: milestones.MilestoneValue) -> State:
    return milestones.award_of(person, goal.key, now=NOW).state


class TestACompletion:
    def test_awards_everything_that_it_fulfils_to_everybody_at_once(
        self, people: list[int]
    ) -> None:
        goals = [make.milestone() for _ in range(3)]
        make.gives(COURSE, *goals)
        reports = [make.report(person, COURSE) for person in people]
        milestones.record(reports, by=BY, now=NOW)

        keys = [one.key for one in goals]
        expected = {(person, key) for person in people for key in keys}
        assert milestones.who_hold(people, keys, now=NOW) == expected

    def test_counts_once_however_often_it_is_told(self, person: int) -> None:
        make.gives(COURSE, make.milestone())
        report = make.report(person, COURSE, event="same")

        first = milestones.record([report, report], by=BY, now=NOW)
        again = milestones.record([report], by=BY, now=NOW)

        assert (len(first.changed), first.repeated) == (1, frozenset())
        assert (again.changed, again.repeated) == ((), frozenset({"same"}))
        assert Completion.objects.count() == 1

    def test_that_is_older_than_what_is_known_changes_nothing(self, person: int) -> None:
        make.gives(COURSE, goal := make.milestone(), condition=make.condition(minimum_score=50))
        make.completed(person, COURSE, score=90)
        make.completed(person, COURSE, score=10, at=NOW - DAY)

        assert state(person, goal) is State.EARNED

    def test_below_the_least_score_awards_nothing_even_by_a_hair(self, person: int) -> None:
        make.gives(
            COURSE, goal := make.milestone(), condition=make.condition(minimum_score=66.6667)
        )
        evidence = milestones.Evidence(at=NOW, score=milestones.percent_of(2, 3))
        report = milestones.Report(
            person=person, subject=COURSE, evidence=evidence, source="test", event="thirds"
        )
        milestones.record([report], by=BY, now=NOW)

        assert not milestones.holds(person, goal.key, now=NOW)

    def test_holds_as_long_as_its_rule_says(self, person: int) -> None:
        make.gives(COURSE, goal := make.milestone(), holds_for_days=365)
        make.completed(person, COURSE)

        assert milestones.holds(person, goal.key, now=NOW + 364 * DAY)
        assert not milestones.holds(person, goal.key, now=NOW + 365 * DAY)

    def test_from_before_its_rule_counts_too(self, person: int) -> None:
        make.completed(person, COURSE)
        make.gives(COURSE, goal := make.milestone())

        assert milestones.holds(person, goal.key, now=NOW)

    def test_is_written_down_for_those_who_audit(self, person: int) -> None:
        make.gives(COURSE, goal := make.milestone())
        make.completed(person, COURSE)

        entry = audit.entries_about(f"person:{person}").get()
        assert (entry.action, entry.after) == ("milestone.record", {str(goal.key): "earned"})

    @pytest.mark.parametrize("key", ["k" * 100_000, "课程:٣", "a\u0301", "' OR 1=1 --"])
    def test_is_of_a_subject_whose_key_is_of_any_length_and_script(
        self, person: int, key: str
    ) -> None:
        subject = make.course(key)
        make.gives(subject, goal := make.milestone(name=key, namespace=key))
        make.completed(person, subject, event=key)

        assert milestones.holds(person, goal.key, now=NOW)
        assert milestones.award_of(person, goal.key, now=NOW).milestone.namespace == key

    @pytest.mark.parametrize("key", ["", "\x00", "\ud800", None, 5])
    def test_is_of_no_subject_without_a_key(self, key: object) -> None:
        with pytest.raises(milestones.SubjectRefused):
            milestones.Subject(milestones.SubjectKind.COURSE, key)  # type: ignore[arg-type]


class TestAnEventOfOneName:
    def test_that_is_told_of_two_counts_for_one_and_is_not_taken_for_a_repeat(
        self, people: list[int]
    ) -> None:
        make.gives(COURSE, goal := make.milestone())
        ada, ben, *_ = people
        together = [make.report(one, COURSE, event="graded") for one in (ada, ben)]

        first = milestones.record(together, by=BY, now=NOW)
        again = milestones.record(together[1:], by=BY, now=NOW)

        assert (first.taken, again.taken) == ({"graded"}, {"graded"})
        assert milestones.who_hold(people, [goal.key], now=NOW) == {(ada, goal.key)}


class TestARegrade:
    @pytest.mark.parametrize(
        ("when_lost", "expected"),
        [(WhenLost.TAKE_BACK, State.REVOKED), (WhenLost.KEEP, State.EARNED)],
    )
    def test_that_takes_the_reason_away_follows_the_rule(
        self, person: int, when_lost: WhenLost, expected: State
    ) -> None:
        make.gives(
            COURSE,
            goal := make.milestone(),
            condition=make.condition(minimum_score=50),
            when_lost=when_lost,
        )
        make.completed(person, COURSE, score=90)
        make.completed(person, COURSE, score=10, at=NOW + DAY)

        assert state(person, goal) is expected

    def test_takes_nothing_back_that_another_subject_gives(self, person: int) -> None:
        goal = make.milestone()
        make.gives(COURSE, goal)
        make.gives(make.exam(), goal)
        make.completed(person, COURSE)
        make.completed(person, make.exam())
        make.completed(person, COURSE, at=NOW + DAY, is_complete=False)

        assert state(person, goal) is State.EARNED

    def test_gives_back_what_a_rule_took(self, person: int) -> None:
        make.gives(COURSE, goal := make.milestone(), condition=make.condition(verified=True))
        for day, verified in enumerate((True, False, True)):
            make.completed(person, COURSE, at=NOW + day * DAY, is_verified=verified)

        assert state(person, goal) is State.EARNED
        past = milestones.history_of(person, goal.key)
        assert [(one.version, one.state) for one in past] == [(2, "revoked"), (1, "earned")]


class TestPeopleDecide:
    def test_and_facts_change_nothing_of_it(self, person: int) -> None:
        make.gives(COURSE, goal := make.milestone())
        milestones.award([person], [goal.key], by=BY, now=NOW, reason="Seen in the lab.")
        make.completed(person, COURSE, is_complete=False)

        assert state(person, goal) is State.EARNED

    def test_until_they_let_facts_decide_again(self, person: int) -> None:
        make.gives(COURSE, goal := make.milestone())
        make.completed(person, COURSE)
        milestones.revoke([person], [goal.key], by=BY, now=NOW, reason="A mistake.")
        milestones.let_facts_decide([person], [goal.key], by=BY, now=NOW, reason="It was right.")

        assert state(person, goal) is State.EARNED
        assert not milestones.award_of(person, goal.key, now=NOW).by_hand

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_and_say_why(self, person: int, reason: str) -> None:
        key = make.milestone().key
        with pytest.raises(milestones.ReasonMissing):
            milestones.revoke([person], [key], by=BY, now=NOW, reason=reason)
        with pytest.raises(milestones.ReasonMissing):
            milestones.waive([person], [key], by=BY, now=NOW, reason=reason)

    def test_for_a_time_that_is_not_over(self, person: int) -> None:
        with pytest.raises(milestones.AwardRefused):
            milestones.award([person], [make.milestone().key], by=BY, now=NOW, until=NOW)

    def test_once_however_often_they_say_it(self, person: int) -> None:
        key = make.milestone().key
        milestones.award([person], [key], by=BY, now=NOW)

        assert milestones.award([person], [key], by=BY, now=NOW + DAY) == ()


class TestTheSweeper:
    def test_notes_what_the_clock_ended_once(self, person: int) -> None:
        make.gives(COURSE, goal := make.milestone(), holds_for_days=1)
        make.completed(person, COURSE)

        (changed,) = milestones.expire_due(now=NOW + DAY)

        assert (changed.before, changed.after) == (State.EARNED, State.EXPIRED)
        assert milestones.expire_due(now=NOW + DAY) == ()
        assert milestones.award_of(person, goal.key, now=NOW + DAY).version == 2

    def test_lets_facts_decide_where_what_people_decided_is_over(self, people: list[int]) -> None:
        make.gives(COURSE, goal := make.milestone())
        done, undone, *_ = people
        told = {"by": BY, "now": NOW, "reason": "R", "until": NOW + DAY}
        milestones.waive([done, undone], [goal.key], **told)
        make.completed(done, COURSE)

        milestones.expire_due(now=NOW + DAY)

        later = NOW + DAY
        assert milestones.who_hold(people, [goal.key], now=later) == {(done, goal.key)}
        assert milestones.award_of(undone, goal.key, now=later).state is State.EXPIRED

    def test_leaves_what_a_newer_completion_renewed(self, person: int) -> None:
        make.gives(COURSE, goal := make.milestone(), holds_for_days=2)
        make.completed(person, COURSE)
        make.completed(person, COURSE, at=NOW + DAY)
        milestones.expire_due(now=NOW + 2 * DAY)

        assert milestones.holds(person, goal.key, now=NOW + 2 * DAY)
