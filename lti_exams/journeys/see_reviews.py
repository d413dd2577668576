"""Those who watch and decide see what waits for them, and everything about one sitting."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.journeys import reach
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.control_attempt import IN_THE_HALL, Control
from lti_exams.journeys.name_actors import names_of
from lti_exams.journeys.review_attempt import Verdict
from lti_exams.journeys.see_attempts import controls_of
from lti_exams.journeys.watchers import at_exam, check_not_own, exams_watched, within_reach
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring

_LET_IN = "attempt.admit"
# What reviewers want to know of besides what the vendor told, and who did it.
_SHOWN = frozenset(
    {
        _LET_IN,
        *(f"attempt.{one.value}" for one in exams.Event),
        *(f"attempt.{one}" for one in ("extend", "reopen", "let_resume", "free_seat", "take_over")),
    }
)
_MOST_STEPS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One entry of the time line of a sitting: what the vendor told, what somebody said, or did."""

    at: datetime
    until: datetime | None = None
    incident: proctoring.Incident | None = None
    # What the vendor's reason code means, where its policy says so.
    meaning: str = ""
    comment: proctoring.Comment | None = None
    step: audit.Entry | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """In what a vendor saw somebody else: the claim, what it says, and what the LMS told."""

    name: str
    seen: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSitting:
    """What reviewers see of one sitting."""

    attempt: exams.Attempt
    session: proctoring.Session | None
    wishes: proctoring.ExamProctoring
    policy: proctoring.Policy
    exceptions: Sequence[str]
    time_line: Sequence[Moment]
    # What became of the attempt besides, and who did it.
    steps: Sequence[audit.Entry]
    time: exams.TimeLeft
    # Somebody sits it still, or is about to.
    goes_on: bool
    decisions: Sequence[proctoring.Decision]
    names: Mapping[str, str]
    may: frozenset[Verdict]
    # They said the first of two opinions, and somebody else must say the other.
    has_said: bool
    may_undo: bool
    may_comment: bool
    # What those who watch may do to a sitting that goes on.
    controls: frozenset[Control] = frozenset()

    @property
    def differences(self) -> list[Difference]:
        """Return in what the vendor saw somebody else than the LMS told."""
        seen = (self.session.verified if self.session else None) or {}
        names = self.session.differences if self.session else []
        person = self.attempt.person
        return [Difference(one, str(seen.get(one, "")), getattr(person, one, "")) for one in names]

    @property
    def story(self) -> list[Moment]:
        """Return the time line with what was done, in order."""
        done = [Moment(at=one.at, step=one) for one in self.steps]
        return sorted([*self.time_line, *done], key=lambda one: one.at)

    @property
    def was_told(self) -> bool:
        """Tell whether the vendor told of anything."""
        return any(one.incident for one in self.time_line)

    @property
    def worst(self) -> int | None:
        """Return the highest severity that was told, in ten-thousandths."""
        told = (one.incident.severity for one in self.time_line if one.incident)
        return max((one for one in told if one is not None), default=None)


