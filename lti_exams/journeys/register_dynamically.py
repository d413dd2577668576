"""An LMS registers us by itself, its administrator looking on."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms import api as platforms
from lti_exams.trust import api as trust


@dataclass(frozen=True, slots=True)
class RegistrationRequest:
    """What the LMS put into the address that its administrator opened."""

    configuration_url: str
    token: str = ""
    invitation: str = ""


def look_at(request: RegistrationRequest, *, now: datetime) -> platforms.Configuration:
    """Return who is asking, for its administrator to confirm; nothing is stored."""
    if request.invitation:
        platforms.check_invitation(request.invitation, now=now)
    return platforms.fetch_configuration(request.configuration_url)


def register_dynamically(
    request: RegistrationRequest, *, name: str, description: str, contact: str, now: datetime
) -> platforms.Platform:
    """Register with the LMS; the registration waits for staff, unless they invited it."""
    configuration = look_at(request, now=now)
    platform = _prepared(configuration, now=now)
    offer = platforms.Offer(
        name=name,
        description=description,
        contact=contact,
        addresses=platforms.addresses(platform),
    )
    extension = platforms.extension_for(configuration.family, offer)
    registration = platforms.tool_registration(offer, configuration, extension)
    try:
        answer = platforms.send_registration(configuration, registration, token=request.token)
        _settle(platform, answer, request, now=now)
    except LtiExamsError:
        platforms.abandon_registration(platform)
        raise
    return platform


@transaction.atomic
def _prepared(configuration: platforms.Configuration, *, now: datetime) -> platforms.Platform:
    """Make the key pair first: the LMS may read our key set before it answers."""
    platform = platforms.begin_registration(configuration, now=now)
    trust.make_key_pair(platform.key_owner, now=now)
    return platform


@transaction.atomic
def _settle(
    platform: platforms.Platform,
    answer: platforms.RegistrationAnswer,
    request: RegistrationRequest,
    *,
    now: datetime,
) -> None:
    platforms.finish_registration(platform, answer, now=now)
    is_invited = platforms.accept_invitation(request.invitation, platform, now=now)
    # Where the LMS names foreign hosts, only a person may decide, whoever invited it.
    if is_invited and not platform.warnings:
        platforms.move(platform, "approve")
    audit.record(
        actor=platform.key_owner,
        action="platform.registered",
        subject=platform.key_owner,
        after={"issuer": platform.issuer, "status": platform.status},
        now=now,
    )
