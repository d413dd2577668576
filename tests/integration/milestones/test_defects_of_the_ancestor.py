"""The fifteen defects of edx-milestones 2.0.0 (reference 1.7), each by its number."""

import threading

import pytest
from django.db import connection, connections

from lti_exams.milestones import api as milestones
from lti_exams.milestones.models import Award, Milestone
from tests.conftest import NOW
from tests.factories import exams as exam_factory
from tests.factories import milestones as make
from tests.factories.milestones import BY

Mode, State = milestones.Mode, milestones.State
COURSE_101, COURSE_102 = make.course("101"), make.course("102")


def is_open(person: int | None, subject: milestones.Subject = COURSE_102) -> bool:
    return milestones.gate(person, [subject], now=NOW).is_open


def award(person: int, one: milestones.MilestoneValue) -> None:
    milestones.award([person], [one.key], by=BY, now=NOW)


class TestNobodyHoldsWhatTheyWereNotGiven:
    def test_1_a_person_does_not_hold_another_milestone_than_theirs(self, person: int) -> None:
        given, other = make.milestone(), make.milestone()
        award(person, given)

        assert milestones.holds(person, given.key, now=NOW)
        assert not milestones.holds(person, other.key, now=NOW)

    def test_2_a_namespace_holds_its_own_milestones(self, person: int) -> None:
        award(person, make.milestone(namespace="botany"))
        award(person, make.milestone(namespace="zoology"))

        held = milestones.held_by([person], namespaces=["zoology"], now=NOW)[person]

        assert [one.milestone.namespace for one in held] == ["zoology"]


class TestWhatIsSaidIsDone:
    def test_3_an_edit_is_stored(self, db: None) -> None:
        one = make.milestone()
        changes = milestones.MilestoneChanges(display_name="Knows mosses", description="All")
        milestones.edit_milestones({one.key: changes}, by=BY, now=NOW)

        assert milestones.milestone(one.key).display_name == "Knows mosses"

    def test_4_asking_for_what_one_gives_is_refused_in_words(self, db: None) -> None:
        one = make.milestone()
        make.gives(COURSE_101, one)

        with pytest.raises(milestones.NeverMet) as refused:
            make.asks(COURSE_101, one)

        assert refused.value.refusal_code == "milestone-requirement-circular"

    def test_4_giving_what_one_asks_for_is_refused_too(self, db: None) -> None:
        one = make.milestone()
        make.gives(COURSE_102, one)
        make.asks(COURSE_101, one)

        with pytest.raises(milestones.NeverMet):
            make.gives(COURSE_101, one)

    def test_5_a_milestone_that_does_not_exist_is_refused_by_type(self, person: int) -> None:
        with pytest.raises(milestones.NoSuchMilestone):
            milestones.award([person], [2**62], by=BY, now=NOW)

    def test_6_what_was_revoked_stays_revoked_when_the_milestone_returns(self, person: int) -> None:
        one = make.milestone("mosses")
        award(person, one)
        milestones.revoke([person], [one.key], by=BY, now=NOW, reason="It was somebody else.")
        milestones.remove_milestones([one.key], by=BY, now=NOW)

        again = make.milestone("mosses")

        assert again.key == one.key
        assert not milestones.holds(person, one.key, now=NOW)

    def test_6_no_completion_brings_back_what_was_revoked(self, person: int) -> None:
        one = make.milestone()
        make.gives(COURSE_101, one)
        make.completed(person, COURSE_101)
        milestones.revoke([person], [one.key], by=BY, now=NOW, reason="It was somebody else.")

        make.completed(person, COURSE_101)

        assert milestones.award_of(person, one.key, now=NOW).state is State.REVOKED

    def test_7_names_with_dots_are_told_apart(self, person: int) -> None:
        one, other = make.milestone("r", namespace="p.q"), make.milestone("q.r", namespace="p")
        make.gives(COURSE_101, one, other)
        make.asks(COURSE_102, one, other)

        found = milestones.path(person, [COURSE_102], now=NOW)

        assert {step.milestone for step in found.steps} == {one.key, other.key}


