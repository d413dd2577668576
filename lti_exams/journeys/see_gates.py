"""What somebody sees before a gate: what it asks, how each stands, and what to do next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.find_subjects import number
from lti_exams.journeys.name_subjects import names_of_subjects
from lti_exams.journeys.pass_gates import path_to
from lti_exams.journeys.see_groups import Part, parts_of
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones


class Stand(StrEnum):
    """How one thing that is asked for stands."""

    SATISFIED = "satisfied"
    PENDING = "pending"
    FAILED = "failed"
    DECLINED = "declined"


_BELOW = ("not-complete", "score-too-low", "completion-too-low", "too-late", "too-early")
_FAILED = frozenset({"revoked", "lost", *_BELOW})
_CAN_STILL_COME = frozenset({"missing", "expired", "lost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenWay:
    """Something whose completion gives what is asked: its name, where it is, and what to do."""

    subject: milestones.Subject
    name: str
    where: str
    told: str
    stand: Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenReason:
    """One thing that is asked for, in words, and the ways to it."""

    reason: milestones.Reason
    told: str
    stand: Stand
    ways: Sequence[SeenWay]

    @property
    def is_given_by_hand(self) -> bool:
        """Tell whether people can give what is missing: a way that is nothing to complete."""
        can_come = not _CAN_STILL_COME.isdisjoint(self.reason.codes)
        return can_come and self.reason.milestone.is_given_by_hand


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenStep:
    """One step of the way in: what to complete, how well and when, and for which milestone."""

    subject: milestones.Subject
    name: str
    where: str
    told: str
    milestone: int
    # What the teachers of where it is have to give before it can begin.
    by_hand: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenGate:
    """A gate, as one person stands before it; the steps are in an order that works."""

    path: milestones.Path
    is_open: bool
    reasons: Sequence[SeenReason]
    parts: Sequence[Part[SeenReason]]
    missing: Sequence[SeenReason]
    steps: Sequence[SeenStep]
    # Milestones to which no step leads: only staff can help.
    closed: Sequence[int]
    appeal: milestones.Appeal | None

    @property
    def to_do(self) -> Sequence[SeenStep]:
        """Return the steps as things to do: what gives two milestones is done once."""
        first: dict[milestones.Subject, SeenStep] = {}
        for step in self.steps:
            first.setdefault(step.subject, step)
        return list(first.values())


def see_gate(
    caller: Caller,
    course: launches.Course,
    *,
    exam: exams.Exam | None = None,
    person: launches.Person | None = None,
    now: datetime,
) -> SeenGate:
    """Say how the caller, or for staff somebody of the course, stands before a course."""
    whose = person or caller.person
    path = path_to(caller, course, exam=exam, person=whose, now=now)
    gate, inner = path.gate, [step.subject for step in path.steps]
    words = _words_of([*_ways(gate), *inner], whose)
    seen = [_reason(one, words) for one in gate.reasons]
    short = {one.requirement for one in gate.missing}
    return SeenGate(
        path=path,
        is_open=gate.is_open,
        reasons=seen,
        parts=parts_of(gate, {one.reason.requirement: one for one in seen}),
        missing=[one for one in seen if one.reason.requirement in short],
        steps=[_step(one, path, words) for one in path.steps],
        closed=path.closed,
        appeal=milestones.newest_appeal(whose.pk, str(course.pk)) if whose else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenInnerGate:
    """The gate of one exam or link by itself, as one person stands before it."""

    subject: milestones.Subject
    name: str
    is_open: bool
    parts: Sequence[Part[SeenReason]]
    missing: Sequence[SeenReason]


def see_inner_gates(
    caller: Caller, course: launches.Course, person: launches.Person, *, now: datetime
) -> list[SeenInnerGate]:
    """Say of all in a course that asks for something how somebody stands before it.

    The gate of the course itself comes before each of them and is not told again.
    """
    caller.check_may(Act.SEE_MILESTONES, course)
    wanted = milestones.Wanted(courses=[str(course.pk)], side=milestones.Side.REQUIRES)
    asking = {one.subject for one in milestones.ties(wanted, now=now)}
    inner = [one for one in asking if one.kind is not milestones.SubjectKind.COURSE]
    gates = milestones.gates_before(person.pk, inner, now=now)
    ways = [way for gate in gates.values() for way in _ways(gate)]
    words = _words_of([*inner, *ways], person)
    seen = [_inner(one, gate, words) for one, gate in gates.items()]
    return sorted(seen, key=lambda one: (one.subject.kind, one.name, one.subject.key))


def _inner(subject: milestones.Subject, gate: milestones.Gate, words: "_Words") -> SeenInnerGate:
    seen = {one.requirement: _reason(one, words) for one in gate.reasons}
    return SeenInnerGate(
        subject=subject,
        name=words.of(subject),
        is_open=gate.is_open,
        parts=[one for one in parts_of(gate, seen) if not one.is_met],
        missing=[seen[one.requirement] for one in gate.missing],
    )


@dataclass(frozen=True, slots=True)
class _Words:
    names: Mapping[str, str]
    declined: frozenset[str]

    def of(self, subject: milestones.Subject) -> str:
        return self.names[str(subject)]

    def where(self, subject: milestones.Subject) -> str:
        """Return the course that something is in, where it is not a course itself."""
        if subject.kind is milestones.SubjectKind.COURSE or not subject.course:
            return ""
        return self.names[str(_course(subject))]


def _ways(gate: milestones.Gate) -> list[milestones.Subject]:
    return [way.subject for one in gate.reasons for way in one.ways]


def _words_of(subjects: Sequence[milestones.Subject], person: launches.Person | None) -> _Words:
    courses = [_course(one) for one in subjects if one.course]
    return _Words(names_of_subjects([*subjects, *courses]), _declined(subjects, person))


def _course(subject: milestones.Subject) -> milestones.Subject:
    return milestones.Subject(milestones.SubjectKind.COURSE, subject.course)


def _declined(
    subjects: Iterable[milestones.Subject], person: launches.Person | None
) -> frozenset[str]:
    """Return the exams among these that the person declined, and did not come back to."""
    of_exams = {one.key for one in subjects if one.kind is milestones.SubjectKind.EXAM}
    keys = [number(key) for key in of_exams]
    if person is None or not keys:
        return frozenset()
    mine = exams.Attempt.objects.filter(person=person, exam__in=keys).order_by("pk")
    newest = dict(mine.values_list("exam", "state"))
    gone = exams.State.DECLINED.value
    return frozenset(f"exam:{key}" for key, state in newest.items() if state == gone)


def _reason(reason: milestones.Reason, words: _Words) -> SeenReason:
    stand = _stand(reason, words)
    return SeenReason(
        reason=reason,
        told=milestones.told(reason),
        stand=stand,
        ways=[_way(one, reason.condition, stand, words) for one in reason.ways],
    )


def _stand(reason: milestones.Reason, words: _Words) -> Stand:
    if reason.is_met:
        return Stand.SATISFIED
    if any(str(way.subject) in words.declined for way in reason.ways):
        return Stand.DECLINED
    return Stand.FAILED if not _FAILED.isdisjoint(reason.codes) else Stand.PENDING


def _way(way: milestones.Way, asked: milestones.Condition, stand: Stand, words: _Words) -> SeenWay:
    is_declined = str(way.subject) in words.declined
    return SeenWay(
        subject=way.subject,
        name=words.of(way.subject),
        where=words.where(way.subject),
        told=milestones.told_way(words.of(way.subject), way.condition, asked),
        stand=Stand.DECLINED if is_declined and stand is not Stand.SATISFIED else stand,
    )


def _step(step: milestones.Step, path: milestones.Path, words: _Words) -> SeenStep:
    subject = step.subject
    return SeenStep(
        subject=subject,
        name=words.of(subject),
        where=words.where(subject),
        told=milestones.told_way(words.of(subject), *_asked(subject, path)),
        milestone=step.milestone,
        by_hand=[one.title for one in step.by_hand],
    )


def _asked(subject: milestones.Subject, path: milestones.Path) -> Iterator[milestones.Condition]:
    """Return how well something must be done for everything that it gives on this way."""
    for step in path.steps:
        if step.subject == subject:
            yield from step.asked
