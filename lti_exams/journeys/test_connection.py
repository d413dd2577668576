"""Staff try everything that an LMS must do for us, line by line, before an exam depends on it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lti_exams.audit import api as audit
from lti_exams.grades import api as grades
from lti_exams.journeys.access import Act, Caller
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms
from lti_exams.rosters import api as rosters
from lti_exams.trust import api as trust


class Item(StrEnum):
    """What is tried besides the parts of a grade."""

    KEYS = "keys-fetched"
    TOKEN = "token-granted"
    CLOCK = "clocks-agree"
    ROSTER = "roster-read"


# The LMS failed or asked for patience: it may work in a minute.
NOT_NOW = "lms-not-now"


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one thing that was tried: good, bad, or None where it was left out.

    `code` says what was wrong, and finds the remedy; `told` is a number or an answer to show.
    """

    name: str
    good: bool | None
    code: str = ""
    told: str = ""


def try_connection(caller: Caller, platform_id: int, *, now: datetime) -> list[Line]:
    """Call the LMS for everything that we need of it. No transaction is open meanwhile."""
    caller.check_may(Act.TEST_CONNECTION)
    platform = platforms.by_id(platform_id)
    link = _newest_link(platform)
    lines = [
        _keys(platform, now=now),
        _token(platform, now=now),
        _clock(platform),
        *_grade(platform, link, now=now),
        _roster(platform, link, now=now),
    ]
    audit.record(
        actor=caller.name,
        action="connection.tried",
        subject=platform.key_owner,
        after={line.name: line.good for line in lines},
        now=now,
    )
    return lines


def _newest_link(platform: platforms.Platform) -> launches.Link | None:
    """Choose a link of which a launch told where the gradebook is."""
    links = launches.Link.objects.filter(deployment__platform=platform)
    told = links.exclude(line_items_url="").select_related("course").order_by("-pk")
    return told.first()


def _keys(platform: platforms.Platform, *, now: datetime) -> Line:
    key_set = platform.key_set
    good = trust.refresh(key_set, now=now)
    key_set.refresh_from_db()
    return Line(Item.KEYS, good, "keys-unavailable", key_set.trouble)


def _token(platform: platforms.Platform, *, now: datetime) -> Line:
    try:
        # One that is kept would say nothing of today, and nothing of the LMS's clock.
        platforms.try_for_token(platform, platforms.SCOPES, now=now)
    except LtiExamsError as error:
        return Line(Item.TOKEN, good=False, code=_code(error))
    return Line(Item.TOKEN, good=True)


def _clock(platform: platforms.Platform) -> Line:
    platform.refresh_from_db()
    if platform.clock_ahead_seconds is None:
        return Line(Item.CLOCK, good=None, code="no-time")
    ahead = str(platform.clock_ahead_seconds)
    return Line(Item.CLOCK, not platform.clock_differs, "clocks-differ", ahead)


def _grade(
    platform: platforms.Platform, link: launches.Link | None, *, now: datetime
) -> list[Line]:
    learner = _somebody(link)
    tried = grades.rehearse(platform, link, learner.sub if learner else "", now=now)
    return [Line(one.part, one.good, one.meaning, one.answer) for one in tried]


def _somebody(link: launches.Link | None) -> launches.Person | None:
    """Choose a learner whom the LMS will know: its column for the trial is gone at once."""
    if link is None:
        return None
    members = link.course.memberships.filter(is_active=True).select_related("person")
    return next((one.person for one in members if _learns(one.roles)), None)


def _learns(roles: list[str]) -> bool:
    return any("Learner" in role for role in roles)


def _roster(platform: platforms.Platform, link: launches.Link | None, *, now: datetime) -> Line:
    if link is None or not link.course.memberships_url:
        return Line(Item.ROSTER, good=None)
    link.course.deployment.platform = platform
    try:
        read = rosters.read_members(link.course, now=now)
    except LtiExamsError as error:
        return Line(Item.ROSTER, good=False, code=_code(error))
    return Line(Item.ROSTER, good=True, told=str(len(read.members)))


def _code(error: LtiExamsError) -> str:
    """Return what was wrong; an LMS that is only away now has refused us nothing."""
    status = error.values.get("status")
    is_passing = isinstance(status, int) and (status >= 500 or status == 429)
    return NOT_NOW if is_passing else error.refusal_code