class TestGatesStayShut:
    def test_8_when_nothing_gives_what_is_asked_any_more(self, person: int) -> None:
        one = make.milestone()
        make.gives(COURSE_101, one)
        make.asks(COURSE_102, one)
        milestones.untie([(COURSE_101, one.key)], by=BY, now=NOW)

        assert not is_open(person)
        assert milestones.path(person, [COURSE_102], now=NOW).closed == (one.key,)

    def test_9_when_the_course_that_gives_it_is_deleted_and_staff_are_told(
        self, person: int
    ) -> None:
        one = make.milestone()
        make.gives(COURSE_101, one)
        make.asks(COURSE_102, one)

        alarms = milestones.remove_course("101", by=BY, now=NOW)

        assert not is_open(person)
        assert [(alarm.code, alarm.subject) for alarm in alarms] == [("unreachable", COURSE_102)]
        assert milestones.troubles([COURSE_102], now=NOW) == alarms

    def test_10_when_the_milestone_is_switched_off_and_staff_are_told(self, person: int) -> None:
        one = make.by_hand()
        make.asks(COURSE_102, one)
        award(person, one)
        Milestone.objects.filter(pk=one.key).update(is_active=False)

        reasons = milestones.gate(person, [COURSE_102], now=NOW).reasons

        assert not is_open(person)
        assert [reason.codes for reason in reasons] == [("milestone-off",)]
        assert [one.code for one in milestones.troubles([COURSE_102], now=NOW)] == ["milestone-off"]

    def test_10_and_its_requirement_goes_with_it_where_staff_say_so(self, person: int) -> None:
        one = make.by_hand()
        make.asks(COURSE_102, one)

        milestones.remove_milestones([one.key], by=BY, now=NOW, with_requirements=True)

        assert is_open(person)

    def test_11_for_somebody_whom_nobody_knows(self, db: None) -> None:
        make.asks(COURSE_102, make.by_hand())

        assert not is_open(-8)
        assert not is_open(None)
        with pytest.raises(milestones.NoSuchHolder):
            milestones.record([make.report(-8, COURSE_101)], by=BY, now=NOW)

    def test_15_when_a_kind_of_relation_is_switched_off(self, person: int) -> None:
        make.asks(COURSE_102, make.by_hand())
        milestones.switch_kind("requires", on=False)

        assert not is_open(person)
        assert [one.code for one in milestones.troubles([COURSE_102], now=NOW)] == ["relation-off"]

    @pytest.mark.parametrize("word", ["reqiures", "", "\x00", "x" * 500])
    def test_15_and_an_unknown_kind_is_an_error(self, db: None, word: str) -> None:
        with pytest.raises(milestones.NoSuchRelationKind):
            milestones.ties(milestones.Wanted(kind=word), now=NOW)
        with pytest.raises(milestones.NoSuchRelationKind):
            make.asks(COURSE_102, make.by_hand(), kind=word)


class TestWhatIsKept:
    def test_12_an_award_says_what_gave_it_when_and_by_which_rule(self, person: int) -> None:
        one = make.milestone()
        rule = make.gives(COURSE_101, one)[0]
        make.completed(person, COURSE_101, event="grade-7", score=91)

        held = milestones.award_of(person, one.key, now=NOW)

        assert (held.event, held.rule, held.rule_version) == ("grade-7", rule.key, 1)
        assert (held.evidence.at, held.evidence.score) == (NOW, 910_000)
        assert (held.decided_at, held.decided_by) == (NOW, BY)

    def test_13_a_condition_is_columns_that_hold_it_whole(self, db: None) -> None:
        asked = make.condition(
            minimum_score=66.6667,
            minimum_completion=100,
            verified=True,
            not_before=NOW,
            not_after=NOW.replace(year=2199),
        )
        make.asks(COURSE_102, make.by_hand(), condition=asked)

        stored = milestones.ties(milestones.Wanted(subjects=[COURSE_102]), now=NOW)

        assert [one.condition for one in stored] == [asked]

    def test_14_a_circle_is_refused(self, db: None) -> None:
        given_by_101, given_by_102 = make.milestone(), make.milestone()
        make.gives(COURSE_101, given_by_101)
        make.gives(COURSE_102, given_by_102)
        make.asks(COURSE_102, given_by_101)

        with pytest.raises(milestones.NeverMet) as refused:
            make.asks(COURSE_101, given_by_102)

        assert refused.value.refusal_code == "milestone-requirement-circular"
        assert is_open(1, COURSE_101)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_reports_of_one_event_award_once(self) -> None:
        """By reading: the ancestor looks, then creates, and locks nothing in between."""
        person = exam_factory.person(exam_factory.course(NOW)).pk
        one = make.milestone()
        make.gives(COURSE_101, one)
        report = make.report(person, COURSE_101)
        found: list[milestones.Recorded] = []

        def tell() -> None:
            found.append(milestones.record([report], by=BY, now=NOW))
            connections.close_all()

        threads = [threading.Thread(target=tell) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(len(each.changed) for each in found) == [0, 0, 0, 1]
        assert Award.objects.get().version == 1
        assert connection.vendor
