"""Whoever holds the chosen milestones qualifies: all of them, or one."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from lti_exams.journeys.ask_for_milestones import usable_milestones
from lti_exams.kernel.conditions import All, Any
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.plugins import reading
from lti_exams.qualifications import api as qualifications
from lti_exams.rosters import api as rosters

_KNOWN = frozenset({"milestones", "how"})
_HOW: dict[str, type[All | Any]] = {"all": All, "any": Any}


def held(
    period: launches.Course, settings: qualifications.Settings, *, now: datetime
) -> qualifications.Decision:
    """Ask who holds each milestone today."""
    reading.whole(settings, _KNOWN)
    asked = reading.keys(settings, "milestones")
    how = settings.get("how", "all")
    if not asked:
        raise reading.Refused(field="milestones", why=_("no milestone is chosen"))
    if not isinstance(how, str) or how not in _HOW:
        raise reading.Refused(field="how", why=_("it is neither all nor any"))
    held_by = _holders(period, asked, now=now)
    leaves = tuple(qualifications.among(_name(key)) for key in asked)
    sets = {_name(key): qualifications.Members(held_by[key]) for key in asked}
    titles = milestones.milestones(asked)
    names = {_name(key): titles[key].title for key in asked if key in titles}
    return qualifications.Decision(qualifications.Rule(_HOW[how](leaves)), sets, names)


def no_milestones(period: launches.Course) -> Sequence[str]:
    """Say why nobody can hold what is asked: the course has no milestone, or no students."""
    if not usable_milestones(period):
        return [_("There is no milestone that this course can use. Add one under Milestones.")]
    return reading.no_students(period)


def _name(key: int) -> str:
    return f"milestone:{key}"


def _holders(
    period: launches.Course, asked: Sequence[int], *, now: datetime
) -> dict[int, frozenset[int]]:
    """Return the memberships that hold each milestone, in two queries."""
    learners = rosters.learners(period)
    member_of = dict(learners.values_list("person_id", "pk"))
    # Not the keys: a hundred thousand of them are more than a statement takes.
    people = learners.values_list("person_id", flat=True)
    pairs = milestones.who_hold(people, asked, now=now)
    return {
        key: frozenset(member_of[one] for one, milestone in pairs if milestone == key)
        for key in asked
    }


def summary(settings: qualifications.Settings) -> str:
    count = len(settings.get("milestones", []))
    if settings.get("how") == "any":
        return _("One of %(count)d milestones held") % {"count": count}
    return _("All of %(count)d milestones held") % {"count": count}
