"""Exams of a course."""

from django.db.models import QuerySet

from lti_exams.exams.errors import NoSuchAccommodation, NoSuchExam
from lti_exams.exams.models import Accommodation, Exam
from lti_exams.exams.rules.editing import Definition
from lti_exams.exams.rules.kinds import Counting, GradePolicy, Kind, LatePolicy, SecondDevice
from lti_exams.kernel.prepared import Asked, Question
from lti_exams.launches.api import Course, Person

# A key above this is no key: databases differ in how they complain.
_LARGEST_KEY = 2**63 - 1

_by_key = Question(lambda: Exam.objects.filter(course=Asked("course"), pk=Asked("key")))
_by_slug = Question(lambda: Exam.objects.filter(course=Asked("course"), slug=Asked("key")))


def exams_of(course: Course, *, active_only: bool = False) -> QuerySet[Exam]:
    exams = Exam.objects.filter(course=course).order_by("slug")
    return exams.filter(is_active=True) if active_only else exams


def exam_of(course: Course, key: int | str) -> Exam:
    """Return an exam of a course by its key or by its slug."""
    asked = _by_key if isinstance(key, int) else _by_slug
    exam = None if _is_no_key(key) else asked.one(course=course.pk, key=key)
    if exam is None:
        raise NoSuchExam
    exam.course = course
    return exam


def _is_no_key(key: int | str) -> bool:
    return "\x00" in key if isinstance(key, str) else not 0 < key <= _LARGEST_KEY


def accommodations_of(course: Course) -> QuerySet[Accommodation]:
    """Return what is granted in a course now."""
    living = Accommodation.objects.filter(course=course, withdrawn_at=None)
    return living.select_related("person", "exam").order_by("person__name", "id")


def accommodation_of(course: Course, key: int) -> Accommodation:
    found = accommodations_of(course).filter(pk=key).first() if 0 < key <= _LARGEST_KEY else None
    if found is None:
        raise NoSuchAccommodation
    return found


def profiles_of(person: Person) -> QuerySet[Accommodation]:
    """Return what somebody is or was granted in all courses, the newest first."""
    return Accommodation.objects.filter(person=person, course=None).order_by("-id")


def profiles_within(course: Course | None = None) -> QuerySet[Accommodation]:
    """Return the profiles of today: of those who belong to a course, or of everybody."""
    living = Accommodation.objects.filter(course=None, withdrawn_at=None)
    if course is not None:
        living = living.filter(person__in=course.memberships.values("person"))
    return living.select_related("person__platform").order_by("person__name", "id")


def profile_of(person: Person) -> Accommodation:
    """Return what somebody is granted in all courses now."""
    found = profiles_of(person).filter(withdrawn_at=None).first()
    if found is None:
        raise NoSuchAccommodation
    return found


def definition_of(exam: Exam) -> Definition:
    """Return what staff decided about an exam, to be shown or changed."""
    return Definition(
        slug=exam.slug,
        title=exam.title,
        kind=Kind(exam.kind),
        vendor=exam.vendor,
        assessment=exam.assessment,
        limit_seconds=exam.limit_seconds,
        opens_at=exam.opens_at,
        due_at=exam.due_at,
        closes_at=exam.closes_at,
        grace_seconds=exam.grace_seconds,
        late_policy=LatePolicy(exam.late_policy),
        attempts_allowed=exam.attempts_allowed,
        counting=Counting(exam.counting),
        maximum_points=exam.maximum_points,
        instructions=exam.instructions,
        review_policy=exam.review_policy,
        may_opt_out=exam.may_opt_out,
        hide_after_due=exam.hide_after_due,
        rejected_policy=GradePolicy(exam.rejected_policy),
        timed_out_policy=GradePolicy(exam.timed_out_policy),
        second_device=SecondDevice(exam.second_device),
        pause_limit_seconds=exam.pause_limit_seconds,
        is_active=exam.is_active,
        access_rules=tuple(exam.access_rules),
    )
