"""Addresses, made by staff beforehand, that let one LMS register and launch at once."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from lti_exams.accounts.api import User
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms.addresses import addresses
from lti_exams.platforms.models import Invitation, Platform
from lti_exams.platforms.rules import is_printable_ascii
from lti_exams.trust import api as trust

_KIND = "invitation"


class InvitationUnknown(LtiExamsError):
    """The invitation in the registration address is not one of ours, or was used, or is too old."""

    code = "registration-invitation-unknown"


@transaction.atomic
def invite(label: str, *, by: User, now: datetime, lifetime: timedelta) -> tuple[Invitation, str]:
    """Make an invitation; return it with the address that is shown this one time."""
    invitation = Invitation.objects.create(
        label=label, created_by=by, created_at=now, expires_at=now + lifetime
    )
    secret = secrets.token_urlsafe(32)
    trust.issue(_KIND, secret, owner=f"invitation:{invitation.pk}", now=now, lifetime=lifetime)
    return invitation, f"{addresses().register_url}?invitation={secret}"


def check_invitation(secret: str, *, now: datetime) -> Invitation:
    """Return the invitation that a registration address carries while it can be used."""
    known = trust.find(_KIND, secret, now=now) if is_printable_ascii(secret) else None
    invitation = _of(known.owner) if known else None
    if invitation is None or invitation.expires_at <= now:
        raise InvitationUnknown()
    return invitation


def accept_invitation(secret: str, platform: Platform, *, now: datetime) -> bool:
    """Use an invitation for a registration; of several at once, one is told True."""
    used = trust.use(_KIND, secret, now=now) if secret else None
    invitation = _of(used.owner) if used else None
    if invitation is None or invitation.expires_at <= now:
        return False
    invitation.used_by = platform
    invitation.save(update_fields=["used_by"])
    return True


def withdraw_invitation(pk: int, *, now: datetime) -> None:
    """End an invitation that nobody used."""
    Invitation.objects.filter(pk=pk, expires_at__gt=now).update(expires_at=now)


def _of(owner: str) -> Invitation | None:
    return Invitation.objects.filter(pk=int(owner.removeprefix("invitation:"))).first()
