from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from lti_exams.grades.models import Change, Channel, Column, Delivery, Hold, Outcome
from lti_exams.grades.rules.deciding import OutcomeState
from lti_exams.grades.rules.groups import Group, expected_time, group_of
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches.api import Course, Link, Person
from lti_exams.platforms.api import Deployment, Platform, Status

# A worker that lives sends what is due within seconds; a long backlog takes minutes.
LATE = timedelta(minutes=30)
_LARGEST_KEY = 2**63 - 1
_MEASURED = 50
# Until something was measured: a slow LMS.
_SECONDS_EACH = 0.5
_WAITING = Q(state__in=[OutcomeState.WAITING.value, OutcomeState.SENDING.value])
_SENT = Q(state=OutcomeState.DELIVERED.value, reason="")
_OF_GROUP: Mapping[Group, Q] = {
    Group.SENT: _SENT,
    Group.WAITING: _WAITING,
    Group.NEEDS_YOU: ~_SENT & ~_WAITING,
}


class NoSuchOutcome(LtiExamsError):
    """No grade of this number is sent from this course."""

    code = "outcome-unknown"


def outcomes_of(keys: Iterable[tuple[int, int]]) -> QuerySet[Outcome]:
    """Return the outcomes of these links and people, in the order in which all lock them.

    Of several links and people it returns every pair that there is, also those not asked for.
    """
    links, people = zip(*keys, strict=True)
    wanted = Outcome.objects.filter(link_id__in=set(links), person_id__in=set(people))
    return wanted.order_by("link_id", "person_id")


def sources_of(outcomes: Iterable[Outcome]) -> Mapping[int, set[str]]:
    """Return what has caused a version of each outcome so far."""
    found: dict[int, set[str]] = {}
    changes = Change.objects.filter(outcome__in=[one.pk for one in outcomes]).order_by()
    for outcome, source in changes.values_list("outcome", "source"):
        found.setdefault(outcome, set()).add(source)
    return found


def outcomes_told_by(link: Link) -> QuerySet[Outcome]:
    """Return what the LMS must learn through a link."""
    return link.outcomes.select_related("person")


def outcomes_in(course: Course, links: Iterable[Link] | None = None) -> QuerySet[Outcome]:
    """Return what the LMS must learn of a course, or through these links of it."""
    mine = Outcome.objects.filter(link__course=course)
    if links is not None:
        mine = mine.filter(link__in=list(links))
    return mine.select_related("person", "link").order_by("person__name", "person_id", "link_id")


def outcome_in(course: Course, key: int) -> Outcome:
    """Return one of them."""
    found = outcomes_in(course).filter(pk=key).first() if 0 < key <= _LARGEST_KEY else None
    if found is None:
        raise NoSuchOutcome
    return found


def outcomes_about(person: Person, course: Course) -> QuerySet[Outcome]:
    """Return what the LMS is told of one person in a course."""
    return outcomes_in(course).filter(person=person)


def of_group(outcomes: QuerySet[Outcome], group: Group) -> QuerySet[Outcome]:
    return outcomes.filter(_OF_GROUP[group])


def count_groups(outcomes: QuerySet[Outcome]) -> dict[Group, int]:
    """Count how many are sent, on their way, and in need of somebody, in one query."""
    counted = dict.fromkeys(Group, 0)
    for row in outcomes.order_by().values("state", "reason").annotate(many=Count("pk")):
        counted[group_of(row["state"], row["reason"])] += row["many"]
    return counted


def deliveries_of(outcome: Outcome) -> QuerySet[Delivery]:
    """Return every try to tell an outcome, the newest first."""
    return outcome.deliveries.all()


def channel_of(platform: Platform) -> Channel | None:
    return Channel.objects.filter(platform=platform).select_related("platform").first()


def hold_on(deployment: Deployment) -> Hold | None:
    """Return why nothing is sent for a deployment, if nothing is."""
    return Hold.objects.filter(deployment=deployment).first()


def all_holds() -> Sequence[Hold]:
    """Return every deployment for which nothing is sent until an administrator has acted."""
    return list(Hold.objects.select_related("deployment__platform").order_by("since"))


@dataclass(frozen=True, slots=True)
class Standing:
    """What keeps grades here, of every LMS together."""

    late_by: timedelta
    stalled: int
    held: int


def standing(*, now: datetime) -> Standing:
    """Say how long the oldest grade is due that could be sent, and what people must look at.

    What an LMS that is away keeps waiting is late by no fault of ours.
    """
    held_up = Q(link__deployment__platform__channel__is_open=True) | Q(
        link__deployment__platform__channel__quiet_until__gt=now
    )
    active = Q(link__deployment__platform__status=Status.ACTIVE.value)
    due = Outcome.objects.filter(active, next_try_at__lte=now).exclude(held_up)
    oldest = due.aggregate(oldest=Min("next_try_at"))["oldest"]
    return Standing(
        late_by=now - oldest if oldest else timedelta(),
        stalled=Outcome.objects.filter(state=OutcomeState.STALLED.value).count(),
        held=Hold.objects.count(),
    )


def troubled_columns(course: Course) -> Sequence[Column]:
    """Return the links of a course that have no column to send to, and why."""
    troubled = Column.objects.filter(link__course=course).exclude(trouble="")
    return list(troubled.select_related("link"))


def time_until_sent(platform: Platform, *, now: datetime) -> timedelta | None:
    """Say when the backlog of an LMS is gone at its present pace; None while nothing waits."""
    waiting = Outcome.objects.filter(_WAITING, link__deployment__platform=platform).count()
    if not waiting:
        return None
    channel = channel_of(platform)
    quiet = channel.quiet_until if channel else None
    pause = max(quiet - now, timedelta()) if quiet else timedelta()
    window = channel.window if channel else 1.0
    return pause + expected_time(waiting, window=window, seconds_each=_seconds_each(platform))


def _seconds_each(platform: Platform) -> float:
    mine = Delivery.objects.filter(outcome__link__deployment__platform=platform)
    taken = [
        (answered - sent).total_seconds()
        for sent, answered in mine.values_list("sent_at", "answered_at")[:_MEASURED]
    ]
    return sum(taken) / len(taken) if taken else _SECONDS_EACH
