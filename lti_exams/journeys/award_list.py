"""Milestones of a course as a table: who stands how, and what staff decide about many at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.award_milestones import Verdict, decide_about_milestones
from lti_exams.journeys.find_subjects import own_namespace
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones

HEADINGS = (
    "person",
    "name",
    "email",
    "milestone",
    "title",
    "state",
    "reached",
    "until",
    "by_hand",
    "reason",
)
# A cell that begins so is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What staff decide about one person and one milestone; `number` is which of the list."""

    number: int
    person: launches.Person
    milestone: int
    verdict: Verdict
    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What changed, by the number of its row, and of each row that was refused, why."""

    changed: Mapping[int, milestones.Changed]
    refused: Mapping[int, LtiExamsError]


def milestones_around(
    course: launches.Course, *, now: datetime
) -> dict[int, milestones.MilestoneValue]:
    """Return the milestones that a course has to do with, by their keys.

    One that is off is among them where the course asks for it: it can be waived.
    """
    ties = milestones.ties(milestones.Wanted(courses=[str(course.pk)]), now=now)
    own = milestones.milestones_in(own_namespace(course))
    tied = [one.milestone for one in ties if one.milestone is not None]
    return {one.key: one for one in (*own, *tied)}


def award_rows(
    caller: Caller, course: launches.Course, *, now: datetime
) -> Iterator[tuple[object, ...]]:
    """Return how everybody of a course stands to its milestones; few queries for many people."""
    caller.check_may(Act.SEE_MILESTONES, course)
    around = milestones_around(course, now=now)
    people = {one.person_id: one.person for one in course.memberships.select_related("person")}
    found = milestones.records_of(list(people), now=now)
    held = ((people[key], one) for key, theirs in found.items() for one in theirs)
    return (
        _row(person, one)
        for person, one in held
        if one.milestone.key in around and one.milestone.is_active
    )


def _row(person: launches.Person, one: milestones.Holding) -> tuple[object, ...]:
    return (
        _text(person.sub),
        _text(person.name),
        _text(person.email),
        _text(one.milestone.name),
        _text(one.milestone.title),
        one.state.value,
        one.evidence.at.isoformat(),
        one.until.isoformat() if one.until else "",
        "yes" if one.by_hand else "no",
        _text(one.reason),
    )


def _text(said: str) -> str:
    return f"'{said}" if said.startswith(_FORMULA) else said


def decide_by_list(
    caller: Caller,
    course: launches.Course,
    decisions: Iterable[Decision],
    *,
    keeps: bool,
    now: datetime,
) -> Decided:
    """Decide row by row: all of it, or nothing where a row is refused or `keeps` is not told."""
    caller.check_may(Act.WAIVE_MILESTONES, course)
    changed: dict[int, milestones.Changed] = {}
    refused: dict[int, LtiExamsError] = {}
    with transaction.atomic():
        for rows in _alike(decisions):
            try:
                with transaction.atomic():
                    changed |= _decide(caller, course, rows, now=now)
            except LtiExamsError as error:
                refused |= {one.number: error for one in rows}
        transaction.set_rollback(bool(refused) or not keeps)
    return Decided(changed, refused)


def _alike(decisions: Iterable[Decision]) -> list[list[Decision]]:
    """Put together what is decided alike: many people take as many queries as one."""
    found: dict[tuple[object, ...], list[Decision]] = defaultdict(list)
    for one in decisions:
        found[one.milestone, one.verdict, one.reason, one.until].append(one)
    return list(found.values())


def _decide(
    caller: Caller, course: launches.Course, rows: Sequence[Decision], *, now: datetime
) -> dict[int, milestones.Changed]:
    first, people = rows[0], {one.person.pk: one.person for one in rows}
    done = decide_about_milestones(
        caller,
        course,
        list(people.values()),
        [first.milestone],
        first.verdict,
        reason=first.reason,
        until=first.until,
        now=now,
    )
    by_person = {one.person: one for one in done if one.milestone == first.milestone}
    return {one.number: by_person[one.person.pk] for one in rows if one.person.pk in by_person}
