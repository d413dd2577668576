"""What a course may tie milestones to, and which milestones are a course's to decide about."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, ActRefused, Caller
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones

Kind = milestones.SubjectKind
_LARGEST_KEY = 2**63 - 1
# Namespaces of courses, and what the helper for prerequisites keeps, are nobody else's.
NOT_SHARED = ("course:", milestones.PREREQUISITE)


class NoSuchSubject(LtiExamsError):
    """What is to ask for a milestone or to give one is not there, or is in another course."""

    code = "milestone-subject-unknown"


def own_namespace(course: launches.Course) -> str:
    """Return the namespace of the milestones that the teachers of a course make."""
    return f"course:{course.pk}"


def subject_in(course: launches.Course, told: str) -> milestones.Subject:
    """Return what is named in a course, such as `course`, `exam:12` or `content-item:week-1`.

    The key of a content item is whatever the place that holds it says, so nothing is looked up.
    """
    kind, _, key = told.partition(":")
    if kind in (Kind.COURSE, Kind.QUALIFICATION) and not key:
        key = str(course.pk)
    subject = milestones.Subject.named(f"{kind}:{key}", str(course.pk))
    if not _is_here(course, subject):
        raise NoSuchSubject(field="subject", name=told[:60])
    return subject


def _is_here(course: launches.Course, subject: milestones.Subject) -> bool:
    if subject.kind is Kind.CONTENT_ITEM:
        return True
    if subject.kind in (Kind.COURSE, Kind.QUALIFICATION):
        return subject.key == str(course.pk)
    key = number(subject.key)
    if subject.kind is Kind.LINK:
        return course.links.filter(pk=key).exists()
    return exams.Exam.objects.filter(course=course, pk=key).exists()


def number(key: str) -> int:
    """Return a key of ours as a number; what is none names nothing, and neither does zero.

    Nor does `007`: a subject is known by its key as it is written, so nothing would be asked of 7.
    """
    is_number = key.isascii() and key.isdecimal() and len(key) < 20 and not key.startswith("0")
    return int(key) if is_number and int(key) <= _LARGEST_KEY else 0


def needed_subject(course: launches.Course, told: str) -> milestones.Subject:
    """Return what a course may wait for: a course, its list, an exam or a link of the same LMS."""
    asked = milestones.Subject.named(told)
    here = launches.Course.objects.filter(deployment__platform=course.deployment.platform_id)
    key = number(asked.key)
    found = {
        Kind.COURSE: lambda: here.filter(pk=key),
        Kind.EXAM: lambda: here.filter(exams=key),
        Kind.LINK: lambda: here.filter(links=key),
        Kind.QUALIFICATION: lambda: here.filter(pk=key),
    }.get(asked.kind, here.none)()
    where = found.values_list("pk", flat=True).first()
    if where is None:
        raise NoSuchSubject(field="needed", name=told[:60])
    return milestones.Subject(asked.kind, asked.key, str(where))


def courses_to_need(course: launches.Course, search: str = "") -> list[launches.Course]:
    """Return courses of the same LMS that another can wait for, by title; some of very many."""
    same = launches.Course.objects.filter(
        deployment__platform=course.deployment.platform_id, is_link=False
    )
    for word in search.replace("\x00", " ").split():
        same = same.filter(Q(title__icontains=word) | Q(label__icontains=word))
    return list(same.exclude(pk=course.pk).order_by("title", "pk")[:200])


def check_theirs(
    caller: Caller, course: launches.Course, keys: Collection[int], act: Act, *, now: datetime
) -> None:
    """Refuse milestones that this course neither made nor gives: others rely on those."""
    if not are_theirs(caller, course, keys, now=now):
        raise ActRefused(act=act.value)


def are_theirs(
    caller: Caller, course: launches.Course, keys: Collection[int], *, now: datetime
) -> bool:
    """Tell whether this course made or gives all of these, or the caller looks after all."""
    if caller.may(Act.EDIT_EVERY_MILESTONE, course):
        return True
    theirs = keys_of_namespace(course) | keys_tied(course, milestones.Side.FULFILS, now=now)
    return theirs.issuperset(keys)


def check_asked(
    caller: Caller, course: launches.Course, keys: Collection[int], act: Act, *, now: datetime
) -> None:
    """Refuse milestones that this course has nothing to do with."""
    if caller.may(Act.EDIT_EVERY_MILESTONE, course):
        return
    asked = keys_tied(course, None, now=now) | keys_of_namespace(course)
    if not asked.issuperset(keys):
        raise ActRefused(act=act.value)


def check_usable(
    caller: Caller, course: launches.Course, keys: Collection[int], *, now: datetime
) -> None:
    """Refuse milestones of other courses: who asks for one learns who holds it, and waives it.

    A course's own may be asked for, what courses share, and what it has to do with already.
    """
    if caller.may(Act.EDIT_EVERY_MILESTONE, course):
        return
    known, own = milestones.milestones(keys), own_namespace(course)
    foreign = {
        one.key
        for one in known.values()
        if one.namespace.startswith(NOT_SHARED) and one.namespace != own
    }
    if foreign and foreign - keys_tied(course, None, now=now):
        raise milestones.NoSuchMilestone


def keys_of_namespace(course: launches.Course) -> set[int]:
    return {one.key for one in milestones.milestones_in(own_namespace(course))}


def keys_tied(course: launches.Course, side: milestones.Side | None, *, now: datetime) -> set[int]:
    """Return the milestones that a course and what is in it asks for or gives."""
    wanted = milestones.Wanted(courses=[str(course.pk)], side=side)
    found = milestones.ties(wanted, now=now)
    return {one.milestone.key for one in found if one.milestone is not None}
