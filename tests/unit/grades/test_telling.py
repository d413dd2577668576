from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.exams import api as exams
from lti_exams.grades import api as grades
from lti_exams.grades.rules.documents import from_json, to_json
from lti_exams.grades.rules.telling import WAITS_FOR, following

Activity, Comment, Grading = grades.Activity, grades.Comment, grades.Grading
STARTED = datetime(2027, 2, 1, 9, tzinfo=UTC)
HANDED_IN = STARTED + timedelta(hours=1)


@dataclass(frozen=True)
class Sat:
    """An attempt as exams tell of it."""

    number: int = 1
    state: str = "submitted"
    review: str = "none"
    points: int | None = None
    maximum: int | None = 100
    started_at: datetime | None = STARTED
    handed_in_at: datetime | None = HANDED_IN


WAITING = Sat(review="waiting")
GRADED = grades.telling([Sat(points=80)], Sat(points=80))
assert GRADED


class TestTelling:
    def test_tells_a_score_that_counts_as_fully_graded(self):
        told = grades.telling([Sat(points=80)], Sat(points=80))

        assert told == grades.Document(
            activity=Activity.COMPLETED,
            grading=Grading.FULLY_GRADED,
            points=80,
            maximum=100,
            attempt=1,
            started_at=STARTED,
            submitted_at=HANDED_IN,
        )

    @pytest.mark.parametrize("review", ["waiting", "second"])
    def test_tells_that_a_review_is_waited_for(self, review):
        told = grades.telling([Sat(review=review, points=80)], None)

        assert (told.activity, told.grading) == (Activity.SUBMITTED, Grading.PENDING_MANUAL)
        assert told.points is None

    @pytest.mark.parametrize("review", ["none", "verified"])
    def test_tells_that_a_score_is_waited_for(self, review):
        told = grades.telling([Sat(review=review)], None)

        assert (told.activity, told.grading) == (Activity.SUBMITTED, Grading.PENDING)

    def test_tells_nothing_of_a_rejected_attempt_whose_grade_is_withheld(self):
        assert grades.telling([Sat(review="rejected", points=80)], None) is None

    def test_tells_nothing_of_a_timed_out_attempt_whose_grade_is_withheld(self):
        assert grades.telling([Sat(state="timed_out")], None) is None

    @pytest.mark.parametrize(
        ("state", "review", "comment"),
        [
            ("submitted", "rejected", Comment.REJECTED),
            ("timed_out", "rejected", Comment.REJECTED),
            ("timed_out", "none", Comment.TIMED_OUT),
            ("submitted", "none", Comment.NONE),
        ],
    )
    def test_says_why_a_grade_is_zero(self, state, review, comment):
        counted = Sat(state=state, review=review, points=0)

        assert grades.telling([counted], counted).comment == comment

    def test_prefers_a_review_that_is_waited_for_to_a_score(self):
        told = grades.telling([Sat(number=2), replace(WAITING, number=1)], None)

        assert (told.grading, told.attempt) == (Grading.PENDING_MANUAL, 1)

    @pytest.mark.parametrize(
        ("state", "review"), list(product(exams.State, exams.Review)), ids=lambda one: one.value
    )
    def test_tells_of_no_attempt_that_is_not_handed_in(self, state, review):
        """Errors, those who declined, those who expired, and whoever still works."""
        if state not in exams.HANDED_IN:
            assert grades.telling([Sat(state=state, review=review, points=80)], None) is None

    def test_knows_no_words_but_those_of_the_exams(self):
        states = {state for state, _ in WAITS_FOR}
        reviews = {review for _, review in WAITS_FOR}

        assert states == set(exams.HANDED_IN)
        assert reviews == set(exams.Review) - {"rejected"}


class TestWhatFollows:
    def test_is_whatever_is_wanted_while_no_grade_was_told(self):
        waiting = grades.telling([WAITING], None)

        assert following(None, waiting, awaiting=frozenset()) == waiting
        assert following(waiting, GRADED, awaiting=frozenset()) == GRADED

    def test_is_the_next_grade_after_a_grade(self):
        lower = replace(GRADED, points=10)

        assert following(GRADED, lower, awaiting=frozenset()) == lower

    def test_is_nothing_less_while_a_review_looks_again(self):
        waiting = grades.telling([WAITING], None)

        assert following(GRADED, waiting, awaiting=frozenset({1})) is None

    def test_takes_a_grade_back_that_was_reset(self):
        assert following(GRADED, None, awaiting=frozenset()) == grades.REVOCATION

    def test_takes_a_grade_back_when_only_another_attempt_is_reviewed(self):
        waiting = grades.telling([replace(WAITING, number=2)], None)

        assert following(GRADED, waiting, awaiting=frozenset({2})) == waiting

    def test_is_nothing_when_nothing_was_graded(self):
        waiting = grades.telling([WAITING], None)

        assert following(waiting, None, awaiting=frozenset()) is None


sittings = st.lists(
    st.builds(
        Sat,
        number=st.integers(1, 3),
        state=st.sampled_from(sorted(exams.State)),
        review=st.sampled_from(sorted(exams.Review)),
        points=st.none() | st.integers(0, 100),
    ),
    max_size=3,
    unique_by=lambda one: one.number,
)


class TestAnyHistory:
    @given(history=st.lists(sittings, max_size=6))
    def test_never_drops_a_grade_while_its_attempt_is_under_review(self, history):
        told = GRADED
        for sat in [*history, [replace(WAITING, number=told.attempt)]]:
            awaiting = grades.awaiting_review(sat)
            held = told.is_final and told.attempt in awaiting
            step = following(told, grades.telling(sat, None), awaiting=awaiting)
            assert not (held and step), "a grade was dropped"
            told = step or told


class TestDocuments:
    @pytest.mark.parametrize("document", [GRADED, grades.REVOCATION])
    def test_are_read_as_they_were_kept(self, document):
        assert from_json(to_json(document)) == document
