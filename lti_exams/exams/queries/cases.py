"""What is known of a person before an exam."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Q, QuerySet

from lti_exams.exams.access.shape import Visit
from lti_exams.exams.access.shelf import objections, window_of
from lti_exams.exams.models import Accommodation, Attempt, Exam
from lti_exams.exams.rules.allowances import Allowance, combined, granted
from lti_exams.exams.rules.eligibility import Case, sittings_used
from lti_exams.exams.rules.kinds import Purpose
from lti_exams.exams.rules.states import State
from lti_exams.exams.rules.terms import Terms, for_purpose, from_document
from lti_exams.launches.api import Person

# What is granted, by the key of the person.
Granted = Mapping[int, Allowance]


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """What somebody brings to an exam: what they hold, and what access rules look at."""

    prerequisites: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    password: str = ""
    address: str = ""
    url: str = ""
    seb_hashes: frozenset[str] = field(default=frozenset())


NOTHING = Presented()


def base_terms(exam: Exam, person_id: int, purpose: Purpose = Purpose.SITTING) -> Terms:
    """Return an exam's terms for the group and the purpose in which somebody sits it."""
    terms, window = exam.terms, window_of(exam.access_rules, person_id)
    if window is not None:
        terms = replace(
            terms,
            opens_at=window.opens_at or terms.opens_at,
            closes_at=window.closes_at or terms.closes_at,
        )
    return for_purpose(terms, purpose)


def allowance_of(exam: Exam, person_id: int) -> Allowance:
    """Return everything that is granted to somebody for an exam."""
    mine = _living(exam).filter(person_id=person_id)
    return _together(mine).get(person_id, Allowance())


def granted_for(exam: Exam) -> Granted:
    """Return what is granted for an exam to everybody, in one query."""
    return _together(_living(exam))


def _living(exam: Exam) -> QuerySet[Accommodation]:
    here = Q(exam=exam) | Q(exam=None, course_id=exam.course_id)
    return Accommodation.objects.filter(here, withdrawn_at=None)


def _together(rows: QuerySet[Accommodation]) -> Granted:
    together: dict[int, Allowance] = {}
    # What is for the whole course comes first, and what is for the exam goes over it.
    for row in sorted(rows, key=lambda one: one.exam_id is not None):
        general = together.get(row.person_id, Allowance())
        together[row.person_id] = combined(general, row.allowance)
    return together


def personal_terms(exam: Exam, person: Person, purpose: Purpose = Purpose.SITTING) -> Terms:
    """Return the terms under which somebody would sit an exam now."""
    base = base_terms(exam, person.pk, purpose)
    return for_purpose(granted(base, allowance_of(exam, person.pk)), purpose)


def common_terms_of(attempt: Attempt) -> Terms:
    """Return an attempt's terms as they are for everybody, frozen once it started."""
    if attempt.terms:
        return from_document(attempt.terms)
    return base_terms(attempt.exam, attempt.person_id, Purpose(attempt.purpose))


def terms_of(attempt: Attempt, known: Granted | None = None) -> tuple[Terms, Terms]:
    """Return an attempt's terms, frozen once it started: those of the exam, those of the person.

    `known` is what is granted to everybody, for those who ask about many.
    """
    base = common_terms_of(attempt)
    allowance = (
        allowance_of(attempt.exam, attempt.person_id)
        if known is None
        else known.get(attempt.person_id, Allowance())
    )
    return base, for_purpose(granted(base, allowance), Purpose(attempt.purpose))


def case_of(
    exam: Exam,
    person: Person,
    presented: Presented = NOTHING,
    *,
    purpose: Purpose = Purpose.SITTING,
    now: datetime,
) -> Case:
    """Gather what decides whether somebody may begin an exam."""
    sat = Attempt.objects.filter(exam=exam, person=person, purpose=Purpose.SITTING.value)
    used = [(sitting, State(state)) for sitting, state in sat.values_list("sitting", "state")]
    return Case(
        terms=personal_terms(exam, person, purpose),
        is_active=exam.is_active,
        purpose=purpose,
        attempts_allowed=exam.attempts_allowed,
        sittings_used=sittings_used(used),
        prerequisites=presented.prerequisites,
        held=presented.held,
        access=objections(exam.access_rules, visit_of(person.pk, presented, now=now)),
    )


def case_at_start(attempt: Attempt, presented: Presented, *, now: datetime) -> Case:
    """Gather what decides whether somebody who came in may let the clock run."""
    purpose = Purpose(attempt.purpose)
    return Case(
        terms=terms_of(attempt)[1],
        is_active=attempt.exam.is_active,
        purpose=purpose,
        prerequisites=presented.prerequisites,
        held=presented.held,
        access=objections(
            attempt.exam.access_rules,
            visit_of(attempt.person_id, presented, now=now),
            again=True,
        ),
    )


def visit_of(person_id: int, presented: Presented, *, now: datetime) -> Visit:
    return Visit(
        person=person_id,
        now=now,
        password=presented.password,
        address=presented.address,
        url=presented.url,
        seb_hashes=presented.seb_hashes,
    )
