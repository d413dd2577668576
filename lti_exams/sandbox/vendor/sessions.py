"""Proctoring sessions: opened by a launch, moved on by checks, closed by the platform."""

from datetime import datetime

from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool.models import Launch
from lti_exams.sandbox.common.tool.refusals import Refusal
from lti_exams.sandbox.vendor.models import Session, Stage


def open_for(launch: Launch, *, now: datetime) -> Session:
    """Open a session for a person who was sent to us."""
    claims = launch.claims
    return Session.objects.create(
        launch=launch,
        sub=claims["sub"],
        resource_link_id=claims[names.RESOURCE_LINK]["id"],
        attempt_number=claims[names.ATTEMPT_NUMBER],
        opened_at=now,
    )


def move(session: Session, stage: Stage) -> None:
    """Note how far a session has come."""
    session.stage = stage
    session.save(update_fields=["stage"])


def end_by(launch: Launch, *, now: datetime) -> Session:
    """Close the session of the attempt that a platform says is over."""
    claims = launch.claims
    session = Session.objects.filter(
        launch__platform=launch.platform,
        sub=claims["sub"],
        resource_link_id=claims[names.RESOURCE_LINK]["id"],
        attempt_number=claims[names.ATTEMPT_NUMBER],
    ).last()
    if session is None:
        raise Refusal("session-unknown", "No session of ours watches this attempt.", status=404)
    session.stage, session.ended_at = Stage.ENDED, now
    session.errormsg = claims.get(names.ERRORMSG, "")
    session.save(update_fields=["stage", "ended_at", "errormsg"])
    return session


def newest() -> Session:
    """Return the session that was opened last."""
    session = Session.objects.order_by("opened_at").last()
    if session is None:
        raise Refusal("session-unknown", "No session has been opened yet.", status=404)
    return session
