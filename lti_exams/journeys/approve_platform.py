"""Staff decide: which registrations and deployments may launch, and where tokens may go."""

from datetime import datetime

from django.db import transaction

from lti_exams.accounts.api import User
from lti_exams.audit import api as audit
from lti_exams.journeys import access
from lti_exams.platforms import api as platforms


@transaction.atomic
def decide_about_platform(platform_id: int, act: str, *, by: User, now: datetime) -> None:
    """Approve, enable or disable a registration."""
    access.check_may(by, access.Act.DECIDE_ABOUT_PLATFORM)
    platform = platforms.by_id(platform_id)
    _move(platform, act, subject=platform.key_owner, by=by, now=now)


@transaction.atomic
def decide_about_deployment(
    deployment_id: int, act: str, *, by: User, now: datetime
) -> platforms.Deployment:
    """Approve, enable or disable one installation inside a registration."""
    access.check_may(by, access.Act.DECIDE_ABOUT_DEPLOYMENT)
    deployment = platforms.deployment_by_id(deployment_id)
    _move(deployment, act, subject=f"deployment:{deployment.pk}", by=by, now=now)
    return deployment


def _move(
    what: platforms.Platform | platforms.Deployment,
    act: str,
    *,
    subject: str,
    by: User,
    now: datetime,
) -> None:
    before = what.status
    platforms.move(what, act)
    audit.record(
        actor=access.actor(by),
        action=f"{subject.partition(':')[0]}.{act}",
        subject=subject,
        before={"status": before},
        after={"status": what.status},
        now=now,
    )


@transaction.atomic
def rename_platform(platform_id: int, name: str, *, by: User, now: datetime) -> None:
    """Call a registration something else; the LMS never learns of it."""
    access.check_may(by, access.Act.REGISTER_PLATFORM)
    platform = platforms.by_id(platform_id)
    before = platform.name
    platforms.rename(platform, name)
    audit.record(
        actor=access.actor(by),
        action="platform.renamed",
        subject=platform.key_owner,
        before={"name": before},
        after={"name": name},
        now=now,
    )


@transaction.atomic
def welcome_new_deployments(platform_id: int, policy: str, *, by: User, now: datetime) -> None:
    """Decide whether new deployments of a registration wait for staff or launch at once."""
    access.check_may(by, access.Act.DECIDE_ABOUT_PLATFORM)
    platform = platforms.by_id(platform_id)
    before = platform.new_deployments
    platforms.welcome_new_deployments(platform, policy)
    audit.record(
        actor=access.actor(by),
        action="platform.new-deployments",
        subject=platform.key_owner,
        before={"new_deployments": before},
        after={"new_deployments": policy},
        now=now,
    )


@transaction.atomic
def bind_origin(platform_id: int, url: str, *, by: User, now: datetime) -> str:
    """Let bearer tokens and browsers go to one more origin of an LMS."""
    access.check_may(by, access.Act.BIND_ORIGIN)
    platform = platforms.by_id(platform_id)
    origin = platforms.bind_origin(platform, url)
    _record_origin("platform.origin-bound", platform, origin, by=by, now=now)
    return origin


@transaction.atomic
def release_origin(platform_id: int, origin: str, *, by: User, now: datetime) -> None:
    """Take back an origin that staff added."""
    access.check_may(by, access.Act.BIND_ORIGIN)
    platform = platforms.by_id(platform_id)
    platforms.release_origin(platform, origin)
    _record_origin("platform.origin-released", platform, origin, by=by, now=now)


def _record_origin(
    action: str, platform: platforms.Platform, origin: str, *, by: User, now: datetime
) -> None:
    audit.record(
        actor=access.actor(by),
        action=action,
        subject=platform.key_owner,
        after={"origin": origin},
        now=now,
    )
