"""A learner is sent to the vendor: the first time, and again whenever something went wrong.

Asking again costs neither an attempt nor time: the clock does not run yet, and what an earlier
visit was given is dead.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.proctoring import api as proctoring

_MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """Where the learner goes from: which launch, back to which page, in which language."""

    launch_key: str
    return_url: str
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Requested:
    """The visit that began, and how the browser gets to the vendor."""

    session: proctoring.Session
    passage: proctoring.Passage


def request_proctoring(
    caller: Caller, attempt: exams.Attempt, standpoint: Standpoint, *, now: datetime
) -> Requested:
    """Send a learner to the vendor of the exam. Not in a transaction: a vendor may be called."""
    check_own(caller, attempt)
    if attempt.purpose == exams.Purpose.PREVIEW:
        raise proctoring.NotProctored(why="preview")
    if not attempt.exam.vendor:
        raise proctoring.NotProctored(why="no vendor")
    vendor = proctoring.active_vendor_of(attempt.exam)
    opened = _opened(caller, attempt, vendor, standpoint, now=now)
    visit = visit_of(opened.session, standpoint, session_data=opened.session_data, now=now)
    passage = proctoring.adapter_of(vendor).start(visit, now=now)
    if passage.is_ready:
        let_in(opened.session, proctoring.Seen(), now=now)
    return Requested(opened.session, passage)


@transaction.atomic
def _opened(
    caller: Caller,
    attempt: exams.Attempt,
    vendor: proctoring.Vendor,
    standpoint: Standpoint,
    *,
    now: datetime,
) -> proctoring.Opened:
    learner = exams.Who(exams.Actor.LEARNER, caller.name)
    done = exams.move(attempt, exams.Event.REQUEST_PROCTORING, by=learner, now=now)
    opened = proctoring.open_session(attempt, vendor, launch_key=standpoint.launch_key, now=now)
    follow_changes([*done.earlier, done], now=now)
    return opened


def check_own(caller: Caller, attempt: exams.Attempt) -> None:
    """Refuse to send somebody on with the attempt of somebody else."""
    if caller.person is None or caller.person.pk != attempt.person_id:
        raise exams.NoSuchAttempt
    if not caller.may(Act.SIT_EXAM) and not caller.may(Act.PREVIEW_EXAM):
        caller.check_may(Act.SIT_EXAM)


def visit_of(
    session: proctoring.Session, standpoint: Standpoint, *, session_data: str = "", now: datetime
) -> proctoring.Visit:
    """Say of a visit what the vendor is told."""
    attempt = session.attempt
    exam, course = attempt.exam, attempt.exam.course
    wishes = proctoring.proctoring_of(exam)
    return proctoring.Visit(
        session=session,
        person=attempt.person,
        policy=proctoring.policy_of(session.vendor, wishes),
        locale=standpoint.locale,
        session_data=session_data,
        launch_key=standpoint.launch_key,
        sitting=proctoring.Sitting(
            exam_id=exam.pk,
            exam_title=exam.title,
            number=attempt.number,
            course_id=course.pk,
            course_label=course.label,
            course_title=course.title,
            return_url=standpoint.return_url,
            settings=_settings(wishes, attempt, now=now),
        ),
    )


def _settings(
    wishes: proctoring.ExamProctoring, attempt: exams.Attempt, *, now: datetime
) -> dict[str, object]:
    """Return what the exam hands to the vendor: with the policy that its reviewers follow, and
    the minutes that this learner was granted."""
    told: dict[str, object] = {"data": wishes.settings} if wishes.settings else {}
    if attempt.exam.review_policy:
        told["review_policy"] = attempt.exam.review_policy
    base, own = exams.terms_of(attempt, now=now)
    more = (own.limit_seconds or 0) - (base.limit_seconds or 0)
    return {**told, "extra_time": more // _MINUTE} if more > 0 else told


@transaction.atomic
def let_in(session: proctoring.Session, seen: proctoring.Seen, *, now: datetime) -> None:
    """Let somebody begin on the word of the vendor: once a visit.

    Whom staff let in by hand meanwhile, and who has not begun, is watched all the same.
    """
    proctoring.queue_up(session)
    proctoring.note_admitted(session, seen, now=now)
    attempt = session.attempt
    if exams.as_of(attempt.snapshot, now).state is exams.State.READY_TO_START:
        return
    vendor = exams.Who(exams.Actor.VENDOR, session.vendor.audited)
    done = exams.move(attempt, exams.Event.ADMIT, by=vendor, now=now)
    follow_changes([*done.earlier, done], now=now)
