"""Staff look at the learners of a course: who may come in, and who holds a milestone."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime

from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.award_list import milestones_around
from lti_exams.journeys.record_milestones import subject_of_course
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """One learner: whether the course lets them in, how much of it they hold, and one of it."""

    person: launches.Person
    may_come_in: bool
    held: int
    holding: milestones.Holding | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSeen:
    """A part of the learners of a course, and the milestones that it has to do with."""

    people: Sequence[PersonSeen]
    total: int
    around: Sequence[milestones.MilestoneValue]
    chosen: milestones.MilestoneValue | None


def see_milestone_people(
    caller: Caller,
    course: launches.Course,
    *,
    milestone: int | None = None,
    search: str = "",
    offset: int = 0,
    limit: int = 50,
    now: datetime,
) -> PeopleSeen:
    """Return learners by name, in a constant number of queries."""
    caller.check_may(Act.SEE_MILESTONES, course)
    around = milestones_around(course, now=now)
    rows = launches.learners_of(course).select_related("person")
    if search:
        rows = rows.filter(person__in=launches.people_like(search))
    part = [one.person for one in rows.order_by("person__name", "person_id")[offset:][:limit]]
    keys = [one.pk for one in part]
    passing = milestones.who_pass(keys, [subject_of_course(course)], now=now)
    records = milestones.records_of(keys, now=now)
    seen = [
        _seen(one, passing[one.pk].met, records[one.pk], around.keys(), milestone) for one in part
    ]
    chosen = around.get(milestone or 0)
    known = sorted(around.values(), key=lambda one: one.title)
    return PeopleSeen(people=seen, total=rows.count(), around=known, chosen=chosen)


def _seen(
    person: launches.Person,
    may_come_in: bool,  # noqa: FBT001 - what was found, told on
    record: Sequence[milestones.Holding],
    around: Container[int],
    milestone: int | None,
) -> PersonSeen:
    here = [one for one in record if one.milestone.key in around]
    chosen = next((one for one in here if one.milestone.key == milestone), None)
    held = sum(one.counts and one.milestone.is_active for one in here)
    return PersonSeen(person, may_come_in, held, chosen)
