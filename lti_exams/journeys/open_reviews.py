"""When a sitting ends, everything that was told of it says how its review begins."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lti_exams.exams import api as exams
from lti_exams.proctoring import api as proctoring

_SYSTEM = exams.Who(exams.Actor.SYSTEM, "system")


def open_reviews(changes: Iterable[object], *, now: datetime) -> list[exams.Reviewed]:
    """Begin the review of each sitting that these changes ended; whatever has one is left alone."""
    ended = [one.attempt for one in changes if isinstance(one, exams.Moved) and _has_ended(one)]
    return begin_reviews({one.pk: one for one in ended}.values(), now=now)


def _has_ended(moved: exams.Moved) -> bool:
    is_end = moved.after in exams.HANDED_IN and moved.before not in exams.HANDED_IN
    return moved.is_new and is_end and _is_reviewed(moved.attempt)


def _is_reviewed(attempt: exams.Attempt) -> bool:
    """Tell whether the review of an attempt says something and has not begun."""
    return (
        attempt.purpose == exams.Purpose.SITTING
        and attempt.state in exams.HANDED_IN
        and attempt.review == exams.Review.NONE
        and exams.common_terms_of(attempt).kind in proctoring.REVIEWED
    )


def begin_reviews(attempts: Collection[exams.Attempt], *, now: datetime) -> list[exams.Reviewed]:
    """Let the rule say of each sitting what follows from what was told of it.

    A whole hall may end in the same second: nothing is asked or written attempt by attempt.
    """
    if not attempts:
        return []
    told = _Told.of(attempts, now=now)
    guarded = [one for one in attempts if one.pk in told.vendors]
    found = [(one, exams.Finding(proctoring.FINDINGS[told.outcome(one)])) for one in guarded]
    done = exams.open_reviews(found, by=_SYSTEM, now=now)
    proctoring.note_decisions(_decision(one, told, now=now) for one in done)
    return done


def outcome_of(attempt: exams.Attempt, *, now: datetime) -> proctoring.Outcome | None:
    """Say what follows from everything that was told of one sitting; None where nobody guards."""
    told = _Told.of([attempt], now=now)
    return told.outcome(attempt) if attempt.pk in told.vendors else None


def _decision(done: exams.Reviewed, told: "_Told", *, now: datetime) -> proctoring.Decision:
    session = told.sessions.get(done.attempt.pk)
    return proctoring.decision_of(
        done,
        by=_SYSTEM,
        reason=session.verdict_reason if session else "",
        links=session.verdict_links if session else (),
        now=now,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """Everything that was told of some sittings, by the key of the attempt, and who guarded them.

    What exams ask, and what is granted there, is by the key of the exam.
    """

    sessions: Mapping[int, proctoring.Session]
    incidents: Mapping[int, Collection[proctoring.Incident]]
    vendors: Mapping[int, proctoring.Vendor]
    wishes: Mapping[int, proctoring.ExamProctoring]
    now: datetime
    policies: dict[tuple[int, int], proctoring.Policy] = field(default_factory=dict)
    granted: dict[int, Mapping[int, exams.Allowance]] = field(default_factory=dict)

    @classmethod
    def of(cls, attempts: Collection[exams.Attempt], *, now: datetime) -> "_Told":
        """Read it, in as many questions for many attempts of an exam as for one."""
        sessions = proctoring.sessions_by_attempt(attempts)
        sat = {one.exam_id: one.exam for one in attempts}
        return cls(
            sessions=sessions,
            incidents=proctoring.incidents_by_attempt(attempts),
            vendors=_vendors(attempts, sessions),
            wishes=proctoring.proctoring_of_all(sat.values()),
            now=now,
        )

    def outcome(self, attempt: exams.Attempt) -> proctoring.Outcome:
        """Say what follows from what was told of one of them."""
        session, wishes = self.sessions.get(attempt.pk), self.wishes[attempt.exam_id]
        incidents = self.incidents.get(attempt.pk, ())
        policy = self._policy(attempt)
        outcome = proctoring.decide(
            exams.common_terms_of(attempt).kind,
            policy,
            [
                proctoring.Told(proctoring.Action(one.action), one.severity, one.reason_code)
                for one in incidents
            ],
            exceptions=self._exceptions(attempt) if policy.excuses and incidents else (),
            verdict=proctoring.Outcome(session.verdict) if session and session.verdict else None,
        )
        return proctoring.with_human_eyes(
            outcome,
            was_watched=session is not None and session.admitted_at is not None,
            needs_second=wishes.needs_second_review,
        )

    def _policy(self, attempt: exams.Attempt) -> proctoring.Policy:
        vendor, exam = self.vendors[attempt.pk], attempt.exam_id
        if (vendor.pk, exam) not in self.policies:
            read = proctoring.policy_of(vendor, self.wishes[exam])
            self.policies[vendor.pk, exam] = read
        return self.policies[vendor.pk, exam]

    def _exceptions(self, attempt: exams.Attempt) -> Collection[str]:
        exam = attempt.exam
        if exam.pk not in self.granted:
            self.granted[exam.pk] = exams.allowances_of(exam, now=self.now)
        allowance = self.granted[exam.pk].get(attempt.person_id)
        return allowance.exceptions if allowance else ()


def _vendors(
    attempts: Collection[exams.Attempt], sessions: Mapping[int, proctoring.Session]
) -> dict[int, proctoring.Vendor]:
    """Return who guarded each; whom staff let in by hand, the exam's vendor should have guarded."""
    named = {one.exam.vendor for one in attempts if one.pk not in sessions}
    known = {name: proctoring.named_by(name) for name in named}
    guards = {
        one.pk: sessions[one.pk].vendor if one.pk in sessions else known[one.exam.vendor]
        for one in attempts
    }
    return {key: vendor for key, vendor in guards.items() if vendor is not None}
