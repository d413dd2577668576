"""What Hawkeye does, each from drafting to sending, honestly or not."""

from datetime import datetime
from typing import Any

from lti_exams.sandbox.common.tool import tokens
from lti_exams.sandbox.common.tool.models import AccessToken, Platform
from lti_exams.sandbox.vendor import control_service, start_assessment
from lti_exams.sandbox.vendor.misbehaviours import table
from lti_exams.sandbox.vendor.models import ControlCall, Session

UNAUTHORISED = 401


def let_begin(session: Session, *, now: datetime) -> dict[str, str]:
    """Write the form with which a person's browser starts the assessment."""
    message = start_assessment.draft(session, now=now)
    table.spoil("start", message, platform=session.launch.platform, session=session)
    return start_assessment.seal(session, message, now=now)


def control(
    session: Session, action: str, details: dict[str, Any], *, now: datetime
) -> list[ControlCall]:
    """Tell the platform what is to become of an attempt."""
    call = control_service.draft(session, action, details, now=now)
    table.spoil("control", call, platform=session.launch.platform, session=session)
    if "Authorization" in call.headers:
        return control_service.send(session, call, now=now)
    return _control_with_token(session, call, now)


def _control_with_token(
    session: Session, call: control_service.Call, now: datetime
) -> list[ControlCall]:
    platform = session.launch.platform
    control_service.authorise(call, token_for(platform, call.scope, now=now))
    answers = control_service.send(session, call, now=now)
    if answers[0].status != UNAUTHORISED:
        return answers
    control_service.authorise(call, new_token(platform, call.scope, now=now))
    return control_service.send(session, call, now=now)


def token_for(platform: Platform, scope: str, *, now: datetime) -> AccessToken:
    """Return a token that is still good, or a new one."""
    return tokens.held(platform, scope, now=now) or new_token(platform, scope, now=now)


def new_token(platform: Platform, scope: str, *, now: datetime) -> AccessToken:
    """Ask for a token, honestly or not, and keep it."""
    request = tokens.draft(platform, scope, now=now)
    table.spoil("token", request, platform=platform)
    return tokens.keep(platform, request, tokens.ask(platform, request, now=now), now=now)


def try_token(platform: Platform, scope: str, *, now: datetime) -> tokens.TokenAnswer:
    """Ask for a token and return the answer, whatever it is."""
    request = tokens.draft(platform, scope, now=now)
    table.spoil("token", request, platform=platform)
    return tokens.ask(platform, request, now=now)
