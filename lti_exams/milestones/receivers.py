"""What other Django apps tell us; each signal ends in one operation.

A key that is no key is refused to whoever sent the signal: nothing is lost in silence.
"""

from datetime import datetime

from lti_exams.milestones import signals
from lti_exams.milestones.errors import AwardRefused
from lti_exams.milestones.operations.prerequisites import (
    Prerequisite,
    add_prerequisite,
    remove_prerequisite,
)
from lti_exams.milestones.operations.recording import Report, record
from lti_exams.milestones.operations.removals import remove_course
from lti_exams.milestones.rules.conditions import Evidence
from lti_exams.milestones.rules.subjects import Subject, SubjectKind

_ANYBODY = "signal"


def on_prerequisite_added(
    *, course_key: str, prerequisite_course_key: str, now: datetime, by: str = _ANYBODY, **_: object
) -> None:
    """Let a course need another."""
    needed = Prerequisite(subject=_course(prerequisite_course_key))
    add_prerequisite(_course(course_key), needed, by=by, now=now)


def on_prerequisite_removed(
    *, course_key: str, prerequisite_course_key: str, now: datetime, by: str = _ANYBODY, **_: object
) -> None:
    """Let a course need another no more."""
    remove_prerequisite(_course(course_key), _course(prerequisite_course_key), by=by, now=now)


def on_course_completed(
    *,
    course_key: str,
    person: int,
    event: str,
    now: datetime,
    score: int | None = None,
    completion: int | None = None,
    **_: object,
) -> None:
    """Award what a course gives."""
    evidence = Evidence(at=now, score=score, completion=completion)
    report = Report(
        person=person, subject=_course(course_key), evidence=evidence, source=_ANYBODY, event=event
    )
    if record([report], by=_ANYBODY, now=now).taken:
        raise AwardRefused(field="event", why="it was told of somebody or something else before")


def on_course_deleted(*, course_key: str, now: datetime, by: str = _ANYBODY, **_: object) -> None:
    """Take away what a course and what is in it ask and give; what needed it stays shut."""
    remove_course(course_key, by=by, now=now)


def _course(key: str) -> Subject:
    return Subject(SubjectKind.COURSE, key)


def listen() -> None:
    """Connect each signal, once."""
    for signal, receiver in (
        (signals.course_prerequisite_added, on_prerequisite_added),
        (signals.course_prerequisite_removed, on_prerequisite_removed),
        (signals.course_completed, on_course_completed),
        (signals.course_deleted, on_course_deleted),
    ):
        signal.connect(receiver, dispatch_uid=receiver.__name__)
