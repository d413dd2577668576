"""Which of several attempts counts, exactly and without floats. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from lti_exams.exams.rules.kinds import Counting, GradePolicy
from lti_exams.exams.rules.reviews import UNDECIDED, Review
from lti_exams.exams.rules.states import HANDED_IN, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What an attempt brought: scaled points of a scaled maximum."""

    number: int
    state: State
    review: Review
    points: int | None
    maximum: int | None
    started_at: datetime | None = None
    submitted_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def share(self) -> Fraction:
        """Say how much of the maximum was reached."""
        return Fraction(self.points or 0, self.maximum or 1)

    @property
    def handed_in_at(self) -> datetime | None:
        """Say when the work was handed in, by whomever."""
        return self.submitted_at or self.ended_at


def counting(
    attempts: Iterable[Scored],
    which: Counting,
    *,
    rejected: GradePolicy,
    timed_out: GradePolicy,
) -> Scored | None:
    """Return what counts of several attempts; None while nothing does.

    An attempt does not count while its review goes on. What a policy makes nothing counts as
    nothing, also where no score ever came. An average is told as points of the newest maximum.
    """
    policies = {Review.REJECTED: rejected}
    known = [_valued(one, policies.get(one.review), timed_out) for one in attempts]
    rated = sorted((one for one in known if one is not None), key=lambda one: one.number)
    return _CHOICES[which](rated) if rated else None


def _valued(one: Scored, rejected: GradePolicy | None, timed_out: GradePolicy) -> Scored | None:
    if one.state not in HANDED_IN or one.review in UNDECIDED:
        return None
    policy = rejected or (timed_out if one.state is State.TIMED_OUT else None)
    if policy is GradePolicy.ZERO:
        return replace(one, points=0)
    return one if policy is None and one.points is not None else None


def _best(rated: Sequence[Scored]) -> Scored:
    return max(rated, key=lambda one: (one.share, one.number))


def _average(rated: Sequence[Scored]) -> Scored:
    newest = rated[-1]
    mean = sum((one.share for one in rated), Fraction(0)) / len(rated)
    return replace(newest, points=round(mean * (newest.maximum or 1)))


_CHOICES: dict[Counting, Callable[[Sequence[Scored]], Scored]] = {
    Counting.BEST: _best,
    Counting.LATEST: lambda rated: rated[-1],
    Counting.FIRST: lambda rated: rated[0],
    Counting.AVERAGE: _average,
}
