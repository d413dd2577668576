"""What somebody's attempts at an exam come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lti_exams.exams.models import Attempt, Exam
from lti_exams.exams.rules.counting import Scored, counting
from lti_exams.exams.rules.kinds import UNGRADED, Counting, GradePolicy, Kind, Purpose
from lti_exams.exams.rules.reviews import Review
from lti_exams.exams.rules.states import State
from lti_exams.launches.api import Person

# What has a say in a grade, and what decides whether it has.
_COLUMNS = (
    "exam",
    "person",
    "number",
    "state",
    "review",
    "points",
    "maximum",
    "started_at",
    "submitted_at",
    "ended_at",
    "terms",
)


@dataclass(frozen=True, slots=True)
class Sat:
    """What somebody has sat of an exam, and what counts of it."""

    attempts: tuple[Scored, ...] = ()
    counts: Scored | None = None


def counting_attempt(exam: Exam, person: Person) -> Scored | None:
    """Return what counts of somebody's attempts at an exam."""
    return sat_of([exam], [person.pk]).get((exam.pk, person.pk), Sat()).counts


def sat_of(
    exams: Iterable[Exam], people: Iterable[int] | None = None
) -> Mapping[tuple[int, int], Sat]:
    """Return what these people, or all, have sat of these exams, by exam and person, in one query.

    Rehearsals, previews, practice, onboarding, and what test users did have no say.
    """
    of_key = {exam.pk: exam for exam in exams}
    rows = Attempt.objects.filter(
        exam__in=of_key, purpose=Purpose.SITTING.value, is_test_user=False
    )
    if people is not None:
        rows = rows.filter(person__in=set(people))
    sat: dict[tuple[int, int], list[Scored]] = defaultdict(list)
    for row in rows.only(*_COLUMNS):
        exam = of_key[row.exam_id]
        if _kind(row, exam) not in UNGRADED:
            sat[row.exam_id, row.person_id].append(_scored(row, exam))
    return {key: Sat(tuple(rated), _counts(rated, of_key[key[0]])) for key, rated in sat.items()}


def _kind(attempt: Attempt, exam: Exam) -> Kind:
    """Return the kind it was begun under; one that has not begun is of the exam's."""
    return Kind(attempt.terms["kind"] if attempt.terms else exam.kind)


def _scored(attempt: Attempt, exam: Exam) -> Scored:
    return Scored(
        number=attempt.number,
        state=State(attempt.state),
        review=Review(attempt.review),
        points=attempt.points,
        maximum=exam.maximum_points if attempt.maximum is None else attempt.maximum,
        started_at=attempt.started_at,
        submitted_at=attempt.submitted_at,
        ended_at=attempt.ended_at,
    )


def _counts(rated: Iterable[Scored], exam: Exam) -> Scored | None:
    return counting(
        rated,
        Counting(exam.counting),
        rejected=GradePolicy(exam.rejected_policy),
        timed_out=GradePolicy(exam.timed_out_policy),
    )
