"""How the learners of a course stand in its onboarding, as staff look for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from lti_exams.exams.models import Attempt, Exam
from lti_exams.exams.queries.exams import exams_of
from lti_exams.exams.rules.kinds import Kind, Purpose
from lti_exams.exams.rules.statuses import Status, kept_as
from lti_exams.launches.api import Course, Membership, learners_of

LARGEST_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnersWanted:
    """Which learners are wanted. What is empty does not narrow the list; None: not started."""

    statuses: tuple[Status | None, ...] = ()
    search: str = ""
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class LearnersPage:
    """Some of the learners with their newest attempts, and how many there are."""

    members: list[Membership]
    attempts: Mapping[int, Attempt]
    total: int


def onboarding_exam(course: Course) -> Exam | None:
    """Return the exam in which a course has its learners show who they are."""
    offered = exams_of(course, active_only=True)
    return offered.filter(kind=Kind.ONBOARDING.value).first()


def onboarding_of(exam: Exam, wanted: LearnersWanted) -> LearnersPage:
    """Return a page of a course's learners by name, in three queries whatever their number."""
    found = _narrowed(_with_newest(learners_of(exam.course), exam), wanted)
    offset, limit = max(0, wanted.offset), min(max(1, wanted.limit), LARGEST_PAGE)
    rows = found.select_related("person").order_by("person__name", "person_id")
    members = list(rows[offset : offset + limit])
    newest = Attempt.objects.filter(pk__in=[member.newest for member in members])  # type: ignore[attr-defined]
    attempts = {one.person_id: one for one in newest.select_related("exam")}
    return LearnersPage(members, attempts, found.count())


def _with_newest(members: QuerySet[Membership], exam: Exam) -> QuerySet[Membership]:
    theirs = Attempt.objects.filter(
        exam=exam, person=OuterRef("person"), purpose=Purpose.SITTING.value
    ).order_by("-number")
    return members.annotate(
        newest=Subquery(theirs.values("pk")[:1]),
        state=Subquery(theirs.values("state")[:1]),
        review=Subquery(theirs.values("review")[:1]),
    )


def _narrowed(members: QuerySet[Membership], wanted: LearnersWanted) -> QuerySet[Membership]:
    for word in wanted.search.replace("\x00", " ").split():
        members = members.filter(
            Q(person__name__icontains=word) | Q(person__email__icontains=word) | Q(person__sub=word)
        )
    if not wanted.statuses:
        return members
    told = Q(pk__in=[])
    for status in wanted.statuses:
        told |= Q(newest=None) if status is None else _kept(status)
    return members.filter(told)


def _kept(status: Status) -> Q:
    kept = Q(pk__in=[])
    for state, review in kept_as(status):
        kept |= Q(state=state.value, review=review.value)
    return kept
