"""A tool says how somebody's work stands: a score to a line item of ours is the completion."""

from collections.abc import Mapping
from datetime import datetime

from lti_exams.assessments import api as assessments
from lti_exams.exams import api as exams
from lti_exams.journeys.complete_attempt import check_fits, complete_attempt
from lti_exams.tools import api as tools

NAMES = assessments.Names(
    score="scoreGiven",
    maximum="scoreMaximum",
    activity="activityProgress",
    grading="gradingProgress",
    said_at="timestamp",
    started_at="submission.startedAt",
    submitted_at="submission.submittedAt",
)


def receive_score(
    tool: tools.Tool, item: assessments.LineItem, said: Mapping[str, object], *, now: datetime
) -> assessments.Arrival:
    """Keep a score and apply it. The same one again changes nothing; an older one is refused."""
    message = assessments.message_in(_flat(said), NAMES, now=now)
    attempt = _meant(tool, item, said.get("userId"))
    check_fits(message, attempt, NAMES)
    kept = assessments.keep(
        assessments.Delivery(
            attempt=attempt,
            message=message,
            channel=assessments.Channel.SCORE_SERVICE,
            source=item.assessment.key,
            delivery_id=f"{item.pk} {attempt.person_id} {message.said_at.isoformat()}",
            by=item.assessment.key,
            line_item=item,
            in_order=True,
        ),
        now=now,
    )
    return complete_attempt(kept.arrival.pk, now=now)


def _flat(said: Mapping[str, object]) -> Mapping[str, object]:
    submission = assessments.object_in(said, "submission")
    told = {f"submission.{name}": value for name, value in submission.items()}
    return {**said, **told, "evidence": None}


def _meant(tool: tools.Tool, item: assessments.LineItem, sub: object) -> exams.Attempt:
    """Return the attempt that a tool means: of a person whom it knows from us, at this link."""
    person = tools.person_behind(tool, sub) if isinstance(sub, str) else None
    attempt = assessments.attempt_under(item, person.pk) if person else None
    if attempt is None:
        raise assessments.MessageRefused("completion-person-unknown", field="userId")
    return attempt
