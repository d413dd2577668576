"""Gates: whether somebody may come in, and every reason; for one person, and for many at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from lti_exams.kernel.conditions import All, Leaf, Verdict, evaluate
from lti_exams.kernel.prepared import Asked, Question
from lti_exams.milestones.models import Award, Fulfilment, Requirement
from lti_exams.milestones.queries.among import NumberAmong, array
from lti_exams.milestones.queries.scenes import Scene, scene
from lti_exams.milestones.rules.awards import State, standing
from lti_exams.milestones.rules.conditions import Condition, shortfalls
from lti_exams.milestones.rules.subjects import Subject, SubjectKind
from lti_exams.milestones.values import MilestoneValue

ANONYMOUS = Leaf("is-known")
_CAN_BE_REACHED = (("missing",), ("lost",))
_LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Way:
    """A subject whose completion gives a milestone, and what of it."""

    subject: Subject
    condition: Condition


@dataclass(frozen=True, slots=True)
class Reason:
    """How one requirement stands for a person: met or not, by which code, and what would help.

    Codes that are met: held, waived, given-here. Not met: missing, revoked (by people), lost (with
    the result that gave it), expired, relation-off, milestone-off, unreachable, and what a
    completion falls short of, such as score-too-low.
    """

    requirement: int
    subject: Subject
    milestone: MilestoneValue
    condition: Condition
    is_met: bool
    codes: tuple[str, ...]
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Gate:
    """Whether a person may come in, and the verdict that says so leaf by leaf."""

    person: int | None
    verdict: Verdict
    reasons: tuple[Reason, ...]

    @property
    def is_open(self) -> bool:
        return self.verdict.met

    @cached_property
    def missing(self) -> tuple[Reason, ...]:
        """Return what accounts for a gate that is shut."""
        if self.is_open:
            return ()
        because = {leaf["requirement"] for leaf, _ in self.verdict.because if leaf != ANONYMOUS}
        return tuple(one for one in self.reasons if one.requirement in because)


Awards = Mapping[int, Award]


def gate(person: int | None, subjects: Collection[Subject], *, now: datetime) -> Gate:
    """Judge one person by everything that these subjects ask together."""
    around = scene(subjects, now=now)
    awards = awards_around(person, around) if person is not None else {}
    return judged(person, subjects, around, awards, now=now)


def gates_before(
    person: int | None, subjects: Collection[Subject], *, now: datetime
) -> dict[Subject, Gate]:
    """Judge one person by each of these subjects by itself, in the same queries as by one."""
    around = scene(subjects, now=now)
    awards = awards_around(person, around) if person is not None else {}
    return {one: judged(person, [one], around, awards, now=now) for one in subjects}


def awards_around(person: int, around: Scene) -> Awards:
    """Return what a person was ever awarded of what is asked here."""
    asked = {row.milestone_id for row in around.rows.values() if row.milestone_id}
    if not asked or not 0 < person <= _LARGEST_KEY:
        return {}
    rows = _theirs.rows(person=person, milestones=array(asked))
    return {row.milestone_id: row for row in rows}


_theirs = Question(
    lambda: Award.objects.filter(
        NumberAmong("milestone_id", Asked("milestones")), person=Asked("person")
    ).order_by()
)


def judged(
    person: int | None,
    subjects: Collection[Subject],
    around: Scene,
    awards: Awards,
    *,
    now: datetime,
) -> Gate:
    asked = [row for one in subjects for row in around.asked.get(one.digest, [])]
    here = given_here(subjects, around)
    reasons = {
        row.pk: _reason(row, around, awards.get(row.milestone_id), here=row.pk in here, now=now)
        for row in asked
        if row.milestone_id is not None
    }
    condition = All(tuple(around.condition(one) for one in subjects))
    if person is None:
        condition = All((ANONYMOUS, *condition.parts))
    verdict = evaluate(
        condition, lambda leaf: leaf != ANONYMOUS and reasons[int(leaf["requirement"])].is_met
    )
    return Gate(person, verdict, tuple(reasons.values()))


def given_here(subjects: Collection[Subject], around: Scene) -> frozenset[int]:
    """Return what a course asks for and something in it, asked together with it, gives.

    The entrance exam of a course is not held shut by the lack of what it gives.
    """
    inner = {one.digest for one in subjects if one.kind is not SubjectKind.COURSE}
    courses = [one for one in subjects if one.kind is SubjectKind.COURSE]
    return frozenset(
        row.pk
        for course in courses
        for row in around.asked.get(course.digest, [])
        if any(gift.subject_digest in inner for gift in _givers(row, around))
    )


def _givers(row: Requirement, around: Scene) -> Sequence[Fulfilment]:
    return around.givers.get(row.milestone_id, []) if row.milestone_id else []


def _reason(
    row: Requirement, around: Scene, award: Award | None, *, here: bool, now: datetime
) -> Reason:
    is_met, codes = _standing(row, award, here=here, now=now)
    ways = tuple(
        Way(around.subjects[gift.subject_digest], gift.condition) for gift in _givers(row, around)
    )
    milestone = row.milestone
    assert milestone is not None  # noqa: S101 - a group has no reason of its own
    if codes in _CAN_BE_REACHED and not ways and not milestone.is_given_by_hand:
        codes = ("unreachable",)
    value = MilestoneValue.of(milestone)
    return Reason(
        row.pk, around.subjects[row.subject_digest], value, row.condition, is_met, codes, ways
    )


def _standing(
    row: Requirement, award: Award | None, *, here: bool, now: datetime
) -> tuple[bool, tuple[str, ...]]:
    if not row.kind.is_active:
        return False, ("relation-off",)
    state = standing(State(award.state), award.until, now=now) if award else None
    if state is State.WAIVED:
        return True, ("waived",)
    if row.milestone is None or not row.milestone.is_active:
        return False, ("milestone-off",)
    if here:
        return True, ("given-here",)
    if award is None or state is None:
        return False, ("missing",)
    if state is not State.EARNED:
        # What people took away only people give back; what a result took, another one gives.
        is_lost = state is State.REVOKED and not award.by_hand
        return False, ("lost" if is_lost else state.value,)
    short = shortfalls(row.condition, award.evidence)
    return not short, short or ("held",)


def gates_of(
    people: Iterable[int], subjects: Collection[Subject], *, now: datetime
) -> dict[int, Gate]:
    """Judge many with every reason, in the same queries as one."""
    around = scene(subjects, now=now)
    asked = {row.milestone_id for row in around.rows.values() if row.milestone_id}
    awards: dict[int, dict[int, Award]] = {person: {} for person in people}
    for row in Award.objects.filter(person__in=awards, milestone__in=asked):
        awards[row.person_id][row.milestone_id] = row
    return {
        person: judged(person, subjects, around, theirs, now=now)
        for person, theirs in awards.items()
    }
