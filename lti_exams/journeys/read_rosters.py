"""Who is in a course is read from its LMS: on a launch, when somebody asks, and by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from lti_exams.journeys.access import Act, Caller
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.results import api as results
from lti_exams.rosters import api as rosters


def ask_for_roster(caller: Caller, course: launches.Course, *, now: datetime) -> rosters.Roster:
    """Let the roster of a course be read as soon as the worker comes by."""
    caller.check_may(Act.READ_ROSTER, course)
    if not course.memberships_url:
        raise rosters.RosterNotOffered
    return rosters.ask(course, now=now)


def ask_on_launch(launch: launches.Launch, *, now: datetime) -> None:
    """Let it be read where somebody who teaches comes; learners tell of themselves."""
    teaches = {launches.Standing.TEACHER, launches.Standing.ASSISTANT}
    if launch.course is not None and launches.standing_of(launch) in teaches:
        rosters.ask_if_old(launch.course, now=now)


@dataclass(frozen=True, slots=True)
class RosterSeen:
    """How well we know who is in a course."""

    roster: rosters.Roster | None
    learners: int
    is_offered: bool
    is_being_read: bool


def see_roster(caller: Caller, course: launches.Course, *, now: datetime) -> RosterSeen:
    """Return when the roster was read, what changed then, and why it may be old."""
    caller.check_may(Act.SEE_ROSTER, course)
    return RosterSeen(
        roster=rosters.roster_of(course),
        learners=rosters.learners(course).count(),
        is_offered=bool(course.memberships_url),
        is_being_read=rosters.is_being_read(course, now=now),
    )


def list_learners(
    caller: Caller, course: launches.Course, *, search: str = ""
) -> QuerySet[launches.Membership]:
    """Return who learns in a course now, by name; people without one come last."""
    caller.check_may(Act.SEE_ROSTER, course)
    found = rosters.learners(course).select_related("person")
    for word in search.replace("\x00", " ").split():
        found = found.filter(
            Q(person__name__icontains=word) | Q(person__email__iexact=word) | Q(person__sub=word)
        )
    nameless = Q(person__family_name="", person__name="")
    return found.annotate(is_nameless=nameless).order_by(
        "is_nameless", "person__family_name", "person__name", "person__sub"
    )


@dataclass(frozen=True, slots=True)
class DriftSeen:
    """Who came and went since the last decision, and who has results and is on no roster."""

    decided_at: datetime | None
    joined: Sequence[launches.Membership]
    left: Sequence[launches.Membership]
    joined_count: int
    left_count: int
    strangers: Sequence[launches.Person]
    stranger_count: int


def see_drift(caller: Caller, course: launches.Course, *, most: int = 100) -> DriftSeen:
    """Return how the roster of today differs from what was decided and recorded."""
    caller.check_may(Act.SEE_ROSTER, course)
    caller.check_may(Act.SEE_QUALIFICATIONS, course)
    status = qualifications.last_status(course, with_decisions=True)
    strangers = results.strangers(course)
    told = rosters.drift(course, _listed(status)) if status else None
    return DriftSeen(
        decided_at=status.createtime if status else None,
        joined=list(told.joined[:most]) if told else (),
        left=list(told.left[:most]) if told else (),
        joined_count=told.joined.count() if told else 0,
        left_count=told.left.count() if told else 0,
        strangers=list(strangers[:most]),
        stranger_count=strangers.count(),
    )


def _listed(status: qualifications.Status) -> QuerySet[qualifications.QualifiesForFinalExam, int]:
    return status.students.values_list("relatedstudent_id", flat=True)
