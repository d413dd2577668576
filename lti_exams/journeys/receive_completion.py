"""A page outside LTI says how somebody's work stands: by a signed call, or with an API token."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lti_exams.assessments import api as assessments
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller, caller_of_assessment
from lti_exams.journeys.complete_attempt import check_fits, complete_attempt
from lti_exams.kernel.origins import origin_of
from lti_exams.tools import api as tools
from lti_exams.trust import api as trust

NAMES = assessments.Names(
    score="score",
    maximum="maximum",
    activity="activity_progress",
    grading="grading_progress",
    said_at="timestamp",
    started_at="started_at",
    submitted_at="submitted_at",
)
_LONGEST_ID = 200
_SIGNED_ONCE = "completion-jti"
_REMEMBERED = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Vouched:
    """Who signed a completion, and the id under which it was signed."""

    caller: Caller
    delivery_id: str


def signed_with_secret(
    attempt: int, signed: assessments.signatures.Signed, body: bytes, *, now: datetime
) -> Vouched:
    """Know the assessment of an attempt by the secret that it shares with us."""
    found, assessment = _named(attempt)
    at = now.timestamp()
    if not assessments.signatures.is_signed(signed, assessment.secret, body=body, now=at):
        raise assessments.SignatureRefused
    _refuse_elsewhere(assessment, found, signed.key, now=now)
    return Vouched(caller_of_assessment(assessment.key, found.exam.course), signed.key)


def signed_with_key(attempt: int, token: str, body: bytes, *, now: datetime) -> Vouched:
    """Know the assessment of an attempt by a token over the body, signed with its own key."""
    found, assessment = _named(attempt)
    key_set = assessment.tool.key_set if assessment.tool else assessment.key_set
    if key_set is None:
        raise assessments.SignatureRefused
    try:
        claims = trust.verify(token, key_set, now=now).claims
    except (trust.TokenRefused, trust.KeysUnavailable) as error:
        raise assessments.SignatureRefused(why=error.refusal_code) from error
    known = assessments.signatures.vouches_for(
        claims,
        body,
        issuers=_issuers(assessment),
        audience=tools.issuer(),
        now=now.timestamp(),
    )
    if not known:
        raise assessments.SignatureRefused
    _refuse_elsewhere(assessment, found, str(claims["jti"]), now=now)
    return Vouched(caller_of_assessment(assessment.key, found.exam.course), str(claims["jti"]))


def _named(attempt: int) -> tuple[exams.Attempt, assessments.Assessment]:
    """Return an attempt and its assessment. Whoever has not signed learns nothing of either."""
    try:
        found = exams.attempt_known(attempt)
    except exams.NoSuchAttempt as error:
        raise assessments.SignatureRefused from error
    assessment = assessments.assessment_of(found.exam)
    if assessment is None or not assessment.is_active:
        raise assessments.SignatureRefused
    if assessment.tool is not None and not assessment.tool.is_active:
        raise assessments.SignatureRefused
    return found, assessment


def _issuers(assessment: assessments.Assessment) -> set[str]:
    if assessment.tool is not None:
        return {assessment.tool.client_id, assessment.key}
    return {assessment.key, origin_of(assessment.address)}


def _refuse_elsewhere(
    assessment: assessments.Assessment, attempt: exams.Attempt, jti: str, *, now: datetime
) -> None:
    """Refuse a signature that was used for another attempt: it says nothing of which it is for."""
    of = f"{assessment.key} {jti}"
    first = trust.first_time(_SIGNED_ONCE, of, now=now, lifetime=_REMEMBERED, owner=attempt.key)
    if not first:
        known = trust.recall(_SIGNED_ONCE, of)
        if known is None or known.owner != attempt.key:
            raise assessments.SignatureRefused


def receive_completion(
    caller: Caller, key: int, said: Mapping[str, object], *, delivery_id: str, now: datetime
) -> assessments.Arrival:
    """Keep a completion and apply it; the same delivery again gets the same answer."""
    attempt = _reached(caller, key)
    caller.check_may(Act.COMPLETE_ATTEMPT, attempt.exam.course)
    if not 0 < len(delivery_id) <= _LONGEST_ID:
        raise assessments.MessageRefused("completion-key-missing", field="Idempotency-Key")
    message = assessments.message_in(_complete(said), NAMES, now=now)
    check_fits(message, attempt, NAMES)
    assessment = assessments.assessment_of(attempt.exam)
    kept = assessments.keep(
        assessments.Delivery(
            attempt=attempt,
            message=message,
            channel=assessments.Channel.CALLBACK,
            source=assessment.key if assessment else caller.name,
            delivery_id=delivery_id,
            by=caller.name,
        ),
        now=now,
    )
    return complete_attempt(kept.arrival.pk, now=now)


def _reached(caller: Caller, key: int) -> exams.Attempt:
    if caller.course is None:
        caller.check_may(Act.COMPLETE_ATTEMPT)
        return exams.attempt_known(key)
    return exams.attempt_in(caller.course, key)


def _complete(said: Mapping[str, object]) -> Mapping[str, object]:
    """Fill in what a page that says little means: the work is done, and so is its grading."""
    is_graded = said.get(NAMES.score) is not None
    grading = assessments.Grading.FULLY_GRADED if is_graded else assessments.Grading.PENDING
    usual = {NAMES.activity: assessments.Activity.COMPLETED.value, NAMES.grading: grading.value}
    return {**usual, **{name: value for name, value in said.items() if value is not None}}
