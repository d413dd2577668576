"""What is asked and what is given, by subject, by course, by milestone and by kind."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from lti_exams.milestones.models import Award, CourseRule, Fulfilment, Requirement, Side
from lti_exams.milestones.queries.milestones import kinds_named
from lti_exams.milestones.queries.standing import counts
from lti_exams.milestones.rules.subjects import Subject, SubjectKind
from lti_exams.milestones.values import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which ties somebody asks for; what is left out narrows nothing.

    Of requirements, `lacked_by` leaves those whose milestone the person does not hold.
    """

    subjects: Collection[Subject] | None = None
    courses: Collection[str] | None = None
    milestones: Collection[int] | None = None
    kind: str | None = None
    side: Side | None = None
    lacked_by: int | None = None


def ties(wanted: Wanted, *, now: datetime) -> list[Tie]:
    """Return the ties that somebody asks for, requirements first."""
    side, narrowed = wanted.side, _narrowed(wanted)
    if wanted.kind is not None:
        kind = kinds_named([wanted.kind], wanted.side)[wanted.kind]
        side, narrowed = Side(kind.side), narrowed & Q(kind=kind)
    found: list[Tie] = []
    if side is not Side.FULFILS:
        found += map(Tie.of, _lacked(wanted.lacked_by, requirements().filter(narrowed), now=now))
    if side is not Side.REQUIRES:
        found += map(Tie.of, fulfilments().filter(narrowed))
    return found


def requirements() -> QuerySet[Requirement]:
    """Return what is asked now, also of milestones that were switched off."""
    return Requirement.objects.filter(is_active=True).select_related("milestone", "kind")


def fulfilments() -> QuerySet[Fulfilment]:
    """Return what gives milestones now."""
    rows = Fulfilment.objects.filter(is_active=True, milestone__is_active=True)
    return rows.select_related("milestone", "kind")


def _narrowed(wanted: Wanted) -> Q:
    narrowed = Q()
    if wanted.subjects is not None:
        narrowed &= Q(subject_digest__in=[one.digest for one in wanted.subjects])
    if wanted.courses is not None:
        narrowed &= Q(course_digest__in=[course_digest(key) for key in wanted.courses])
    if wanted.milestones is not None:
        narrowed &= Q(milestone__in=wanted.milestones)
    return narrowed


def given_by(subject: Subject) -> set[int]:
    """Return the milestones that the completion of something gives."""
    gives = fulfilments().filter(subject_digest=subject.digest).select_related(None)
    return set(gives.order_by().values_list("milestone", flat=True))


def courses_giving(subject: Subject) -> set[str]:
    """Return the courses in which something gives milestones."""
    gives = Fulfilment.objects.filter(subject_digest=subject.digest, is_active=True)
    return set(gives.order_by().values_list("course_key", flat=True))


def course_rule(course: str) -> CourseRule | None:
    """Return when a course is completed, where somebody decided it."""
    return CourseRule.objects.filter(course_digest=course_digest(course)).first()


def course_digest(key: str) -> str:
    return Subject(SubjectKind.COURSE, key).digest


def _lacked(
    person: int | None, rows: QuerySet[Requirement], *, now: datetime
) -> QuerySet[Requirement]:
    if person is None:
        return rows
    held = Award.objects.filter(counts(now), milestone=OuterRef("milestone"), person=person)
    return rows.filter(~Exists(held), milestone__isnull=False)
