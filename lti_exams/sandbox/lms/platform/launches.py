"""Sending somebody to a tool: the login initiation, and what its hint stands for."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from lti_exams.sandbox.lms.models import PendingLaunch, Site
from lti_exams.sandbox.lms.platform import claims
from lti_exams.sandbox.lms.profiles.base import Profile

HINT_LIVES = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class LoginInitiation:
    """The first request of a launch, as the person's browser will send it."""

    method: str
    url: str
    parameters: dict[str, str]


def prepare(launch: PendingLaunch, *, profile: Profile, now: datetime) -> PendingLaunch:
    """Remember a launch under a hint that nobody can guess."""
    launch.hint = profile.message_hint(secrets.token_urlsafe(16), Site.number())
    launch.created_at = now
    launch.save()
    return launch


def login_initiation(launch: PendingLaunch, *, profile: Profile) -> LoginInitiation:
    """Return the login initiation of a launch that was prepared."""
    tool = launch.deployment.tool
    parameters = {
        "iss": tool.issuer,
        "client_id": tool.client_id,
        "login_hint": launch.person.sub,
        "target_link_uri": claims.target_of(launch),
        "lti_message_hint": launch.hint,
    }
    parameters |= dict.fromkeys(profile.deployment_parameters, launch.deployment.deployment_id)
    if Site.current().platform_storage:
        parameters["lti_storage_target"] = profile.storage_target
    return LoginInitiation(profile.login_method, tool.login_url, parameters)


def find(hint: str, *, now: datetime) -> PendingLaunch | None:
    """Return the launch that a hint stands for, while it is fresh."""
    fresh = PendingLaunch.objects.filter(hint=hint, created_at__gt=now - HINT_LIVES)
    return fresh.select_related("deployment__tool", "person", "about", "course", "link").first()
