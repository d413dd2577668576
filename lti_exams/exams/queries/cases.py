"""What is known of a person before an exam."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Q, QuerySet

from lti_exams.exams.access.shape import Visit
from lti_exams.exams.access.shelf import objections, window_of
from lti_exams.exams.models import Accommodation, Attempt, Exam
from lti_exams.exams.rules.allowances import Allowance, Grant, granted, prevailing
from lti_exams.exams.rules.eligibility import Case, sittings_used
from lti_exams.exams.rules.kinds import Purpose
from lti_exams.exams.rules.states import State
from lti_exams.exams.rules.terms import Terms, for_purpose, from_document
from lti_exams.kernel.prepared import Asked, Question
from lti_exams.launches.api import Person

# What is granted, by the key of the person.
Granted = Mapping[int, list[Grant]]

# Asked by whatever a learner does, and whenever one is sent to a vendor.
_granted_to = Question(
    lambda: Accommodation.objects.filter(
        Q(exam=Asked("exam")) | Q(exam=None, course=Asked("course")) | Q(course=None),
        person=Asked("person"),
        withdrawn_at=None,
    )
)


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


def allowance_of(exam: Exam, person_id: int, *, now: datetime) -> Allowance:
    """Return everything that is granted to somebody who would sit an exam now."""
    return prevailing(grants_of(exam, person_id), since=now, now=now)


def allowances_of(exam: Exam, *, now: datetime) -> Mapping[int, Allowance]:
    """Return what is granted for an exam to everybody to whom something is, in one query."""
    return {
        person: prevailing(grants, since=now, now=now)
        for person, grants in granted_for(exam).items()
    }


def grants_of(exam: Exam, person_id: int) -> list[Grant]:
    """Return every grant to somebody that reaches an exam, in one query."""
    asked = {"exam": exam.pk, "course": exam.course_id, "person": person_id}
    return [row.grant for row in _granted_to.rows(**asked)]


def granted_for(exam: Exam) -> Granted:
    """Return what is granted for an exam to everybody, in one query."""
    granted: dict[int, list[Grant]] = defaultdict(list)
    # A profile is of a person, wherever they are: of those who sat this exam, it matters here.
    here = Q(course__isnull=False) | Q(person__in=exam.attempts.values("person"))
    for row in _living(exam).filter(here):
        granted[row.person_id].append(row.grant)
    return granted


def _living(exam: Exam) -> QuerySet[Accommodation]:
    here = Q(exam=exam) | Q(exam=None, course_id=exam.course_id) | Q(course=None)
    return Accommodation.objects.filter(here, withdrawn_at=None)


def personal_terms(
    exam: Exam, person: Person, purpose: Purpose = Purpose.SITTING, *, now: datetime
) -> Terms:
    """Return the terms under which somebody would sit an exam now."""
    base = base_terms(exam, person.pk, purpose)
    return for_purpose(granted(base, allowance_of(exam, person.pk, now=now)), purpose)


def common_terms_of(attempt: Attempt) -> Terms:
    """Return an attempt's terms as they are for everybody, frozen once it started."""
    if attempt.terms:
        return from_document(attempt.terms)
    return base_terms(attempt.exam, attempt.person_id, Purpose(attempt.purpose))


def terms_of(
    attempt: Attempt, known: Granted | None = None, *, now: datetime
) -> tuple[Terms, Terms]:
    """Return an attempt's terms, frozen once it started: those of the exam, those of the person.

    `known` is what is granted to everybody, for those who ask about many.
    """
    base, purpose = common_terms_of(attempt), Purpose(attempt.purpose)
    grants = (
        grants_of(attempt.exam, attempt.person_id)
        if known is None
        else known.get(attempt.person_id, [])
    )
    allowance = prevailing(grants, since=attempt.started_at or now, now=now)
    return base, for_purpose(granted(base, allowance), purpose)


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
        terms=personal_terms(exam, person, purpose, now=now),
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
        terms=terms_of(attempt, now=now)[1],
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
