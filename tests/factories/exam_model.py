"""An attempt as a simple model: whole seconds since the beginning, and the table of the design."""

from dataclasses import dataclass

from lti_exams.exams.rules.states import Actor, Event, Proviso, State
from tests.factories.exam_table import LEGAL

LIMIT, GRACE, PAUSE_LIMIT, CLOSES = 3_600, 60, 600, 4 * 3_600
WAITING = {State.CREATED, State.PROCTORING_REQUESTED, State.READY_TO_START}
WORKING = {State.STARTED, State.READY_TO_SUBMIT}
OVER = set(State) - WAITING - WORKING - {State.PAUSED}


@dataclass
class Model:
    """What an attempt should be, told as plainly as possible."""

    guarded: bool
    practice: bool
    late_counts: bool
    state: State = State.CREATED
    now: int = 0
    started: int | None = None
    paused_since: int = 0
    paused: int = 0
    extra: int = 0
    closes: int = CLOSES
    ended: int | None = None
    ended_by_clock: bool = False
    handed_in: bool = False

    @property
    def deadline(self) -> int:
        runs_out = (self.started or 0) + LIMIT + self.extra + self.paused
        return self.closes if self.state is State.PAUSED else min(runs_out, self.closes)

    @property
    def next_act(self) -> int:
        """Say when the clock does something next, grace aside."""
        if self.state is State.PAUSED:
            return min(self.paused_since + PAUSE_LIMIT, self.deadline)
        return self.closes if self.state in WAITING else self.deadline

    def look(self) -> None:
        """Let the clock do what it owes until now."""
        if self.state in WAITING and self.now > self.closes:
            self._end(State.EXPIRED, self.closes, by_clock=True)
        if self.state is State.PAUSED:
            pause_ends = self.paused_since + PAUSE_LIMIT
            if self.now > pause_ends and pause_ends <= self.deadline + GRACE:
                self._resume(pause_ends)
        if self.state in {*WORKING, State.PAUSED} and self.now > self.deadline + GRACE:
            to = State.SUBMITTED if self.late_counts else State.TIMED_OUT
            self._end(to, self.deadline, by_clock=True)

    def expected(self, event: Event, actor: Actor) -> State | None:
        """Say where an event would lead now; nowhere means that it is refused."""
        self.look()
        if event is Event.SUBMIT and self.handed_in and self.state is State.SUBMITTED:
            return State.SUBMITTED
        if event is Event.START and self.now >= self.closes:
            return None
        holding = [None, *(proviso for proviso, holds in self._provisos().items() if holds)]
        return next(
            (to for proviso in holding if (to := LEGAL.get((self.state, event, actor, proviso)))),
            None,
        )

    def _provisos(self) -> dict[Proviso, bool]:
        return {
            Proviso.NO_VENDOR: not self.guarded,
            Proviso.BEFORE_THE_DEADLINE: self.now < self.deadline,
            Proviso.ENDED_BY_THE_CLOCK: self.ended_by_clock,
            Proviso.PRACTICE: self.practice,
            Proviso.LATE_WORK_COUNTS: self.late_counts,
            Proviso.LATE_WORK_DOES_NOT_COUNT: not self.late_counts,
        }

    def happen(self, event: Event, actor: Actor, to: State, seconds: int) -> None:
        """Become what a legal event makes of it."""
        if event is Event.SUBMIT and self.state is State.SUBMITTED:
            return
        if event is Event.START:
            self.started = self.now
        if event is Event.REOPEN:
            self._reopen(seconds)
        if event is Event.ACCEPT:
            self.ended_by_clock = False
        if to in OVER and self.state not in OVER:
            self._end(to, self._end_now(), by_clock=actor is Actor.CLOCK)
            self.handed_in = event is Event.SUBMIT
        elif self.state is State.PAUSED:
            self._resume(self.now)
        if to is State.PAUSED:
            self.paused_since = self.now
        self.state = to

    def _end_now(self) -> int:
        end = self.closes if self.state in WAITING else self.deadline
        return min(self.now, end)

    def _end(self, to: State, at: int, *, by_clock: bool = False) -> None:
        if self.state is State.PAUSED:
            self._resume(at)
        self.state, self.ended, self.ended_by_clock = to, at, by_clock

    def _resume(self, at: int) -> None:
        # Whoever is paused in the grace is ended at the close date, before the pause began.
        self.paused += max(0, at - self.paused_since)
        self.state = State.STARTED

    def _reopen(self, seconds: int) -> None:
        self.paused += self.now - (self.ended or 0)
        self.extra += seconds
        self.closes = max(self.closes, self.now + seconds)
        self.ended, self.ended_by_clock, self.handed_in = None, False, False

    def extend(self, seconds: int) -> None:
        self.extra += seconds
        self.closes += seconds
