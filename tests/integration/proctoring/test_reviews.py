"""Reviews: decided with a reason, by two where the exam asks for it, undone, and seen by few."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from lti_exams.audit.models import Entry
from lti_exams.exams import api as exams
from lti_exams.journeys.access import ActRefused, Role
from lti_exams.journeys.control_attempt import Control, Order, control_attempt
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.review_attempt import (
    Verdict,
    comment_on_sitting,
    remove_comment,
    review_attempt,
    undo_review,
)
from lti_exams.journeys.see_reviews import see_sitting
from lti_exams.proctoring import api as proctoring
from tests.factories import exams as make
from tests.factories.reviewing import Course

pytestmark = pytest.mark.django_db


class TestTheEndOfASitting:
    def test_lets_the_review_wait(self, now: datetime) -> None:
        assert Course(now).sat().review == "waiting"

    def test_that_staff_let_in_by_hand_waits_for_human_eyes(self, now: datetime) -> None:
        course = Course(now, policy={"quiet": "verify"})
        attempt = make.attempt(course.exam, make.person(course.course), now=now)
        admit = Order(control=Control.ADMIT, reason="The vendor is down.")
        control_attempt(course.reviewer(), attempt, admit, now=now)
        exams.start(attempt, by=make.LEARNER, now=now)

        done = exams.submit(attempt, by=make.LEARNER, now=now)
        follow_changes([done], now=now)

        assert attempt.review == "waiting"

    def test_by_the_clock_begins_the_review_too(self, now: datetime) -> None:
        course = Course(now)
        attempt = make.started(course.exam, make.person(course.course), now=now)
        later = now + timedelta(hours=3)

        exams.sweep_deadlines(now=later, then=lambda moves: follow_changes(moves, now=later))

        attempt.refresh_from_db()
        assert (attempt.state, attempt.review) == ("submitted", "waiting")

    def test_of_a_rehearsal_begins_none(self, now: datetime) -> None:
        course = Course(now)
        rehearsal = exams.Purpose.REHEARSAL
        attempt = make.attempt(course.exam, make.person(course.course), now=now, purpose=rehearsal)
        events = [
            (exams.Event.REQUEST_PROCTORING, make.LEARNER),
            (exams.Event.ADMIT, make.VENDOR),
        ]
        make.happen(attempt, events, now=now)
        exams.start(attempt, by=make.LEARNER, now=now)

        follow_changes([exams.submit(attempt, by=make.LEARNER, now=now)], now=now)

        assert attempt.review == "none"


class TestADecision:
    @pytest.mark.parametrize(
        ("verdict", "review"),
        [
            (Verdict.VERIFY, "verified"),
            (Verdict.REJECT, "rejected"),
            (Verdict.SECOND, "second"),
        ],
    )
    def test_moves_the_review_and_is_written_down(
        self, now: datetime, verdict: Verdict, review: str
    ) -> None:
        course = Course(now)
        attempt = course.sat()

        decided = review_attempt(course.reviewer(), attempt, verdict, reason="seen", now=now)

        assert (attempt.review, decided.decision.by, decided.decision.reason) == (
            review,
            "person:1",
            "seen",
        )
        assert Entry.objects.filter(subject=attempt.key, reason="seen").exists()

    def test_needs_a_reason(self, now: datetime) -> None:
        course = Course(now)
        attempt = course.sat()

        with pytest.raises(exams.ReasonMissing):
            review_attempt(course.reviewer(), attempt, Verdict.VERIFY, reason=" ", now=now)

    def test_can_be_changed_on_appeal(self, now: datetime) -> None:
        course = Course(now)
        attempt = course.sat()
        review_attempt(course.reviewer(), attempt, Verdict.REJECT, reason="phone", now=now)

        review_attempt(course.reviewer(), attempt, Verdict.VERIFY, reason="a ruler", now=now)

        assert attempt.review == "verified"


class TestTwoPairsOfEyes:
    def test_decide_one_after_the_other(self, now: datetime) -> None:
        course = Course(now, needs_second_review=True)
        attempt = course.sat()

        first = review_attempt(course.reviewer(), attempt, Verdict.REJECT, reason="a", now=now)
        after_one = attempt.review
        other = course.reviewer("person:2")
        second = review_attempt(other, attempt, Verdict.VERIFY, reason="b", now=now)

        assert (first.awaits_another, after_one) == (True, "second")
        assert (second.awaits_another, attempt.review) == (False, "verified")

    def test_are_not_one_pair_twice(self, now: datetime) -> None:
        course = Course(now, needs_second_review=True)
        attempt = course.sat()
        review_attempt(course.reviewer(), attempt, Verdict.REJECT, reason="a", now=now)

        with pytest.raises(proctoring.ReviewRefused) as refused:
            review_attempt(course.reviewer(), attempt, Verdict.REJECT, reason="b", now=now)

        assert refused.value.refusal_code == "review-same-person"

    def test_are_still_two_after_the_first_opinion_was_taken_back(self, now: datetime) -> None:
        course = Course(now, needs_second_review=True)
        attempt = course.sat()
        review_attempt(course.reviewer(), attempt, Verdict.REJECT, reason="a", now=now)
        undo_review(course.reviewer(), attempt, reason="mistyped", now=now)

        again = review_attempt(course.reviewer(), attempt, Verdict.VERIFY, reason="b", now=now)

        assert (again.awaits_another, attempt.review) == (True, "second")

    def test_are_two_again_after_somebody_asked_to_look_again(self, now: datetime) -> None:
        course = Course(now, needs_second_review=True)
        attempt = course.sat()
        for name in ("person:1", "person:2"):
            review_attempt(course.reviewer(name), attempt, Verdict.REJECT, reason="a", now=now)
        third = course.reviewer("person:3")
        review_attempt(third, attempt, Verdict.SECOND, reason="an appeal", now=now)

        alone = review_attempt(third, attempt, Verdict.VERIFY, reason="b", now=now)

        assert (alone.awaits_another, attempt.review) == (True, "second")

    def test_are_needed_to_turn_round_what_two_decided(self, now: datetime) -> None:
        course = Course(now, needs_second_review=True)
        attempt = course.sat()
        for name in ("person:1", "person:2"):
            review_attempt(course.reviewer(name), attempt, Verdict.VERIFY, reason="a", now=now)

        turned = [
            review_attempt(course.reviewer(name), attempt, Verdict.REJECT, reason="b", now=now)
            for name in ("person:2", "person:3")
        ]

        assert [one.awaits_another for one in turned] == [True, False]
        assert attempt.review == "rejected"


class TestUndo:
    def test_of_a_first_decision_lets_it_be_looked_at_again(self, now: datetime) -> None:
        course = Course(now)
        attempt = course.sat()
        review_attempt(course.reviewer(), attempt, Verdict.REJECT, reason="a", now=now)

        undo_review(course.reviewer(), attempt, reason="the wrong one", now=now)

        assert attempt.review == "second"
        newest = proctoring.decisions_of(attempt)[0]
        assert (newest.undone_by, newest.undone_because) == ("person:1", "the wrong one")

    def test_of_a_change_brings_back_what_was(self, now: datetime) -> None:
        course = Course(now)
        attempt = course.sat()
        review_attempt(course.reviewer(), attempt, Verdict.REJECT, reason="a", now=now)
        review_attempt(course.reviewer(), attempt, Verdict.VERIFY, reason="b", now=now)

        undo_review(course.reviewer(), attempt, reason="no", now=now)

        assert attempt.review == "rejected"

    def test_needs_something_that_stands(self, now: datetime) -> None:
        course = Course(now)
        attempt = course.sat()

        with pytest.raises(proctoring.ReviewRefused):
            undo_review(course.reviewer(), attempt, reason="why not", now=now)


class TestComments:
    def test_stand_in_the_time_line_at_their_moment(self, now: datetime) -> None:
        course = Course(now)
        attempt = course.sat()
        remark = proctoring.Remark(text="Looks aside", moment=now)

        comment_on_sitting(course.reviewer(), attempt, remark, now=now)

        seen = see_sitting(course.reviewer(), attempt.pk, now=now)
        assert [one.comment.text for one in seen.time_line if one.comment] == ["Looks aside"]

    @pytest.mark.parametrize(
        ("field", "changes"),
        [
            ("text", {"text": "  "}),
            ("moment", {"moment": -1}),
            ("moment", {"moment": 1}),
            ("until", {"until": -1}),
        ],
    )
    def test_that_make_no_sense_are_refused(
        self, now: datetime, field: str, changes: dict[str, object]
    ) -> None:
        course = Course(now)
        attempt = course.sat()
        told = {
            name: now + timedelta(hours=one) if isinstance(one, int) else one
            for name, one in changes.items()
        }
        remark = replace(proctoring.Remark(text="x", moment=now), **told)

        with pytest.raises(proctoring.ReviewRefused) as refused:
            comment_on_sitting(course.reviewer(), attempt, remark, now=now)

        assert refused.value.values["field"] == field

    def test_are_taken_back_by_who_wrote_them_or_who_decides(self, now: datetime) -> None:
        course = Course(now)
        attempt = course.sat()
        remark = proctoring.Remark(text="x", moment=now)
        written = comment_on_sitting(course.reviewer(), attempt, remark, now=now)

        helper = course.reviewer("person:2", Role.ASSISTANT)
        with pytest.raises(ActRefused):
            remove_comment(helper, attempt, written.pk, now=now)
        remove_comment(course.reviewer("person:3"), attempt, written.pk, now=now)

        assert not proctoring.comments_of(attempt).exists()
