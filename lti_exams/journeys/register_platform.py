"""A member of staff, or a command, registers an LMS by hand."""

from datetime import datetime

from django.db import transaction

from lti_exams.accounts.api import User
from lti_exams.audit import api as audit
from lti_exams.journeys import access
from lti_exams.platforms import api as platforms
from lti_exams.trust import api as trust


@transaction.atomic
def register_platform(
    new: platforms.NewRegistration, *, by: User | None, now: datetime
) -> platforms.Platform:
    """Store the registration and its first key pair; it may launch from now on."""
    if by:
        access.check_may(by, access.Act.REGISTER_PLATFORM)
    platform = platforms.register(new, now=now)
    trust.make_key_pair(platform.key_owner, now=now)
    audit.record(
        actor=access.actor(by),
        action="platform.registered",
        subject=platform.key_owner,
        after={"issuer": platform.issuer, "client_id": platform.client_id},
        now=now,
    )
    return platform
