"""Where an attempt can be, and what moves it: the whole table, as data. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lti_exams.kernel.errors import LtiExamsError


class State(StrEnum):
    """Where the sitting is. Review and score are facts of their own."""

    CREATED = "created"
    PROCTORING_REQUESTED = "proctoring_requested"
    READY_TO_START = "ready_to_start"
    STARTED = "started"
    PAUSED = "paused"
    READY_TO_SUBMIT = "ready_to_submit"
    SUBMITTED = "submitted"
    TIMED_OUT = "timed_out"
    ERROR = "error"
    EXPIRED = "expired"
    DECLINED = "declined"
    RESET = "reset"


class Event(StrEnum):
    """What happens to an attempt."""

    CREATE = "create"
    REQUEST_PROCTORING = "request_proctoring"
    ADMIT = "admit"
    START = "start"
    DECLINE = "decline"
    EXPIRE = "expire"
    FAIL = "fail"
    TERMINATE = "terminate"
    PAUSE = "pause"
    RESUME = "resume"
    PAUSE_LIMIT = "pause_limit"
    STOP = "stop"
    CONTINUE = "continue"
    SUBMIT = "submit"
    COMPLETE = "complete"
    END = "end"
    DEADLINE = "deadline"
    REOPEN = "reopen"
    ACCEPT = "accept"
    RESET = "reset"


class Actor(StrEnum):
    """Who makes it happen."""

    LEARNER = "learner"
    STAFF = "staff"
    VENDOR = "vendor"
    ASSESSMENT = "assessment"
    CLOCK = "clock"
    SYSTEM = "system"


class Proviso(StrEnum):
    """What must hold besides the state, where a row of the table asks for more."""

    NO_VENDOR = "no-vendor"
    BEFORE_THE_DEADLINE = "before-the-deadline"
    ENDED_BY_THE_CLOCK = "ended-by-the-clock"
    PRACTICE = "practice"
    LATE_WORK_COUNTS = "late-work-counts"
    LATE_WORK_DOES_NOT_COUNT = "late-work-does-not-count"


UNSTARTED = frozenset({State.CREATED, State.PROCTORING_REQUESTED, State.READY_TO_START})
RUNNING = frozenset({State.STARTED, State.READY_TO_SUBMIT})
IN_PROGRESS = RUNNING | {State.PAUSED}
OPEN = UNSTARTED | IN_PROGRESS
ENDED = frozenset(State) - OPEN
HANDED_IN = frozenset({State.SUBMITTED, State.TIMED_OUT})


class IllegalMove(LtiExamsError):
    """The event is not among those that may happen to an attempt in this state."""

    code = "attempt-illegal-move"


@dataclass(frozen=True, slots=True)
class Step:
    """One legal move; its proviso must hold."""

    source: State
    event: Event
    actor: Actor
    to: State
    provided: Proviso | None = None


def _steps(
    sources: Collection[State],
    event: Event,
    actors: Collection[Actor],
    to: State,
    provided: Proviso | None = None,
) -> Iterator[Step]:
    for source in sources:
        for actor in actors:
            yield Step(source, event, actor, to, provided)


_L, _S, _V, _A, _C = Actor.LEARNER, Actor.STAFF, Actor.VENDOR, Actor.ASSESSMENT, Actor.CLOCK
_REQUESTED, _READY = State.PROCTORING_REQUESTED, State.READY_TO_START

TRANSITIONS: tuple[Step, ...] = (
    *_steps(UNSTARTED, Event.REQUEST_PROCTORING, [_L], _REQUESTED),
    *_steps([_REQUESTED], Event.ADMIT, [_V], _READY),
    *_steps([State.CREATED, _REQUESTED], Event.ADMIT, [_S], _READY),
    *_steps([State.CREATED], Event.START, [_L], State.STARTED, Proviso.NO_VENDOR),
    *_steps([_READY], Event.START, [_L], State.STARTED),
    *_steps(UNSTARTED, Event.DECLINE, [_L], State.DECLINED),
    *_steps(UNSTARTED, Event.EXPIRE, [_C], State.EXPIRED),
    *_steps(UNSTARTED, Event.FAIL, list(Actor), State.ERROR),
    *_steps(UNSTARTED, Event.TERMINATE, [_V], State.ERROR),
    *_steps(RUNNING, Event.PAUSE, [_V, _S], State.PAUSED),
    *_steps([State.PAUSED], Event.RESUME, [_V, _S], State.STARTED),
    *_steps([State.PAUSED], Event.PAUSE_LIMIT, [_C], State.STARTED),
    *_steps([State.STARTED], Event.STOP, [_L], State.READY_TO_SUBMIT),
    *_steps(
        [State.READY_TO_SUBMIT], Event.CONTINUE, [_L], State.STARTED, Proviso.BEFORE_THE_DEADLINE
    ),
    *_steps(RUNNING, Event.SUBMIT, [_L], State.SUBMITTED),
    *_steps(IN_PROGRESS, Event.COMPLETE, [_A], State.SUBMITTED),
    *_steps(IN_PROGRESS, Event.TERMINATE, [_V], State.SUBMITTED),
    *_steps(IN_PROGRESS, Event.END, [_S], State.SUBMITTED),
    *_steps(IN_PROGRESS, Event.DEADLINE, [_C], State.SUBMITTED, Proviso.LATE_WORK_COUNTS),
    *_steps(IN_PROGRESS, Event.DEADLINE, [_C], State.TIMED_OUT, Proviso.LATE_WORK_DOES_NOT_COUNT),
    *_steps([State.STARTED, State.PAUSED], Event.FAIL, [_V, _S, Actor.SYSTEM], State.ERROR),
    *_steps(HANDED_IN, Event.REOPEN, [_S], State.STARTED, Proviso.ENDED_BY_THE_CLOCK),
    *_steps([State.ERROR], Event.ACCEPT, [_S], State.SUBMITTED),
    *_steps(frozenset(State) - {State.RESET}, Event.RESET, [_S], State.RESET),
    *_steps(frozenset(State) - {State.RESET}, Event.RESET, [_L], State.RESET, Proviso.PRACTICE),
)

_BY_QUESTION: dict[tuple[State, Event, Actor], list[Step]] = {}
for _step in TRANSITIONS:
    _BY_QUESTION.setdefault((_step.source, _step.event, _step.actor), []).append(_step)


def moved(
    state: State, event: Event, actor: Actor, holding: Collection[Proviso] = frozenset()
) -> State:
    """Say where an event leads, given which provisos hold."""
    steps = _BY_QUESTION.get((state, event, actor), [])
    for step in steps:
        if step.provided is None or step.provided in holding:
            return step.to
    why = steps[0].provided if steps else None
    raise IllegalMove(
        state=state.value, event=event.value, actor=actor.value, why=why.value if why else ""
    )


def legal_events(
    state: State, actor: Actor, holding: Collection[Proviso] = frozenset()
) -> frozenset[Event]:
    """Say what somebody may do now: what a page offers, and nothing else."""
    return frozenset(
        step.event
        for step in TRANSITIONS
        if (step.source, step.actor) == (state, actor)
        and (step.provided is None or step.provided in holding)
    )


def needs_reason(actor: Actor) -> bool:
    """Tell whether whoever acts must say why: staff change what others count on."""
    return actor is Actor.STAFF
