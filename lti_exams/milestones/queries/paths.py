"""The way through: what is missing, what would give it, in which order; and what has no way."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from lti_exams.milestones.models import Requirement
from lti_exams.milestones.queries.gates import Awards, Gate, awards_around, judged
from lti_exams.milestones.queries.scenes import Scene, whole_scene
from lti_exams.milestones.queries.ties import course_digest, requirements
from lti_exams.milestones.rules.awards import COUNTING, State, standing
from lti_exams.milestones.rules.conditions import Condition
from lti_exams.milestones.rules.reach import can_be_met, plan, waits_for_itself
from lti_exams.milestones.rules.subjects import Subject
from lti_exams.milestones.values import MilestoneValue


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to complete, and the milestone that it gives.

    `asked` is how well and when: by what gives the milestone, and by whatever asks for it on this
    way. `by_hand` are milestones that people have to give before it can begin.
    """

    subject: Subject
    milestone: int
    asked: tuple[Condition, ...] = ()
    by_hand: tuple[MilestoneValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """What stands between a person and some subjects, and the steps that lead there in order.

    `closed` are milestones that no step leads to: only people can help.
    """

    gate: Gate
    steps: tuple[Step, ...]
    closed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A requirement that nobody can meet any more: its gate stays shut, and staff must know.

    Codes: milestone-off, relation-off, circular, unreachable, and of a group: group-too-small.
    """

    code: str
    subject: Subject
    requirement: int
    milestone: MilestoneValue | None


def path(person: int | None, subjects: Collection[Subject], *, now: datetime) -> Path:
    """Say what is missing and how to get it, also where that asks for something first."""
    around = whole_scene(subjects, now=now)
    awards = awards_around(person, around) if person is not None else {}
    found = judged(person, subjects, around, awards, now=now)
    held = {
        key
        for key, row in awards.items()
        if standing(State(row.state), row.until, now=now) in COUNTING
    }
    short = {one.milestone.key for one in found.missing}
    graph = around.graph(held - short, barred=_barred(awards))
    way = plan(graph, sorted(short))
    there = (held - short) | {key for key, _ in way}
    asking = {one.requirement for one in found.missing} | _asked_by(around, way)
    steps = tuple(_step(around, key, subject, asking, there) for key, subject in way)
    by_steps = {step.milestone for step in steps}
    closed = tuple(sorted(short - by_steps - graph.given))
    return Path(found, steps, closed)


def _asked_by(around: Scene, way: Iterable[tuple[int, str]]) -> set[int]:
    return {row.pk for _, subject in way for row in around.asked.get(subject, [])}


def _step(around: Scene, key: int, subject: str, asking: Set[int], there: Set[int]) -> Step:
    asks = [row for row in around.rows.values() if row.pk in asking and row.milestone_id == key]
    gifts = [one for one in around.givers[key] if one.subject_digest == subject]
    return Step(
        around.subjects[subject],
        key,
        tuple(row.condition for row in [*asks, *gifts]),
        _by_hand(around, subject, there),
    )


def _by_hand(around: Scene, subject: str, there: Set[int]) -> tuple[MilestoneValue, ...]:
    """Return what people have to give before something can begin, and no more than needed."""
    rows = [row.milestone for row in around.asked.get(subject, [])]
    given = {one.pk: one for one in rows if one and one.is_given_by_hand and one.is_active}
    chosen = {key: given[key] for key in sorted(given.keys() - there)}
    condition = around.conditions.get(subject)
    for key in list(chosen):
        if condition is None or can_be_met(condition, there | (chosen.keys() - {key})):
            del chosen[key]
    return tuple(map(MilestoneValue.of, chosen.values()))


def _barred(awards: Awards) -> set[int]:
    """Return what people took away: no completion brings it back."""
    revoked = State.REVOKED.value
    return {key for key, row in awards.items() if row.by_hand and row.state == revoked}


def troubles(subjects: Collection[Subject], *, now: datetime) -> list[Trouble]:
    """Return every requirement of these subjects that nobody can meet."""
    return troubles_in(whole_scene(subjects, now=now), {one.digest for one in subjects})


def troubles_of_course(course: str, *, now: datetime) -> list[Trouble]:
    """Return every requirement in a course that nobody can meet."""
    rows = requirements().filter(course_digest=course_digest(course))
    return troubles({row.subject for row in rows}, now=now)


def troubles_in(around: Scene, digests: Iterable[str]) -> list[Trouble]:
    rows = [row for digest in sorted(digests) for row in around.asked.get(digest, [])]
    filled = Counter(row.parent_id for row in rows)
    found = ((row, _trouble(row, around, filled)) for row in rows)
    return [
        Trouble(
            code,
            row.subject,
            row.pk,
            MilestoneValue.of(row.milestone) if row.milestone else None,
        )
        for row, code in found
        if code
    ]


def _trouble(row: Requirement, around: Scene, filled: Mapping[int | None, int]) -> str:
    if not row.kind.is_active:
        return "relation-off"
    if row.milestone is None or row.milestone_id is None:
        return "" if filled[row.pk] >= (row.count or 1) else "group-too-small"
    if not row.milestone.is_active:
        return "milestone-off"
    if row.milestone_id in around.reachable:
        return ""
    return "circular" if waits_for_itself(around.graph(), row.milestone_id) else "unreachable"
