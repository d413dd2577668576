"""From the page of an exam to its questions: by a launch into a tool, or with an access token."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from lti_exams.assessments import api as assessments
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.issue_access_token import NoAccessToExam, issue_access_token
from lti_exams.journeys.take_seat import check_place, check_sits_here
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.origins import origin_of
from lti_exams.tools import api as tools

_AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
# Where nobody gives the questions out by hand.
OPENED_FROM_HERE = frozenset({assessments.Way.LTI, assessments.Way.OUTSIDE})
_SCOPES = (tools.LINE_ITEM, tools.RESULT_READ, tools.SCORE)


class NotConnected(LtiExamsError):
    """The questions of an exam lie nowhere that can be opened from here."""

    code = "assessment-not-connected"


@dataclass(frozen=True, slots=True)
class Handed:
    """The form with which a browser brings an access token to a page outside."""

    action: str
    fields: Mapping[str, str] = field(repr=False)

    @property
    def origins(self) -> tuple[str, ...]:
        return (origin_of(self.action),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """From where somebody goes to the questions, and where they come back to."""

    session: str
    device: str
    presented: exams.Presented
    back: str
    locale: str = ""


def way_of(exam: exams.Exam) -> assessments.Way | None:
    """Say where the questions of an exam can be opened from here, if they can."""
    assessment = assessments.assessment_of(exam)
    if assessment is None or not assessment.is_active:
        return None
    return assessments.Way(assessment.way)


@transaction.atomic
def open_questions(
    caller: Caller, attempt: exams.Attempt, seat: Seat, *, now: datetime
) -> tools.Initiation | Handed:
    """Send whoever sits an exam to its questions, as long as the attempt is open at this device."""
    _check_is_open(caller, attempt, seat, now=now)
    assessment = assessments.assessment_of(attempt.exam)
    if assessment is None or not assessment.is_active:
        raise NotConnected
    assessments.note_opened(attempt, now=now)
    if assessment.tool is not None:
        return _launched(assessment, attempt, seat, now=now)
    if assessment.way == assessments.Way.OUTSIDE:
        return _handed(caller, assessment, attempt, seat, now=now)
    raise NotConnected


def _check_is_open(caller: Caller, attempt: exams.Attempt, seat: Seat, *, now: datetime) -> None:
    if caller.person is None or attempt.person_id != caller.person.pk:
        raise exams.NoSuchAttempt
    # A rehearsal may be before the exam, and in any browser: it would give the questions away.
    if attempt.purpose == exams.Purpose.REHEARSAL:
        raise NoAccessToExam
    check_sits_here(attempt, device=seat.device, now=now)
    check_place(attempt, seat.presented, now=now)
    if exams.time_left(attempt, now=now).status is not exams.Status.STARTED:
        raise NoAccessToExam


def _launched(
    assessment: assessments.Assessment, attempt: exams.Attempt, seat: Seat, *, now: datetime
) -> tools.Initiation:
    assert assessment.tool is not None  # noqa: S101 - asked for tools alone
    is_preview = attempt.purpose == exams.Purpose.PREVIEW
    item = assessments.counting_item(assessment, attempt.exam, attempt.sitting, now=now)
    claims = {
        **link_claims(item),
        tools.names.CUSTOM: _custom(assessment, attempt, now=now),
        tools.names.LAUNCH_PRESENTATION: {"document_target": "window", "return_url": seat.back},
    }
    message = tools.Message(
        message_type=tools.names.RESOURCE_LINK_REQUEST,
        target=target_of(assessment, attempt.exam),
        claims=claims,
        # Whoever previews sits nothing: the tool must not count them among the learners.
        roles=(tools.INSTRUCTOR,) if is_preview else (tools.LEARNER,),
        locale=seat.locale,
    )
    return tools.prepare(
        assessment.tool, message, person=attempt.person, session=seat.session, now=now
    )


def target_of(assessment: assessments.Assessment, exam: exams.Exam) -> str:
    """Return the address at a tool or a page outside at which an exam's questions open."""
    chosen = assessments.content_of(exam, assessment)
    if chosen and chosen.address:
        return chosen.address
    return assessment.tool.launch_url if assessment.tool else assessment.address


def link_claims(item: assessments.LineItem) -> dict[str, object]:
    """Return what every launch says of an exam's link, its course, and its line items."""
    exam = item.exam
    return {
        tools.names.RESOURCE_LINK: {
            "id": str(assessments.Link(item.exam_id, item.sitting)),
            "title": exam.title,
        },
        tools.names.CONTEXT: {
            "id": f"course-{exam.course_id}",
            "title": exam.course.title or exam.title,
            "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"],
        },
        _AGS: {
            "scope": list(_SCOPES),
            "lineitems": assessments.addresses_of(item.exam_id, item.sitting),
            "lineitem": assessments.address_of(item),
        },
    }


def _custom(
    assessment: assessments.Assessment, attempt: exams.Attempt, *, now: datetime
) -> dict[str, str]:
    """Return the parameters of what was chosen, and what tells one sitting from another."""
    chosen = assessments.content_of(attempt.exam, assessment)
    end = exams.time_left(attempt, now=now).deadline
    return {
        **(chosen.custom if chosen else {}),
        "attempt": str(attempt.sitting),
        "completion_url": completion_url(attempt),
        **({"deadline": end.isoformat()} if end else {}),
    }


def completion_url(attempt: exams.Attempt) -> str:
    """Return the address at which the completion of an attempt is told."""
    return f"{tools.issuer()}/api/v1/attempts/{attempt.pk}/completion"


def _handed(
    caller: Caller,
    assessment: assessments.Assessment,
    attempt: exams.Attempt,
    seat: Seat,
    *,
    now: datetime,
) -> Handed:
    token = issue_access_token(
        caller,
        attempt.exam,
        [attempt],
        device=seat.device,
        presented=seat.presented,
        now=now,
        more={"return_url": seat.back, "completion_url": completion_url(attempt)},
    )
    return Handed(target_of(assessment, attempt.exam), {"exam_access_token": token.token})


@transaction.atomic
def look_into_tool(
    caller: Caller, exam: exams.Exam, *, session: str, back: str, sitting: int = 1, now: datetime
) -> tools.Initiation:
    """Let a teacher into the tool as one who teaches, to look at the work or to grade it there."""
    caller.check_may(Act.SEE_ATTEMPTS, exam.course)
    assessment = assessments.assessment_of(exam)
    if assessment is None or assessment.tool is None or caller.person is None:
        raise NotConnected
    chosen = assessments.content_of(exam, assessment)
    item = assessments.counting_item(assessment, exam, sitting, now=now)
    message = tools.Message(
        message_type=tools.names.RESOURCE_LINK_REQUEST,
        target=target_of(assessment, exam),
        claims={
            **link_claims(item),
            **({tools.names.CUSTOM: dict(chosen.custom)} if chosen and chosen.custom else {}),
            tools.names.LAUNCH_PRESENTATION: {"document_target": "window", "return_url": back},
        },
        roles=(tools.INSTRUCTOR,),
    )
    return tools.prepare(assessment.tool, message, person=caller.person, session=session, now=now)
