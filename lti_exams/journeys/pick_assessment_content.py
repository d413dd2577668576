"""A teacher chooses the questions of an exam inside the tool that has them: Deep Linking."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from lti_exams.assessments import api as assessments
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.open_questions import NotConnected
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.origins import origin_of
from lti_exams.tools import api as tools
from lti_exams.trust import api as trust

_DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
_RESPONSE = "LtiDeepLinkingResponse"
_CHOICE = "content-choice"
# A teacher may read a whole paper before choosing it.
_LIVES = timedelta(hours=4)


class NotAskedFor(LtiExamsError):
    """A choice comes that nobody waits for: of another browser, a second time, or too late."""

    code = "content-not-asked-for"


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody came back with: for which exam, in which launch; no content was cancelled."""

    session: str
    exam: int
    content: assessments.Content | None


@transaction.atomic
def begin_choice(
    caller: Caller, exam: exams.Exam, *, session: str, now: datetime
) -> tools.Initiation:
    """Send a teacher into the tool to choose what the exam opens."""
    caller.check_may(Act.EDIT_EXAMS, exam.course)
    assessment = assessments.assessment_of(exam)
    if assessment is None or assessment.tool is None or caller.person is None:
        raise NotConnected
    secret = secrets.token_urlsafe(24)
    trust.issue(
        _CHOICE,
        secret,
        now=now,
        lifetime=_LIVES,
        owner=assessment.key,
        payload={"exam": exam.pk, "session": session, "by": caller.name},
    )
    message = tools.Message(
        message_type=tools.names.DEEP_LINKING_REQUEST,
        target=assessment.tool.launch_url,
        claims={
            tools.names.CONTEXT: {
                "id": f"course-{exam.course_id}",
                "title": exam.course.title or exam.title,
            },
            f"{_DL}deep_linking_settings": _settings(exam, secret),
        },
        roles=(tools.INSTRUCTOR,),
    )
    return tools.prepare(assessment.tool, message, person=caller.person, session=session, now=now)


def _settings(exam: exams.Exam, secret: str) -> dict[str, object]:
    return {
        "deep_link_return_url": f"{tools.issuer()}/tools/content",
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["window", "iframe"],
        "accept_multiple": False,
        "accept_lineitem": True,
        "title": exam.title,
        "data": secret,
    }


def take_choice(token: str, *, sessions: Collection[str], now: datetime) -> Choice:
    """Keep what was chosen, for the exam that it was chosen for, from the browser that asked."""
    answered = tools.read_from_tool(
        token, kind=tools.ToolKind.ASSESSMENT, audience=tools.issuer(), now=now
    )
    claims = answered.claims
    if claims.get(tools.names.MESSAGE_TYPE) != _RESPONSE:
        raise assessments.ContentRefused(why="not a Deep Linking response")
    asked = _asked(answered.tool, claims.get(f"{_DL}data"), sessions, now=now)
    content = assessments.content_in(
        claims.get(f"{_DL}content_items", []), origins=origins_of(answered.tool)
    )
    choice = Choice(str(asked.payload["session"]), int(asked.payload["exam"]), content)
    _keep(choice, answered.tool, asked, now=now)
    return choice


def _asked(
    tool: tools.Tool, data: object, sessions: Collection[str], *, now: datetime
) -> trust.SingleUse:
    known = trust.find(_CHOICE, data, now=now) if isinstance(data, str) else None
    mine = assessments.by_key(known.owner) if known else None
    if known is None or mine is None or mine.tool != tool:
        raise NotAskedFor
    if known.payload["session"] not in sessions:
        raise NotAskedFor
    return known


def origins_of(tool: tools.Tool) -> set[str]:
    """Return where the content of a tool may lie."""
    addresses = (tool.launch_url, tool.login_url, *tool.redirect_uris)
    return {origin_of(address) for address in addresses}


@transaction.atomic
def _keep(choice: Choice, tool: tools.Tool, asked: trust.SingleUse, *, now: datetime) -> None:
    if not trust.burn(asked, now=now):
        raise NotAskedFor
    exam = exams.Exam.objects.get(pk=choice.exam)
    assessment = assessments.assessment_of(exam)
    # Another assessment may have been chosen for the exam in the meantime.
    if assessment is None or assessment.tool != tool:
        raise NotAskedFor
    if choice.content is not None:
        assessments.choose_content(
            exam, assessment, choice.content, by=str(asked.payload["by"]), now=now
        )
