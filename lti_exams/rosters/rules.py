"""What a page of a roster says, and when a course's roster is read again. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lti_exams.kernel.errors import LtiExamsError

EVERY = timedelta(hours=6)
# A course that nobody has come to for so long is not read by itself any more.
FORGOTTEN_AFTER = timedelta(days=60)
# A launch asks for the roster at most this often.
FRESH_FOR = timedelta(minutes=15)
_LONGEST_PAUSE = timedelta(hours=6)
_LONGEST_TEXT = 255
_NAMES = ("name", "given_name", "family_name", "email")


class RosterUnreadable(LtiExamsError):
    """What the LMS sent is no list of this course's members."""

    code = "roster-unreadable"


@dataclass(frozen=True, slots=True)
class Member:
    """One person as the LMS lists them. What privacy settings hide is not among what was told."""

    sub: str
    roles: tuple[str, ...]
    is_active: bool
    told: tuple[tuple[str, str], ...] = ()


def read_page(document: object, *, context_id: str) -> list[Member]:
    """Read one page; `context_id` is empty where any course may answer."""
    if not isinstance(document, dict) or not isinstance(document.get("members"), list):
        raise RosterUnreadable(why="it has no list of members")
    context = document.get("context")
    told_id = context.get("id") if isinstance(context, dict) else None
    # The address came in a launch of this course: another course behind it is a mix-up.
    if context_id and told_id not in (None, context_id):
        raise RosterUnreadable(why="it is the list of another course")
    return [_member(one) for one in document["members"]]


def _member(told: object) -> Member:
    if not isinstance(told, dict):
        raise RosterUnreadable(why="a member is no object")
    sub, roles = told.get("user_id"), told.get("roles")
    if not isinstance(sub, str) or not 0 < len(sub) <= _LONGEST_TEXT or not isinstance(roles, list):
        raise RosterUnreadable(why="a member has no user id or no roles")
    return Member(
        sub=sub,
        roles=tuple(role for role in roles if isinstance(role, str)),
        is_active=_is_active(told.get("status")),
        told=tuple((name, text) for name in _NAMES if (text := _text(told.get(name)))),
    )


def _is_active(status: object) -> bool:
    """No status means active; Inactive and Deleted do not, nor what nobody has defined."""
    return status is None or (isinstance(status, str) and status.lower() == "active")


def _text(value: object) -> str:
    return value.strip()[:_LONGEST_TEXT] if isinstance(value, str) else ""


def merged(members: Iterable[Member]) -> Mapping[str, Member]:
    """Return each person once: some LMSs list one again for every role or section."""
    people: dict[str, Member] = {}
    for member in members:
        known = people.get(member.sub)
        people[member.sub] = member if known is None else _together(known, member)
    return people


def _together(one: Member, other: Member) -> Member:
    return replace(
        other,
        roles=tuple(dict.fromkeys([*one.roles, *other.roles])),
        is_active=one.is_active or other.is_active,
        told=tuple((dict(one.told) | dict(other.told)).items()),
    )


def next_due(*, asked_at: datetime, now: datetime) -> datetime | None:
    """Return when a roster that was read is read again by itself."""
    return now + EVERY if now - asked_at < FORGOTTEN_AFTER else None


def next_try(failures: int, *, now: datetime) -> datetime:
    """One minute after the first failure, then double, never more than six hours."""
    return now + min(timedelta(minutes=2 ** min(failures - 1, 12)), _LONGEST_PAUSE)
