"""A roster that was read is compared with what we have; nobody leaves by half a list."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import structlog
from django.db import transaction
from django.db.models import F, QuerySet

from lti_exams.kernel import leases
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.rosters.lti import Read, RosterNotOffered, read_members
from lti_exams.rosters.models import Roster
from lti_exams.rosters.rules import FRESH_FOR, Member, RosterUnreadable, next_due, next_try

log = structlog.get_logger(__name__)

# Short enough that nobody who launches meanwhile waits long for a lock.
_CHUNK = 1_000
_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Compared:
    """What a reading changed."""

    members: int
    joined: int
    left: int


def ask(course: launches.Course, *, now: datetime) -> Roster:
    """Let the roster of a course be read as soon as a worker comes by."""
    roster, is_new = Roster.objects.get_or_create(
        course=course, defaults={"asked_at": now, "due_at": now}
    )
    if not is_new:
        Roster.objects.filter(pk=roster.pk).update(asked_at=now, due_at=now)
        roster.asked_at = roster.due_at = now
    return roster


def ask_if_old(course: launches.Course, *, now: datetime) -> None:
    """Let it be read where nobody has asked for a while, as a launch does."""
    if not course.memberships_url:
        return
    roster = Roster.objects.filter(course=course).first()
    if roster is None or now - roster.asked_at >= FRESH_FOR:
        ask(course, now=now)


def read_due(*, now: datetime) -> int:
    """Read the rosters that are due; return how many were read whole."""
    due = Roster.objects.filter(due_at__lte=now).order_by("due_at", "pk")
    due = due.select_related("course__deployment__platform")
    with leases.claimed(due, limit=_AT_ONCE, now=now) as mine:
        return sum(_read(roster, now=now) for roster in mine)


def _read(roster: Roster, *, now: datetime) -> bool:
    try:
        compared = compare(roster.course, read_members(roster.course, now=now), now=now)
    except LtiExamsError as error:
        _note_failure(roster, error, now=now)
        return False
    leases.held(roster).update(
        tried_at=now,
        read_at=now,
        due_at=next_due(asked_at=roster.asked_at, now=now),
        members=compared.members,
        joined=compared.joined,
        left=compared.left,
        failure="",
        failures=0,
    )
    return True


def _note_failure(roster: Roster, error: LtiExamsError, *, now: datetime) -> None:
    log.warning("roster not read", course=roster.course_id, code=error.refusal_code)
    offered = not isinstance(error, RosterNotOffered)
    leases.held(roster).update(
        tried_at=now,
        failure=error.refusal_code,
        failures=F("failures") + 1,
        due_at=next_try(roster.failures + 1, now=now) if offered else None,
    )


def compare(course: launches.Course, read: Read, *, now: datetime) -> Compared:
    """Take over what was read, piece by piece; the last piece is who is no longer there."""
    if read.is_whole and not read.members:
        # Whoever launched from the course is in it, so no whole list is empty.
        raise RosterUnreadable(why="it is empty")
    joined, seen = 0, set[int]()
    for chunk in _chunks(read.members.values()):
        with transaction.atomic():
            people = _people(course, chunk)
            joined += _enrol(course, chunk, people, read.began_at, now)
        seen.update(people.values())
    left = _let_go(course, seen, read.began_at, now=now) if read.is_whole else 0
    return Compared(len(read.members), joined, left)


def _chunks(members: Iterable[Member]) -> Iterator[list[Member]]:
    left = iter(members)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk


def _people(course: launches.Course, members: list[Member]) -> Mapping[str, int]:
    """Keep who was told, and return their keys. What an LMS hides now erases nothing."""
    platform = course.deployment.platform
    known = {one.sub: one for one in _known(platform.pk, members)}
    new = [
        launches.Person(platform=platform, sub=one.sub, **dict(one.told))
        for one in members
        if one.sub not in known
    ]
    launches.Person.objects.bulk_create(new, ignore_conflicts=True)
    changed = [known[one.sub] for one in members if one.sub in known and _renamed(known, one)]
    fields = ["name", "given_name", "family_name", "email"]
    launches.Person.objects.bulk_update(changed, fields, batch_size=200)
    return dict(_known(platform.pk, members).values_list("sub", "pk"))


def _known(platform_id: int, members: list[Member]) -> QuerySet[launches.Person]:
    subs = [one.sub for one in members]
    return launches.Person.objects.filter(platform_id=platform_id, sub__in=subs)


def _renamed(known: Mapping[str, launches.Person], member: Member) -> bool:
    person = known[member.sub]
    news = {name: text for name, text in member.told if getattr(person, name) != text}
    for name, text in news.items():
        setattr(person, name, text)
    return bool(news)


def _enrol(
    course: launches.Course,
    members: list[Member],
    people: Mapping[str, int],
    began_at: datetime,
    now: datetime,
) -> int:
    """Write memberships; return how many people are active now and were not before."""
    told = {people[one.sub]: one for one in members if one.sub in people}
    here = course.memberships.select_for_update().filter(person_id__in=told).order_by("pk")
    known = {one.person_id: one for one in here}
    new = [
        launches.Membership(
            course=course,
            person_id=person_id,
            roles=list(launches.context_roles(one.roles)),
            is_active=one.is_active,
            as_of=now,
        )
        for person_id, one in told.items()
        if person_id not in known
    ]
    launches.Membership.objects.bulk_create(new, ignore_conflicts=True)
    # Whoever launched after the reading began is known better by that launch.
    older = [one for one in known.values() if one.as_of <= began_at]
    returned = sum(not one.is_active and told[one.person_id].is_active for one in older)
    changed = [one for one in older if _took(one, told[one.person_id], now)]
    launches.Membership.objects.bulk_update(
        changed, ["roles", "is_active", "as_of"], batch_size=200
    )
    return returned + sum(one.is_active for one in new)


def _took(membership: launches.Membership, member: Member, now: datetime) -> bool:
    roles = list(launches.context_roles(member.roles))
    if launches.TEST_USER in membership.roles and launches.TEST_USER not in roles:
        # Some LMSs mark their test students in launches alone.
        roles.append(launches.TEST_USER)
    if (membership.roles, membership.is_active) == (roles, member.is_active):
        return False
    membership.roles, membership.is_active, membership.as_of = roles, member.is_active, now
    return True


def _let_go(course: launches.Course, seen: set[int], began_at: datetime, *, now: datetime) -> int:
    """End the membership of everybody whom a whole list does not name."""
    active = course.memberships.filter(is_active=True, as_of__lte=began_at)
    gone = [key for key, person in active.values_list("pk", "person_id") if person not in seen]
    left = 0
    for start in range(0, len(gone), _CHUNK):
        # Asked again: somebody may have launched since.
        still = active.filter(pk__in=gone[start : start + _CHUNK])
        left += still.update(is_active=False, as_of=now)
    return left
