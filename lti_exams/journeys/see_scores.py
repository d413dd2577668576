"""Staff see which scores of an exam have come, whence, and which have not come in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lti_exams.assessments import api as assessments
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.ask_again import NOT_OFTENER
from lti_exams.launches import api as launches

MOST_SHOWN = 200
_ENDED = tuple(
    status
    for status in exams.Status
    if status.value
    in {"submitted", "timed_out", "verified", "rejected", "second_review_required", "error"}
)


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One attempt that has ended, with its score or without."""

    attempt: exams.Attempt
    work: assessments.Work | None
    is_missing: bool
    # It came, and counts for nothing: the answers were handed in after the last moment.
    came_late: bool
    # Whoever keeps the questions can be asked for it now.
    may_ask: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresSeen:
    """The scores of an exam."""

    exam: exams.Exam
    assessment: assessments.Assessment | None
    rows: Sequence[ScoreRow]
    total: int
    missing: int


def see_scores(
    caller: Caller,
    course: launches.Course,
    key: int,
    *,
    only_missing: bool = False,
    offset: int = 0,
    now: datetime,
) -> ScoresSeen:
    """Return the attempts that have ended, those first that staff have to do something about."""
    caller.check_may(Act.SEE_ATTEMPTS, course)
    exam = exams.exam_of(course, key)
    assessment = assessments.assessment_of(exam)
    missing = assessments.missing(exam, assessment, now=now)
    attempts, total = _page(course, exam, missing, only_missing=only_missing, offset=offset)
    work, late = assessments.work_of(attempts), assessments.came_late(attempts)
    return ScoresSeen(
        exam=exam,
        assessment=assessment,
        rows=[
            ScoreRow(
                one,
                work.get(one.pk),
                is_missing=one.pk in missing,
                came_late=one.pk in late,
                may_ask=one.pk in missing and _may_ask(work.get(one.pk), assessment, now=now),
            )
            for one in attempts
        ],
        total=total,
        missing=len(missing),
    )


def _may_ask(
    work: assessments.Work | None, assessment: assessments.Assessment | None, *, now: datetime
) -> bool:
    is_elsewhere = assessment is not None and assessment.way != assessments.Way.BY_HAND
    asked_at = work.asked_at if work else None
    return is_elsewhere and (asked_at is None or now - asked_at >= NOT_OFTENER)


def _page(
    course: launches.Course,
    exam: exams.Exam,
    missing: set[int],
    *,
    only_missing: bool,
    offset: int,
) -> tuple[list[exams.Attempt], int]:
    if only_missing:
        keys = sorted(missing)
        found = exams.Attempt.objects.filter(pk__in=keys[offset : offset + MOST_SHOWN])
        return list(found.select_related("exam", "person").order_by("person__name")), len(keys)
    wanted = exams.Wanted(
        exam=exam, statuses=_ENDED, sort="person", offset=offset, limit=MOST_SHOWN
    )
    page = exams.attempts_in(course, wanted)
    return page.attempts, page.total


def count_missing(caller: Caller, exam: exams.Exam, *, now: datetime) -> int:
    """Count the scores of an exam that should have come by now."""
    caller.check_may(Act.SEE_ATTEMPTS, exam.course)
    return len(assessments.missing(exam, assessments.assessment_of(exam), now=now))
