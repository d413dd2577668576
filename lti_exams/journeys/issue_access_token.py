"""Somebody may open the questions of an exam now: another server is told so by a signed token."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.take_seat import check_place, check_sits_here
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.trust import api as trust

KEY_OWNER = "exam-tokens:1"
LIVES = timedelta(seconds=60)
# How an attempt stands whose learner may read the questions again once nobody sits any more.
_MAY_READ_AGAIN = frozenset({exams.Status.SUBMITTED, exams.Status.TIMED_OUT, exams.Status.VERIFIED})


Opened = tuple[exams.Attempt, exams.TimeLeft] | tuple[None, None]


class NoAccessToExam(LtiExamsError):
    """The questions of an exam are not for this person now."""

    code = "exam-access-refused"


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A token, and by one clock: now, when it ends, and when the attempt ends."""

    token: str
    now: datetime
    expires_at: datetime
    deadline: datetime | None
    attempt: int | None


def issue_access_token(
    caller: Caller,
    exam: exams.Exam,
    attempts: Iterable[exams.Attempt],
    *,
    device: str,
    presented: exams.Presented,
    now: datetime,
    more: Mapping[str, object] | None = None,
) -> AccessToken:
    """Sign that the caller may open an exam, for a minute or for the time that is left.

    The first of the caller's attempts for which it is open counts; whoever looks after the exam
    needs none.
    """
    attempt, left = _open(caller, exam, attempts, now=now)
    if attempt and left and left.status is exams.Status.STARTED:
        check_sits_here(attempt, device=device, now=now)
        check_place(attempt, presented, now=now)
    expires_at = _expires_at(left, now=now)
    key = attempt.pk if attempt else None
    claims: dict[str, object] = {
        "iss": settings.PUBLIC_ORIGIN,
        "aud": exam.assessment or exam.course.deployment.platform.issuer,
        "sub": caller.person.sub if caller.person else caller.name,
        "jti": str(uuid4()),
        "iat": int(now.timestamp()),
        "exp": int(expires_at.timestamp()),
        "exam": exam.pk,
        "exam_slug": exam.slug,
        "attempt": key,
        "course": exam.course.context_id,
        **(more or {}),
    }
    token = _signed(claims, now=now)
    return AccessToken(token, now, expires_at, left.deadline if left else None, key)


def _open(
    caller: Caller, exam: exams.Exam, attempts: Iterable[exams.Attempt], *, now: datetime
) -> Opened:
    """Return the attempt for which the exam is open; nothing for those who look after it."""
    if caller.may(Act.SEE_EXAMS, exam.course):
        return None, None
    caller.check_may(Act.SIT_EXAM, exam.course)
    for attempt in (each for each in attempts if _is_sat_by(caller, each)):
        left = exams.time_left(attempt, now=now)
        if _opens(attempt, left, now=now):
            return attempt, left
    raise NoAccessToExam


def _is_sat_by(caller: Caller, attempt: exams.Attempt) -> bool:
    """Tell whether the caller sits the exam itself: whoever rehearses it sees no questions."""
    is_sitting = attempt.purpose == exams.Purpose.SITTING
    return is_sitting and attempt.person == caller.person


def _opens(attempt: exams.Attempt, left: exams.TimeLeft, *, now: datetime) -> bool:
    if left.status is exams.Status.STARTED:
        return left.seconds is None or left.deadline is None or left.deadline - now >= _SECOND
    return left.status in _MAY_READ_AGAIN and is_shown_again(attempt, now=now)


_SECOND = timedelta(seconds=1)


def is_shown_again(attempt: exams.Attempt, *, now: datetime) -> bool:
    """Tell whether the exam is over for everybody and for this person, and stays visible then."""
    exam = attempt.exam
    personal = exams.personal_terms(exam, attempt.person, now=now)
    ends = (exams.over_for_all(exam), exams.ends(personal))
    known = [end for end in ends if end is not None]
    return not exam.hide_after_due and bool(known) and now >= max(known)


def _expires_at(left: exams.TimeLeft | None, *, now: datetime) -> datetime:
    latest = now.replace(microsecond=0) + LIVES
    if left is None or left.deadline is None or left.status is not exams.Status.STARTED:
        return latest
    return min(latest, left.deadline)


def _signed(claims: dict[str, object], *, now: datetime) -> str:
    try:
        return trust.sign(claims, owner=KEY_OWNER, now=now)
    except trust.NoKeyToSignWith:
        trust.make_key_pair(KEY_OWNER, now=now)
        return trust.sign(claims, owner=KEY_OWNER, now=now)


def public_keys(*, now: datetime) -> dict[str, object]:
    """Return the keys with which others verify; the first is made when somebody asks for it."""
    if not trust.key_pairs_of(KEY_OWNER).exists():
        trust.make_key_pair(KEY_OWNER, now=now)
    return trust.public_keys(KEY_OWNER, now=now)
