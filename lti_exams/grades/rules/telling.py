"""What an LMS learns of somebody's attempts at an exam, and what it never learns. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from lti_exams.grades.rules.documents import REVOCATION, Activity, Comment, Document, Grading


class Sitting(Protocol):
    """One attempt as far as an LMS is told of it: the words are those of the exams."""

    @property
    def number(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def review(self) -> str: ...
    @property
    def points(self) -> int | None: ...
    @property
    def maximum(self) -> int | None: ...
    @property
    def started_at(self) -> datetime | None: ...
    @property
    def handed_in_at(self) -> datetime | None: ...


# What an attempt waits for that has no say in the grade yet, by state and review. Any other has
# ended without a grade, goes on, or its grade is withheld: of that an LMS is told nothing.
WAITS_FOR: Mapping[tuple[str, str], Grading] = {
    ("submitted", "waiting"): Grading.PENDING_MANUAL,
    ("submitted", "second"): Grading.PENDING_MANUAL,
    ("timed_out", "waiting"): Grading.PENDING_MANUAL,
    ("timed_out", "second"): Grading.PENDING_MANUAL,
    ("submitted", "none"): Grading.PENDING,
    ("submitted", "verified"): Grading.PENDING,
}

_COMMENT_ON_REVIEW = {"rejected": Comment.REJECTED}
_COMMENT_ON_STATE = {"timed_out": Comment.TIMED_OUT}


def telling(sittings: Sequence[Sitting], counted: Sitting | None) -> Document | None:
    """Say what is to be told of a person whose attempts are these; None for nothing.

    `counted` is what counts of them by the exam's policies, once anything does.
    """
    if counted is not None:
        return _graded(counted)
    for grading in (Grading.PENDING_MANUAL, Grading.PENDING):
        waiting = [one for one in sittings if WAITS_FOR.get((one.state, one.review)) is grading]
        if waiting:
            return _waiting(max(waiting, key=lambda one: one.number), grading)
    return None


def _graded(counted: Sitting) -> Document:
    return Document(
        activity=Activity.COMPLETED,
        grading=Grading.FULLY_GRADED,
        points=counted.points,
        maximum=counted.maximum,
        comment=_comment(counted),
        attempt=counted.number,
        started_at=counted.started_at,
        submitted_at=counted.handed_in_at,
    )


def _comment(counted: Sitting) -> Comment:
    """Say why it is nothing; points need no words."""
    if counted.points:
        return Comment.NONE
    on_state = _COMMENT_ON_STATE.get(counted.state, Comment.NONE)
    return _COMMENT_ON_REVIEW.get(counted.review, on_state)


def _waiting(sitting: Sitting, grading: Grading) -> Document:
    return Document(
        activity=Activity.SUBMITTED,
        grading=grading,
        attempt=sitting.number,
        started_at=sitting.started_at,
        submitted_at=sitting.handed_in_at,
    )


def awaiting_review(sittings: Sequence[Sitting]) -> frozenset[int]:
    """Return the numbers of the attempts whose review has not ended."""
    return frozenset(
        one.number
        for one in sittings
        if WAITS_FOR.get((one.state, one.review)) is Grading.PENDING_MANUAL
    )


def following(
    told: Document | None, wanted: Document | None, *, awaiting: frozenset[int]
) -> Document | None:
    """Say what is told after what was told; None where that still holds.

    After a full grade nothing less is told: a lesser word makes LMSs drop the grade. The grade is
    taken back only when the attempt it came from has lost it, and not while its review goes on.
    """
    if told is None or not told.is_final:
        return wanted
    if wanted is not None and wanted.is_final:
        return wanted
    if told.attempt in awaiting:
        return None
    return wanted or REVOCATION
