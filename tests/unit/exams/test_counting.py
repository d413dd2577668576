from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.exams.rules.counting import Scored, counting
from lti_exams.exams.rules.kinds import Counting, GradePolicy
from lti_exams.exams.rules.reviews import Review
from lti_exams.exams.rules.states import HANDED_IN, State

ZERO, WITHHELD = GradePolicy.ZERO, GradePolicy.WITHHELD


def scored(number: int, points: int | None, maximum: int | None = 100, **facts: object) -> Scored:
    known = {"state": State.SUBMITTED, "review": Review.NONE} | facts
    return Scored(number=number, points=points, maximum=maximum, **known)  # type: ignore[arg-type]


def counted(
    *attempts: Scored,
    which: Counting = Counting.BEST,
    rejected: GradePolicy = ZERO,
    timed_out: GradePolicy = WITHHELD,
) -> Scored | None:
    return counting(attempts, which, rejected=rejected, timed_out=timed_out)


class TestWhichAttemptCounts:
    THREE = (scored(1, 50), scored(2, 90), scored(3, 70))

    @pytest.mark.parametrize(
        ("which", "points"),
        [
            (Counting.BEST, 90),
            (Counting.LATEST, 70),
            (Counting.FIRST, 50),
            (Counting.AVERAGE, 70),
        ],
    )
    def test_is_as_the_exam_says(self, which: Counting, points: int) -> None:
        found = counted(*self.THREE, which=which)

        assert found is not None
        assert found.points == points

    @pytest.mark.parametrize("which", Counting)
    def test_does_not_depend_on_the_order_they_are_told_in(self, which: Counting) -> None:
        assert counted(*self.THREE, which=which) == counted(*self.THREE[::-1], which=which)

    def test_is_the_best_by_its_share_of_its_own_maximum(self) -> None:
        assert counted(scored(1, 9, 10), scored(2, 80, 100)) == scored(1, 9, 10)

    def test_is_the_newer_of_two_that_are_alike(self) -> None:
        assert counted(scored(1, 5, 10), scored(2, 50, 100)) == scored(2, 50, 100)

    def test_is_none_where_nothing_is_scored(self) -> None:
        assert counted(scored(1, None, None)) is None

    @given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1))
    def test_on_average_is_exact_to_the_smallest_part(self, scores: list[tuple[int, int]]) -> None:
        attempts = [scored(number, *score) for number, score in enumerate(scores)]
        mean = sum((Fraction(*score) for score in scores), Fraction(0)) / len(scores)

        found = counted(*attempts, which=Counting.AVERAGE)

        assert found is not None
        assert abs(found.points - mean * scores[-1][1]) <= Fraction(1, 2)


class TestWhatHasNoSay:
    @pytest.mark.parametrize("state", sorted(set(State) - HANDED_IN))
    def test_is_what_was_not_handed_in(self, state: State) -> None:
        assert counted(scored(1, 90, state=state)) is None

    @pytest.mark.parametrize("review", [Review.WAITING, Review.SECOND])
    def test_is_what_is_still_under_review(self, review: Review) -> None:
        assert counted(scored(1, 90, review=review)) is None

    def test_is_what_was_rejected_where_the_exam_withholds(self) -> None:
        rejected = scored(1, 90, review=Review.REJECTED)

        assert counted(rejected, rejected=WITHHELD) is None

    def test_is_what_timed_out_where_the_exam_withholds(self) -> None:
        assert counted(scored(1, 90, state=State.TIMED_OUT)) is None


class TestWhatCountsAsNothing:
    @pytest.mark.parametrize(
        "attempt",
        [scored(1, 90, review=Review.REJECTED), scored(1, 90, state=State.TIMED_OUT)],
    )
    def test_is_zero_points_of_the_maximum(self, attempt: Scored) -> None:
        found = counted(attempt, rejected=ZERO, timed_out=ZERO)

        assert found is not None
        assert (found.points, found.maximum) == (0, 100)
