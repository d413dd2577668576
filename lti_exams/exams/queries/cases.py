"""What is known of a person before an exam."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Q, QuerySet

from lti_exams.exams.access.shape import Visit, Window
from lti_exams.exams.access.shelf import objections, window_of, windows_of
from lti_exams.exams.models import Accommodation, Attempt, Exam
from lti_exams.exams.rules.allowances import Allowance, Grant, granted, prevailing
from lti_exams.exams.rules.eligibility import Case, sittings_used
from lti_exams.exams.rules.kinds import Purpose
from lti_exams.exams.rules.states import OPEN, State
from lti_exams.exams.rules.terms import Terms, ends, for_purpose, from_document, postponed
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
    window = window_of(exam.access_rules, person_id)
    return for_purpose(_in_window(exam.terms, window) if window else exam.terms, purpose)


def _in_window(terms: Terms, window: Window) -> Terms:
    own = Allowance(opens_at=window.opens_at, closes_at=window.closes_at)
    due = terms.due_at
    # A group that sits after everybody's due date is meant to sit: its own dates are what it has.
    if due and window.closes_at and due < window.closes_at:
        own = replace(own, due_at=window.closes_at)
    return granted(terms, own)


def over_for_all(exam: Exam) -> datetime | None:
    """Say when an exam is over for everybody, the last of its groups among them."""
    windows = windows_of(exam.access_rules)
    every = [exam.terms, *(_in_window(exam.terms, window) for window in windows)]
    return max((end for end in map(ends, every) if end is not None), default=None)


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
    """Gather what decides whether somebody may begin an exam, or go on with it."""
    made = _Made.by(person, exam)
    terms = personal_terms(exam, person, purpose, now=now)
    return Case(
        terms=postponed(terms, made.given_on_top(purpose)),
        is_active=exam.is_active,
        purpose=purpose,
        attempts_allowed=exam.attempts_allowed,
        sittings_used=made.sittings_used,
        goes_on=made.goes_on(purpose),
        prerequisites=presented.prerequisites,
        held=presented.held,
        access=objections(exam.access_rules, visit_of(person.pk, presented, now=now)),
    )


class _Made:
    """What somebody has made of an exam before: read once, asked about several things."""

    def __init__(self, rows: Iterable[tuple[str, int, str, bool, int]]) -> None:
        self._rows = list(rows)

    @classmethod
    def by(cls, person: Person, exam: Exam) -> "_Made":
        columns = ("purpose", "sitting", "state", "may_resume", "close_extra_seconds")
        return cls(Attempt.objects.filter(exam=exam, person=person).values_list(*columns))

    @property
    def sittings_used(self) -> int:
        sat = [row for row in self._rows if row[0] == Purpose.SITTING.value]
        return sittings_used((sitting, State(state)) for _, sitting, state, *_ in sat)

    def goes_on(self, purpose: Purpose) -> bool:
        """Tell whether staff let the person go on after an error."""
        return any(may for made_for, _, _, may, _ in self._rows if made_for == purpose.value)

    def given_on_top(self, purpose: Purpose) -> int:
        """Count the time that was given on top of the close date, to what goes on or is open."""
        open_ = {state.value for state in OPEN}
        mine = [row for row in self._rows if row[0] == purpose.value]
        return max((more for _, _, state, may, more in mine if may or state in open_), default=0)


def case_at_start(attempt: Attempt, presented: Presented, *, now: datetime) -> Case:
    """Gather what decides whether somebody who came in may let the clock run."""
    purpose = Purpose(attempt.purpose)
    return Case(
        # What staff gave an attempt on top lets it begin later too.
        terms=postponed(terms_of(attempt, now=now)[1], attempt.close_extra_seconds),
        is_active=attempt.exam.is_active,
        purpose=purpose,
        prerequisites=presented.prerequisites,
        held=presented.held,
        access=objections_again(attempt, presented, now=now),
    )


def objections_again(attempt: Attempt, presented: Presented, *, now: datetime) -> Mapping[str, str]:
    """Return what the rules say that are asked again of whoever came in already."""
    if attempt.purpose != Purpose.SITTING:
        return {}
    visit = visit_of(attempt.person_id, presented, now=now)
    return objections(attempt.exam.access_rules, visit, again=True)


def visit_of(person_id: int, presented: Presented, *, now: datetime) -> Visit:
    return Visit(
        person=person_id,
        now=now,
        password=presented.password,
        address=presented.address,
        url=presented.url,
        seb_hashes=presented.seb_hashes,
    )
