from collections.abc import Iterator
from typing import Any

import pytest

from lti_exams.milestones import api as milestones
from lti_exams.milestones import signals
from tests.conftest import NOW
from tests.factories import milestones as make
from tests.factories.milestones import BY

COURSE_101, COURSE_102 = make.course("101"), make.course("102")
EXAM_1, EXAM_2 = make.exam("1"), make.exam("2")


def needs(subject: milestones.Subject, needed: milestones.Subject, **told: Any) -> int:
    wanted = milestones.Prerequisite(subject=needed, **told)
    return milestones.add_prerequisite(subject, wanted, by=BY, now=NOW).key


def is_open(person: int, subject: milestones.Subject) -> bool:
    return milestones.gate(person, [subject], now=NOW).is_open


class TestThisExamNeedsThatOne:
    def test_until_that_one_is_completed(self, person: int) -> None:
        needs(EXAM_2, EXAM_1, condition=make.condition(minimum_score=80))
        make.completed(person, EXAM_1, score=79)
        assert not is_open(person, EXAM_2)

        make.completed(person, EXAM_1, score=80)

        assert is_open(person, EXAM_2)

    def test_and_goes_as_cleanly_as_it_came(self, person: int) -> None:
        key = needs(EXAM_2, EXAM_1)
        milestones.remove_prerequisite(EXAM_2, EXAM_1, by=BY, now=NOW)

        assert is_open(person, EXAM_2)
        assert milestones.ties(milestones.Wanted(subjects=[EXAM_1, EXAM_2]), now=NOW) == []
        with pytest.raises(milestones.NoSuchMilestone):
            milestones.milestone(key)

    def test_and_stays_for_others_that_need_it_too(self, person: int) -> None:
        needs(EXAM_2, EXAM_1)
        needs(COURSE_102, EXAM_1)
        milestones.remove_prerequisite(EXAM_2, EXAM_1, by=BY, now=NOW)

        assert not is_open(person, COURSE_102)

    def test_in_one_milestone_whoever_needs_it_in_whichever_language(self, db: None) -> None:
        assert needs(EXAM_2, EXAM_1, title="Exam 1") == needs(COURSE_102, EXAM_1, title="Prüfung 1")

    def test_in_a_list_that_replaces_the_old_one(self, person: int) -> None:
        needs(COURSE_102, EXAM_1)
        wanted = [milestones.Prerequisite(subject=EXAM_2)]
        milestones.set_prerequisites(COURSE_102, wanted, by=BY, now=NOW)

        assert set(milestones.prerequisites_of(COURSE_102)) == {EXAM_2}

    def test_of_itself_is_refused(self, db: None) -> None:
        with pytest.raises(milestones.NeverMet):
            needs(EXAM_1, EXAM_1)

    def test_in_a_circle_is_refused(self, db: None) -> None:
        needs(EXAM_2, EXAM_1)
        with pytest.raises(milestones.NeverMet):
            needs(EXAM_1, EXAM_2)


class TestTheStoryOfTheSeedInSignals:
    def test_course_102_opens_once_101_is_completed(self, person: int) -> None:
        told = {"sender": "a studio", "course_key": "102", "prerequisite_course_key": "101"}
        signals.course_prerequisite_added.send(**told, now=NOW)
        assert not is_open(person, COURSE_102)

        signals.course_completed.send(
            sender="an LMS", course_key="101", person=person, event="done-1", now=NOW
        )
        assert is_open(person, COURSE_102)

    def test_course_102_asks_nothing_once_that_is_taken_away(self, person: int) -> None:
        told = {"sender": "a studio", "course_key": "102", "prerequisite_course_key": "101"}
        signals.course_prerequisite_added.send(**told, now=NOW)
        signals.course_prerequisite_removed.send(**told, now=NOW)

        assert is_open(person, COURSE_102)

    def test_course_102_stays_shut_when_101_is_deleted(self, person: int) -> None:
        needs(COURSE_102, COURSE_101)
        signals.course_deleted.send(sender="a studio", course_key="101", now=NOW)

        assert not is_open(person, COURSE_102)

    def test_a_key_that_is_none_is_refused_to_whoever_sent_it(self, db: None) -> None:
        with pytest.raises(milestones.SubjectRefused):
            signals.course_deleted.send(sender="a studio", course_key="", now=NOW)


@pytest.fixture
def heard() -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """Everything that is told to the outside, in order."""
    found: list[tuple[str, dict[str, Any]]] = []
    named = {
        "awarded": signals.milestone_awarded,
        "revoked": signals.milestone_revoked,
        "changed": signals.requirement_changed,
    }
    listeners = {name: (lambda name=name, **told: found.append((name, told))) for name in named}
    for name, signal in named.items():
        signal.connect(listeners[name], weak=False)
    yield found
    for name, signal in named.items():
        signal.disconnect(listeners[name])


class TestWhatIsTold:
    def test_is_told_after_the_commit_and_not_before(
        self, person: int, heard: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        make.gives(COURSE_101, goal := make.milestone())
        with django_capture_on_commit_callbacks(execute=True):
            make.completed(person, COURSE_101)
            assert heard == []

        ((name, told),) = heard
        assert name == "awarded"
        assert (told["person"], told["milestone"]) == (person, goal.key)
        assert (told["before"], told["after"]) == ("", "earned")

    def test_is_nothing_where_nothing_changed_for_the_gate(
        self, person: int, heard: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        make.gives(COURSE_101, make.milestone())
        make.completed(person, COURSE_101)
        with django_capture_on_commit_callbacks(execute=True):
            make.completed(person, COURSE_101, score=5)

        assert heard == []

    def test_says_what_can_no_longer_be_met(
        self, heard: list[Any], db: None, django_capture_on_commit_callbacks: Any
    ) -> None:
        needs(COURSE_102, COURSE_101)
        with django_capture_on_commit_callbacks(execute=True):
            milestones.remove_course("101", by=BY, now=NOW)

        told = heard[-1][1]
        assert [one.code for one in told["troubles"]] == ["unreachable"]

    def test_of_a_revocation_too(
        self, person: int, heard: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        key = make.milestone().key
        milestones.award([person], [key], by=BY, now=NOW)
        with django_capture_on_commit_callbacks(execute=True):
            milestones.revoke([person], [key], by=BY, now=NOW, reason="A mistake.")

        assert [name for name, _ in heard] == ["revoked"]
