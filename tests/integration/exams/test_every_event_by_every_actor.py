"""Every event by every actor in any order, against the database and a simple model."""

import os
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.exams.rules.clock import deadline
from lti_exams.launches.models import Course
from tests.factories import exams as make
from tests.factories.exam_model import (
    CLOSES,
    GRACE,
    LIMIT,
    OVER,
    PAUSE_LIMIT,
    WAITING,
    Model,
)

BASE = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
# The table is the same on both databases, and one that is asked in memory answers sooner.
BRIEF = 200 if connection.vendor == "sqlite" else 20
EXAMPLES = 50_000 if os.environ.get("LONG") == "1" else BRIEF
KINDS = {
    "guarded": {"kind": exams.Kind.PROCTORED, "vendor": "tool:1"},
    "timed": {"kind": exams.Kind.TIMED},
    "practice": {"kind": exams.Kind.PRACTICE},
}
SECONDS = st.integers(1, 7_200)
EVENTS = sorted(set(exams.Event) - {exams.Event.CREATE})
CALM = [
    (exams.Event.START, exams.Actor.LEARNER),
    (exams.Event.PAUSE, exams.Actor.VENDOR),
    (exams.Event.RESUME, exams.Actor.STAFF),
    (exams.Event.STOP, exams.Actor.LEARNER),
    (exams.Event.CONTINUE, exams.Actor.LEARNER),
]
CELLS = [(event, actor) for event in EVENTS for actor in exams.Actor]


class AnyAttempt(RuleBasedStateMachine):
    """One attempt after the other by one person, while the time goes on."""

    @initialize(kind=st.sampled_from(sorted(KINDS)), late=st.sampled_from(exams.LatePolicy))
    def begin(self, kind: str, late: exams.LatePolicy) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.now, self.kind, self.late = 0, kind, late
        self.person = make.person(Course.objects.get())
        self.exam = make.exam(
            Course.objects.get(),
            now=BASE,
            **KINDS[kind],
            limit_seconds=LIMIT,
            grace_seconds=GRACE,
            pause_limit_seconds=PAUSE_LIMIT,
            closes_at=BASE + timedelta(seconds=CLOSES),
            late_policy=late,
            may_opt_out=True,
            attempts_allowed=None,
        )
        self.make_attempt()
        self.get_going()

    def make_attempt(self) -> None:
        self.attempt = make.attempt(self.exam, self.person, now=self.at)
        self.model = Model(
            guarded=self.kind == "guarded",
            practice=self.kind == "practice",
            late_counts=self.late is exams.LatePolicy.COUNTS,
            now=self.now,
        )

    def get_going(self) -> None:
        learner, vendor = exams.Actor.LEARNER, exams.Actor.VENDOR
        if self.kind == "guarded":
            self.act(exams.Event.REQUEST_PROCTORING, learner, 1, stale=False)
            self.act(exams.Event.ADMIT, vendor, 1, stale=True)
        self.act(exams.Event.START, learner, 1, stale=False)

    @property
    def at(self) -> datetime:
        return BASE + timedelta(seconds=self.now)

    @rule(
        event=st.sampled_from(EVENTS),
        actor=st.sampled_from(exams.Actor),
        seconds=SECONDS,
        stale=st.booleans(),
    )
    def act(self, event: exams.Event, actor: exams.Actor, seconds: int, stale: bool) -> None:
        expected = self.model.expected(event, actor)
        copy = exams.attempt_known(self.attempt.pk) if stale else self.attempt
        try:
            with transaction.atomic():
                told = self._do(copy, event, actor, seconds)
        except (exams.IllegalMove, exams.NotEligible):
            told = None
        assert told == expected, f"{self.model.state} {event} {actor}"
        if expected:
            self.model.happen(event, actor, expected, seconds)

    @rule(data=st.data(), seconds=SECONDS, stale=st.booleans())
    def act_as_the_table_allows(self, data: st.DataObject, seconds: int, stale: bool) -> None:
        legal = [cell for cell in CELLS if self.model.expected(*cell)]
        if legal:
            event, actor = data.draw(st.sampled_from(legal))
            self.act(event, actor, seconds, stale)

    def _do(
        self, attempt: exams.Attempt, event: exams.Event, actor: exams.Actor, seconds: int
    ) -> exams.State | None:
        who = make.BY[actor]
        if event is exams.Event.START:
            done = exams.start(attempt, by=who, now=self.at)
            return done.after if done.is_new else None
        return exams.move(
            attempt, event, by=who, now=self.at, reason="because", seconds=seconds
        ).after

    @rule(seconds=st.integers(0, 5_000))
    def wait(self, seconds: int) -> None:
        self.now += seconds
        self.model.now = self.now

    @rule(seconds=st.sampled_from([-1, 0, 1, GRACE, GRACE + 1]))
    def wait_for_the_clock(self, seconds: int) -> None:
        self.wait(max(0, self.model.next_act - self.now + seconds))

    @precondition(lambda self: self.model.ended_by_clock and self.model.started is not None)
    @rule(seconds=SECONDS)
    def reopen(self, seconds: int) -> None:
        self.act(exams.Event.REOPEN, exams.Actor.STAFF, seconds, stale=True)

    @precondition(lambda self: self.model.state not in OVER)
    @rule(data=st.data(), stale=st.booleans())
    def go_on(self, data: st.DataObject, stale: bool) -> None:
        calm = [cell for cell in CALM if self.model.expected(*cell)]
        if calm:
            event, actor = data.draw(st.sampled_from(calm))
            self.act(event, actor, 1, stale)

    @rule()
    def sweep(self) -> None:
        self.model.look()
        exams.sweep_deadlines(now=self.at)
        self.attempt.refresh_from_db()
        assert self.attempt.state == self.model.state

    @rule(seconds=SECONDS)
    def extend_everyone(self, seconds: int) -> None:
        self.model.look()
        exams.extend_everyone(
            self.exam, seconds=seconds, by=make.STAFF, reason="alarm", now=self.at
        )
        if self.model.state not in OVER | WAITING:
            self.model.extend(seconds)

    @precondition(lambda self: self.model.state in OVER and self.now < CLOSES)
    @rule()
    def begin_another(self) -> None:
        self.make_attempt()

    @invariant()
    def tells_the_state_of_the_model(self) -> None:
        self.model.look()
        fresh = exams.attempt_known(self.attempt.pk)
        current = exams.as_of(fresh.snapshot, self.at)
        assert current.state is self.model.state
        assert current.clock.paused_seconds == self.model.paused
        if self.model.state in OVER:
            assert current.ended_at == BASE + timedelta(seconds=self.model.ended or 0)
        elif self.model.state not in WAITING:
            expected = BASE + timedelta(seconds=self.model.deadline)
            assert deadline(current.clock) == expected

    @invariant()
    def has_one_open_attempt_at_most(self) -> None:
        open_ones = exams.Attempt.objects.filter(person=self.person, state__in=exams.OPEN)
        assert open_ones.count() <= 1

    @invariant()
    def can_be_replayed_from_the_audit(self) -> None:
        entries = audit.entries_about(self.attempt.key)
        fresh = exams.attempt_known(self.attempt.pk)
        assert entries[0].after["state"] == fresh.state

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)


class TestEveryEventByEveryActor:
    def test_leads_where_the_table_says(self, db: None) -> None:
        make.course(BASE)

        run_state_machine_as_test(
            AnyAttempt,
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=40,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            ),
        )