def see_reviews(
    caller: Caller, course: launches.Course, sought: proctoring.Sought
) -> proctoring.Queue:
    """Return what is reviewed in a course, as far as the caller watches it."""
    return proctoring.queue_of(course, within_reach(caller, course, sought))


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody who sits a guarded exam now, and how much time they have left."""

    queued: proctoring.Queued
    time: exams.TimeLeft


@dataclass(frozen=True, slots=True)
class Hall:
    """Those who sit now, the newest first, and how many they are: of many not all are listed."""

    seated: Sequence[Seated]
    total: int


def see_hall(caller: Caller, course: launches.Course, *, search: str = "", now: datetime) -> Hall:
    """Return who sits now, or is about to, in the exams that the caller watches."""
    sought = within_reach(caller, course, proctoring.Sought(search=search))
    found = proctoring.hall_of(course, sought)
    seated = [Seated(one, exams.time_left(one.attempt, now=now)) for one in found.rows]
    return Hall(seated, found.total)


def sitting_watched(caller: Caller, key: int) -> exams.Attempt:
    """Return an attempt to somebody who watches its exam; to others it does not exist."""
    if caller.course is None:
        caller.check_may(Act.SEE_REVIEWS)
        attempt = exams.attempt_known(key)
        if not caller.reaches(attempt.exam.course):
            raise exams.NoSuchAttempt
        return attempt
    attempt = exams.attempt_in(caller.course, key)
    if not at_exam(caller, attempt.exam).may(Act.SEE_REVIEWS, attempt.exam.course):
        raise exams.NoSuchAttempt
    check_not_own(caller, attempt, Act.SEE_REVIEWS)
    return attempt


def see_sitting(caller: Caller, key: int, *, now: datetime) -> SeenSitting:
    """Return everything that a reviewer needs to know of one sitting."""
    attempt = sitting_watched(caller, key)
    here = at_exam(caller, attempt.exam)
    session = proctoring.session_of(attempt)
    wishes = proctoring.proctoring_of(attempt.exam)
    decisions = list(proctoring.decisions_of(attempt))
    policy = _policy(attempt, session, wishes)
    time_line = sorted(_moments(attempt, policy), key=lambda one: one.at)
    said = [one.comment.by for one in time_line if one.comment]
    steps = _steps(attempt)
    may = _may(here, attempt)
    has_said = wishes.needs_second_review and proctoring.has_said(
        attempt, decisions, by=caller.name
    )
    return SeenSitting(
        attempt=attempt,
        session=session,
        wishes=wishes,
        policy=policy,
        exceptions=exams.allowance_of(attempt.exam, attempt.person_id, now=now).exceptions,
        time_line=time_line,
        steps=steps,
        time=exams.time_left(attempt, now=now),
        goes_on=exams.as_of(attempt.snapshot, now).state in exams.OPEN,
        decisions=decisions,
        names=names_of([*(one.by for one in decisions), *said, *(one.actor for one in steps)]),
        may=frozenset() if has_said else may,
        has_said=has_said,
        may_undo=bool(may) and proctoring.may_be_undone(attempt, decisions),
        may_comment=here.may(Act.COMMENT_ON_SITTING, attempt.exam.course),
        controls=controls_of(here, attempt, now=now) & IN_THE_HALL,
    )


def _policy(
    attempt: exams.Attempt,
    session: proctoring.Session | None,
    wishes: proctoring.ExamProctoring,
) -> proctoring.Policy:
    vendor = session.vendor if session else proctoring.vendor_of(attempt.exam)
    return proctoring.policy_of(vendor, wishes) if vendor else proctoring.Policy()


def _moments(attempt: exams.Attempt, policy: proctoring.Policy) -> Iterator[Moment]:
    for incident in proctoring.incidents_of(attempt):
        reason = policy.reasons.get(incident.reason_code)
        meaning = reason.words if reason else ""
        yield Moment(at=incident.moment, incident=incident, meaning=meaning)
    for comment in proctoring.comments_of(attempt):
        yield Moment(at=comment.moment, until=comment.until, comment=comment)


def _steps(attempt: exams.Attempt) -> list[audit.Entry]:
    """Return what the sitting went through; what a vendor did stands in the time line already."""
    done = audit.entries_about(attempt.key).filter(action__in=_SHOWN)[:_MOST_STEPS]
    by_vendor = f"{proctoring.REFERENCE}:"
    return [one for one in done if one.action == _LET_IN or not one.actor.startswith(by_vendor)]


def _may(caller: Caller, attempt: exams.Attempt) -> frozenset[Verdict]:
    if not caller.may(Act.REVIEW_ATTEMPT, attempt.exam.course):
        return frozenset()
    legal = {
        exams.Review.WAITING: set(Verdict),
        exams.Review.SECOND: {Verdict.VERIFY, Verdict.REJECT},
        exams.Review.VERIFIED: {Verdict.REJECT, Verdict.SECOND},
        exams.Review.REJECTED: {Verdict.VERIFY, Verdict.SECOND},
    }
    handed_in = attempt.state in exams.HANDED_IN
    return frozenset(legal.get(exams.Review(attempt.review), ())) if handed_in else frozenset()


def count_waiting(caller: Caller, course: launches.Course) -> Mapping[int, int]:
    """Count what waits for a decision in a course, by exam, as far as the caller watches it."""
    return proctoring.count_waiting(course, within_reach(caller, course, proctoring.Sought()))


def exam_watched(caller: Caller, course: int, key: int) -> exams.Exam:
    """Return an exam to somebody who watches it."""
    exam = reach.exam(caller, course, key)
    at_exam(caller, exam).check_may(Act.SEE_REVIEWS, exam.course)
    return exam


def exams_seen(caller: Caller, course: launches.Course) -> list[exams.Exam]:
    """Return the exams of a course whose sittings somebody may see."""
    found = exams.exams_of(course)
    if caller.may(Act.SEE_REVIEWS, course):
        return list(found)
    watched = exams_watched(caller)
    return list(found if watched is None else found.filter(pk__in=watched))
