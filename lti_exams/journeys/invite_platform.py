"""Staff make and withdraw addresses with which an LMS registers itself."""

from datetime import datetime, timedelta

from django.db import transaction

from lti_exams.accounts.api import User
from lti_exams.audit import api as audit
from lti_exams.journeys import access
from lti_exams.platforms import api as platforms


@transaction.atomic
def invite_platform(label: str, *, by: User, now: datetime, lifetime: timedelta) -> str:
    """Return a registration address that works once; it is not stored and not shown again."""
    access.check_may(by, access.Act.INVITE_PLATFORM)
    invitation, address = platforms.invite(label, by=by, now=now, lifetime=lifetime)
    audit.record(
        actor=access.actor(by),
        action="invitation.made",
        subject=f"invitation:{invitation.pk}",
        after={"label": label},
        now=now,
    )
    return address


@transaction.atomic
def withdraw_invitation(invitation_id: int, *, by: User, now: datetime) -> None:
    """End an invitation before it is used."""
    access.check_may(by, access.Act.INVITE_PLATFORM)
    platforms.withdraw_invitation(invitation_id, now=now)
    audit.record(
        actor=access.actor(by),
        action="invitation.withdrawn",
        subject=f"invitation:{invitation_id}",
        now=now,
    )
