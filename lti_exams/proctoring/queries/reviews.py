"""What waits for a decision, what was decided, and what was said of a sitting."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from lti_exams.proctoring.errors import NoSuchSitting
from lti_exams.proctoring.models import (
    REFERENCE,
    Comment,
    Decision,
    Incident,
    Proctor,
    Session,
)
from lti_exams.proctoring.queries.sessions import sessions_by_attempt
from lti_exams.proctoring.rules.deciding import REVIEWED

LARGEST_PAGE = 200
_LARGEST_KEY = 2**63 - 1
WAITING = (exams.Review.WAITING, exams.Review.SECOND)
_HANDED_IN = [state.value for state in exams.HANDED_IN]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which sittings are sought. What is empty does not narrow the list."""

    exam: exams.Exam | None = None
    # Only these exams, for somebody who is listed for some of them; None means all of the course.
    exam_keys: Collection[int] | None = None
    # Nobody watches over their own sittings.
    but_of: int | None = None
    reviews: tuple[exams.Review, ...] = WAITING
    vendor: str = ""
    search: str = ""
    least_severity: int | None = None
    only_differences: bool = False
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Queued:
    """One sitting in the queue."""

    attempt: exams.Attempt
    session: Session | None
    incidents: int
    severity: int | None


@dataclass(frozen=True, slots=True)
class Queue:
    """Some of the sittings, and how many there are."""

    rows: list[Queued] = field(default_factory=list)
    total: int = 0


def queue_of(course: launches.Course, sought: Sought) -> Queue:
    """Return a page of what is reviewed in a course, longest waiting first, in three queries."""
    found = _narrowed(course, sought)
    total = found.count()
    offset, limit = max(0, sought.offset), min(max(1, sought.limit), LARGEST_PAGE)
    return Queue(_queued(found.order_by("ended_at", "pk"), offset, limit), total)


def hall_of(course: launches.Course, sought: Sought) -> Queue:
    """Return who sits a guarded exam now, or is about to; of whole halls the newest."""
    here = exams.Attempt.objects.filter(
        exam__course=course,
        exam__kind__in=REVIEWED,
        state__in=[state.value for state in exams.OPEN],
        purpose=exams.Purpose.SITTING.value,
    )
    here = _watched(here, sought)
    return Queue(_queued(here.order_by("-created_at", "-pk"), 0, LARGEST_PAGE), here.count())


def _queued(found: QuerySet[exams.Attempt], offset: int, limit: int) -> list[Queued]:
    counted = found.annotate(
        told_of=Count("incidents", distinct=True), worst=Max("incidents__severity")
    )
    rows = counted.select_related("exam", "person").defer("exam__access_document")
    page = list(rows[offset : offset + limit])
    sessions = sessions_by_attempt(page, with_identity=True)
    return [Queued(one, sessions.get(one.pk), one.told_of, one.worst) for one in page]


def _narrowed(course: launches.Course, sought: Sought) -> QuerySet[exams.Attempt]:
    found = exams.Attempt.objects.filter(
        exam__course=course, state__in=_HANDED_IN, purpose=exams.Purpose.SITTING.value
    ).exclude(review=exams.Review.NONE.value)
    if sought.reviews:
        found = found.filter(review__in=[review.value for review in sought.reviews])
    if sought.exam is not None:
        found = found.filter(exam=sought.exam)
    return _watched(found, sought).filter(_told(sought))


def _watched(found: QuerySet[exams.Attempt], sought: Sought) -> QuerySet[exams.Attempt]:
    """Narrow a list to the exams that somebody watches, and to the people whom they name."""
    if sought.exam_keys is not None:
        found = found.filter(exam__in=sought.exam_keys)
    if sought.but_of is not None:
        found = found.exclude(person=sought.but_of)
    for word in sought.search.replace("\x00", " ").split():
        found = found.filter(
            Q(person__name__icontains=word) | Q(person__email__icontains=word) | Q(person__sub=word)
        )
    return found


def _told(sought: Sought) -> Q:
    wanted = Q()
    if sought.least_severity is not None:
        severe = Incident.objects.filter(
            attempt=OuterRef("pk"), severity__gte=sought.least_severity
        )
        wanted &= Q(Exists(severe))
    mine = Session.objects.filter(attempt=OuterRef("pk"))
    if sought.vendor:
        wanted &= Q(Exists(mine.filter(vendor__key=sought.vendor.replace("\x00", " "))))
    if sought.only_differences:
        wanted &= Q(Exists(mine.exclude(differences=[])))
    return wanted


def count_waiting(course: launches.Course, sought: Sought) -> Mapping[int, int]:
    """Count what waits for a decision, by exam, in one query."""
    waiting = _narrowed(course, sought).values_list("exam").annotate(number=Count("pk"))
    return dict(waiting.order_by())


def decisions_of(attempt: exams.Attempt) -> QuerySet[Decision]:
    """Return the steps of a review, the newest first."""
    return Decision.objects.filter(attempt=attempt)


def standing_decision(attempt: exams.Attempt) -> Decision | None:
    """Return the newest step of a review that nobody has undone."""
    return decisions_of(attempt).filter(undone_at=None).first()


def comments_of(attempt: exams.Attempt) -> QuerySet[Comment]:
    """Return what was said of the moments of a sitting, in their order."""
    return Comment.objects.filter(attempt=attempt, removed_at=None)


def comment_of(attempt: exams.Attempt, key: int) -> Comment:
    found = comments_of(attempt).filter(pk=key).first() if 0 < key <= _LARGEST_KEY else None
    if found is None:
        raise NoSuchSitting
    return found


def proctors_of(course: launches.Course, exam: exams.Exam | None = None) -> QuerySet[Proctor]:
    """Return who is listed in a course: for one exam and for all, or for whatever exam."""
    listed = Proctor.objects.filter(course=course).select_related("person", "exam")
    return listed if exam is None else listed.filter(Q(exam=exam) | Q(exam=None))


def proctor_known(course: launches.Course, key: int) -> Proctor:
    found = proctors_of(course).filter(pk=key).first() if 0 < key <= _LARGEST_KEY else None
    if found is None:
        raise NoSuchSitting
    return found


def listings_of(person: launches.Person, course: launches.Course) -> list[Proctor]:
    """Return for which exams of a course somebody is listed, and in which part."""
    return list(Proctor.objects.filter(course=course, person=person))


def _known_to(vendor: str) -> Q:
    let_in = Session.objects.filter(attempt=OuterRef("pk"), admitted_at__isnull=False)
    by_it = let_in.filter(vendor__key=vendor.removeprefix(f"{REFERENCE}:"))
    return Q(Exists(by_it)) | Q(exam__vendor=vendor) & ~Q(Exists(let_in))


def verified_onboarding(
    person: launches.Person, *, vendor: str, since: datetime
) -> exams.Attempt | None:
    """Return the newest onboarding with a vendor that was verified, in whatever course.

    Whoever let somebody in got to know them, whatever vendor the exam names by now.
    """
    sat = exams.Attempt.objects.filter(
        _known_to(vendor),
        person=person,
        exam__kind=exams.Kind.ONBOARDING.value,
        purpose=exams.Purpose.SITTING.value,
        review=exams.Review.VERIFIED.value,
        state__in=_HANDED_IN,
        ended_at__gte=since,
    )
    return sat.select_related("exam").order_by("-ended_at").first()
