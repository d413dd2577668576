"""A score that has not come is asked for: by a call, a letter, or by telling staff whom to ask."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from lti_exams.assessments import api as assessments
from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.open_questions import completion_url
from lti_exams.kernel import http
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.remote import RemoteError
from lti_exams.outbox import api as outbox

NOT_OFTENER = timedelta(hours=1)


class AskedAlready(LtiExamsError):
    """The score of an attempt was asked for a moment ago."""

    code = "score-asked-already"


class Way(StrEnum):
    """How a score was asked for."""

    CALL = "call"
    # The call was made, and nobody there took it.
    CALL_FAILED = "call-failed"
    LETTER = "letter"
    # Nobody is known who could be asked: staff look into the tool, or enter the score.
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was done about a score that has not come."""

    way: Way
    whom: str = ""


def ask_again(caller: Caller, attempt: exams.Attempt, *, now: datetime) -> Asked:
    """Ask whoever keeps the questions for a score, at most once an hour."""
    asked, assessment = _noted(caller, attempt, now=now)
    if asked.way is Way.CALL and assessment is not None:
        # Outside the transaction: nobody's database waits for somebody else's server.
        return asked if _called(assessment, attempt, now=now) else Asked(Way.CALL_FAILED)
    return asked


@transaction.atomic
def _noted(
    caller: Caller, attempt: exams.Attempt, *, now: datetime
) -> tuple[Asked, assessments.Assessment | None]:
    caller.check_may(Act.ENTER_SCORES, attempt.exam.course)
    assessment = assessments.assessment_of(attempt.exam)
    asked = _way(assessment)
    if not assessments.note_asked(attempt, not_since=now - NOT_OFTENER, now=now):
        raise AskedAlready
    if asked.way is Way.LETTER:
        outbox.send_email(_letter(attempt, asked.whom, now=now), now=now)
    audit.record(
        actor=caller.name,
        action="attempt.score-asked",
        subject=attempt.key,
        after={"way": asked.way.value},
        now=now,
    )
    return asked, assessment


def _way(assessment: assessments.Assessment | None) -> Asked:
    if assessment is None:
        return Asked(Way.NOBODY)
    if assessment.ask_address:
        return Asked(Way.CALL)
    email = assessment.contact_email or (assessment.tool.support_email if assessment.tool else "")
    return Asked(Way.LETTER, email) if email else Asked(Way.NOBODY)


def _letter(attempt: exams.Attempt, to: str, *, now: datetime) -> outbox.Letter:
    """Name the work by what its keeper knows it by, and no person."""
    link = str(assessments.Link(attempt.exam_id, attempt.sitting))
    words = _(
        "A score has not come back to us.\n\nExam: %(exam)s (link %(link)s)\nAttempt: %(attempt)s\n"
        "Handed in: %(ended)s\n\nPlease send the score again, to the line item of the link or to\n"
        "%(url)s"
    ) % {
        "exam": attempt.exam.title,
        "link": link,
        "attempt": attempt.pk,
        "ended": attempt.ended_at.isoformat() if attempt.ended_at else "",
        "url": completion_url(attempt),
    }
    return outbox.Letter(
        type="assessment.score-asked",
        key=f"score-asked:{attempt.pk}:{int(now.timestamp())}",
        subject=attempt.key,
        to=to,
        title=_("A score that has not come: %(exam)s") % {"exam": attempt.exam.title},
        text=words,
    )


def _called(assessment: assessments.Assessment, attempt: exams.Attempt, *, now: datetime) -> bool:
    key, at = uuid4().hex, str(int(now.timestamp()))
    body = json.dumps(
        {
            "type": "score.asked",
            "exam": attempt.exam_id,
            "link": str(assessments.Link(attempt.exam_id, attempt.sitting)),
            "attempt": attempt.pk,
            "completion_url": completion_url(attempt),
            "timestamp": now.isoformat(),
        }
    ).encode()
    headers = {"Content-Type": "application/json", "webhook-id": key, "webhook-timestamp": at}
    if assessment.secret:
        headers["webhook-signature"] = assessments.signatures.signature(
            assessment.secret, key=key, at=at, body=body
        )
    try:
        return http.post(assessment.ask_address, data=body, headers=headers).ok
    except RemoteError:
        return False
