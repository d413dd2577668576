"""The table of attempts once more, read from the design row by row, apart from the program's own.

Each row: states, event, actors, where it leads, and what must hold besides.
"""

from lti_exams.exams.rules.states import Actor, Event, Proviso, State

S, E, P = State, Event, Proviso
BEFORE = "created proctoring_requested ready_to_start"
DURING = "started paused ready_to_submit"
ANY = " ".join(state for state in State if state is not State.RESET)
EVERYBODY = " ".join(Actor)
DESIGN = [
    (BEFORE, E.REQUEST_PROCTORING, "learner", S.PROCTORING_REQUESTED, None),
    ("proctoring_requested", E.ADMIT, "vendor", S.READY_TO_START, None),
    ("created proctoring_requested", E.ADMIT, "staff", S.READY_TO_START, None),
    ("created", E.START, "learner", S.STARTED, P.NO_VENDOR),
    ("ready_to_start", E.START, "learner", S.STARTED, None),
    (BEFORE, E.DECLINE, "learner", S.DECLINED, None),
    (BEFORE, E.EXPIRE, "clock", S.EXPIRED, None),
    (BEFORE, E.FAIL, EVERYBODY, S.ERROR, None),
    (BEFORE, E.TERMINATE, "vendor", S.ERROR, None),
    ("started ready_to_submit", E.PAUSE, "vendor staff", S.PAUSED, None),
    ("paused", E.RESUME, "vendor staff", S.STARTED, None),
    ("paused", E.PAUSE_LIMIT, "clock", S.STARTED, None),
    ("started", E.STOP, "learner", S.READY_TO_SUBMIT, None),
    ("ready_to_submit", E.CONTINUE, "learner", S.STARTED, P.BEFORE_THE_DEADLINE),
    ("started ready_to_submit", E.SUBMIT, "learner", S.SUBMITTED, None),
    (DURING, E.COMPLETE, "assessment", S.SUBMITTED, None),
    (DURING, E.TERMINATE, "vendor", S.SUBMITTED, None),
    (DURING, E.END, "staff", S.SUBMITTED, None),
    (DURING, E.DEADLINE, "clock", S.SUBMITTED, P.LATE_WORK_COUNTS),
    (DURING, E.DEADLINE, "clock", S.TIMED_OUT, P.LATE_WORK_DOES_NOT_COUNT),
    ("started paused", E.FAIL, "vendor staff system", S.ERROR, None),
    ("submitted timed_out", E.REOPEN, "staff", S.STARTED, P.ENDED_BY_THE_CLOCK),
    ("error", E.ACCEPT, "staff", S.SUBMITTED, None),
    (ANY, E.RESET, "staff", S.RESET, None),
    (ANY, E.RESET, "learner", S.RESET, P.PRACTICE),
]
LEGAL = {
    (State(state), event, Actor(actor), proviso): to
    for states, event, actors, to, proviso in DESIGN
    for state in states.split()
    for actor in actors.split()
}
