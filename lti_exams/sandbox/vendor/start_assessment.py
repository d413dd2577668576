"""LtiStartAssessment: what the vendor says when a person may begin."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from lti_exams.sandbox.common import environment
from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool import journal, keys
from lti_exams.sandbox.common.tool.drafts import Draft
from lti_exams.sandbox.vendor import behaviour
from lti_exams.sandbox.vendor.models import Session, Stage

MESSAGE_LIFE = timedelta(minutes=5)
UNALTERED = (names.RESOURCE_LINK, names.ATTEMPT_NUMBER, names.SESSION_DATA)
IDENTITY = ("given_name", "family_name", "name", "email")


def draft(session: Session, *, now: datetime) -> Draft:
    """Write an honest LtiStartAssessment."""
    platform, moment = session.launch.platform, int(now.timestamp())
    claims = {
        "iss": platform.client_id,
        "aud": [platform.issuer],
        "iat": moment,
        "exp": moment + int(MESSAGE_LIFE.total_seconds()),
        "nonce": secrets.token_urlsafe(24),
        names.MESSAGE_TYPE: "LtiStartAssessment",
        names.VERSION: "1.3.0",
        names.DEPLOYMENT_ID: session.claim(names.DEPLOYMENT_ID),
        **{name: session.claim(name) for name in UNALTERED},
    }
    return Draft(claims | _optional(session), keys.own_key())


def seal(session: Session, message: Draft, *, now: datetime) -> dict[str, str]:
    """Sign the message, note it, and return the form that the browser posts."""
    token = message.signed()
    session.start_token, session.stage = token, Stage.STARTED
    session.save(update_fields=["start_token", "stage"])
    url = session.claim(names.START_ASSESSMENT_URL)
    journal.sent("start-assessment", now=now, url=url, claims=message.claims, JWT=token)
    return {"JWT": token}


def _optional(session: Session) -> dict[str, Any]:
    claims: dict[str, Any] = {}
    if behaviour.chosen("azp"):
        claims["azp"] = session.launch.platform.issuer
    if behaviour.chosen("end_assessment_return"):
        claims[names.END_ASSESSMENT_RETURN] = True
    if behaviour.chosen("verified_user") != "none":
        claims[names.VERIFIED_USER] = _verified_user(session)
    return claims


def _verified_user(session: Session) -> dict[str, str]:
    sent = {name: session.claim(name) for name in IDENTITY}
    seen = {name: value for name, value in sent.items() if value}
    seen["picture"] = f"{environment.origin()}/static/vendor/face.svg"
    if behaviour.chosen("verified_user") == "different":
        seen.update(given_name="Somebody", family_name="Else", name="Somebody Else")
    return seen
