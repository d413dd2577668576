"""Milestones, ties and reports as tests need them: a test says only what matters to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from lti_exams.kernel.points import scaled
from lti_exams.milestones import api as milestones

NOW = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
BY = "staff:1"
_numbers = count(1)


def course(key: str = "101") -> milestones.Subject:
    return milestones.Subject(milestones.SubjectKind.COURSE, key)


def exam(key: str = "1", course: str = "101") -> milestones.Subject:
    return milestones.Subject(milestones.SubjectKind.EXAM, key, course)


def milestone(name: str = "", namespace: str = "botany", **told: Any) -> milestones.MilestoneValue:
    """Return a milestone; without a name, a new one."""
    new = milestones.NewMilestone(
        namespace=namespace, name=name or f"milestone-{next(_numbers)}", **told
    )
    return milestones.add_milestones([new], by=BY, now=NOW)[0]


def by_hand(name: str = "") -> milestones.MilestoneValue:
    """Return a milestone that people give, so that it can be required of anything."""
    return milestone(name, is_given_by_hand=True)


def condition(**told: Any) -> milestones.Condition:
    """Return a condition; percentages are plain numbers."""
    for name in ("minimum_score", "minimum_completion"):
        if name in told:
            told[name] = scaled(told[name])
    return milestones.Condition(**told)


def gives(
    subject: milestones.Subject, *given: milestones.MilestoneValue, **told: Any
) -> list[milestones.Tie]:
    wanted = [milestones.NewFulfilment(subject=subject, milestone=one.key, **told) for one in given]
    return milestones.fulfil(wanted, by=BY, now=NOW)


def asks(
    subject: milestones.Subject, *asked: milestones.MilestoneValue, **told: Any
) -> list[milestones.Tie]:
    wanted = [
        milestones.NewRequirement(subject=subject, milestone=one.key, **told) for one in asked
    ]
    return milestones.require(wanted, by=BY, now=NOW)


def report(
    person: int,
    subject: milestones.Subject,
    *,
    at: datetime = NOW,
    event: str = "",
    score: float | None = None,
    completion: float | None = None,
    **told: Any,
) -> milestones.Report:
    """Return the report of a completion; percentages are plain numbers."""
    evidence = milestones.Evidence(
        at=at,
        score=None if score is None else scaled(score),
        completion=None if completion is None else scaled(completion),
        **told,
    )
    return milestones.Report(
        person=person,
        subject=subject,
        evidence=evidence,
        source="test",
        event=event or f"event-{next(_numbers)}",
    )


def completed(
    person: int, subject: milestones.Subject, *, at: datetime = NOW, **told: Any
) -> milestones.Recorded:
    """Record that a person completed a subject."""
    return milestones.record([report(person, subject, at=at, **told)], by=BY, now=at)


_BRACKETS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


@contextmanager
def counted() -> Iterator[Callable[[], int]]:
    """Count queries, without those that begin and end a transaction."""
    with CaptureQueriesContext(connection) as queries:
        yield lambda: sum(not one["sql"].startswith(_BRACKETS) for one in queries.captured_queries)
