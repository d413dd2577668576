from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from lti_exams.audit import api as audit
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.origins import origin_of, origins_of
from lti_exams.kernel.prepared import Asked, Question
from lti_exams.platforms import rules
from lti_exams.platforms.models import Deployment, Platform
from lti_exams.platforms.rules import DeploymentStatus, NewDeployments, RegisteredBy, Status
from lti_exams.trust import api as trust

_known_deployment = Question(
    lambda: Deployment.objects.filter(
        platform=Asked("platform"), deployment_id=Asked("deployment_id")
    )
)


_MOST_MET = 20


class PlatformAlreadyKnown(LtiExamsError):
    """A registration with this issuer and client id is there already, and is not taken over."""

    code = "platform-already-known"


class ChangedMeanwhile(LtiExamsError):
    """Somebody else changed the registration or the deployment first."""

    code = "platform-changed-meanwhile"


class NoSuchOrigin(LtiExamsError):
    """The origin is not one that was added to this registration."""

    code = "platform-origin-not-bound"


@dataclass(frozen=True, slots=True)
class NewRegistration:
    """What a person knows of an LMS that is registered by hand."""

    name: str
    issuer: str
    client_id: str
    auth_url: str
    token_url: str
    jwks_url: str
    deployments: tuple[str, ...] = field(default=())
    token_audience: str = ""
    family: str = ""
    more_origins: tuple[str, ...] = field(default=())


class ClientIdUnusable(LtiExamsError):
    """A client id is empty, too long or holds characters that no LMS gives out."""

    code = "platform-client-id-unusable"


def checked_client_id(client_id: str) -> str:
    """Return a client id that fits into a request and into the database."""
    if not 0 < len(client_id) <= 255 or not rules.is_printable_ascii(client_id):
        raise ClientIdUnusable()
    return client_id


@transaction.atomic
def register(new: NewRegistration, *, now: datetime) -> Platform:
    """Store a registration that a member of staff vouches for; it may launch at once."""
    _check_addresses(new)
    platform = _stored(
        Platform(
            name=new.name,
            issuer=new.issuer,
            client_id=checked_client_id(new.client_id),
            auth_url=new.auth_url,
            token_url=new.token_url,
            token_audience=new.token_audience,
            key_set=trust.keep_key_set(new.jwks_url),
            family=new.family,
            status=Status.ACTIVE,
            registered_by=RegisteredBy.MANUAL,
            origins=_origins_of(new),
            created_at=now,
        )
    )
    add_deployments(platform, new.deployments, now=now)
    return platform


def _check_addresses(new: NewRegistration) -> None:
    for name in ("issuer", "auth_url", "token_url", "jwks_url"):
        check_address(getattr(new, name), field=name)
    for origin in new.more_origins:
        check_address(origin, field="more_origins")


def _origins_of(new: NewRegistration) -> list[str]:
    return list(
        origins_of(new.issuer, new.auth_url, new.token_url, new.jwks_url, *new.more_origins)
    )


def check_address(url: str, *, field: str) -> str:
    """Return an address that this installation may call."""
    return rules.checked_address(url, field=field, allow_plain=settings.HTTP_ALLOW_PLAIN)


def _stored(platform: Platform) -> Platform:
    try:
        with transaction.atomic():
            platform.save()
    except IntegrityError as error:
        raise PlatformAlreadyKnown(issuer=platform.issuer, client_id=platform.client_id) from error
    return platform


def add_deployments(platform: Platform, ids: Iterable[str], *, now: datetime) -> None:
    """Store deployments that came with the registration; they share its approval."""
    for deployment_id in dict.fromkeys(ids):
        Deployment.objects.create(
            platform=platform,
            deployment_id=rules.checked_deployment_id(deployment_id),
            status=DeploymentStatus.ACTIVE,
            created_at=now,
        )


def move(subject: Platform | Deployment, act: str) -> None:
    """Approve, enable or disable; of two who try at once, one is refused."""
    before, after = subject.status, rules.moved(subject.status, act)
    model = type(subject)
    if not model.objects.filter(pk=subject.pk, status=before).update(status=after):
        raise ChangedMeanwhile()
    subject.status = after


def meet_deployment(platform: Platform, deployment_id: str, *, now: datetime) -> Deployment:
    """Return an active deployment, and keep an unknown one for staff to approve.

    Call it outside a transaction: the refusal of an unknown deployment must not undo its row.
    """
    rules.checked_deployment_id(deployment_id)
    deployment = _known_deployment.one(platform=platform.pk, deployment_id=deployment_id)
    deployment = deployment or _met(platform, deployment_id, now=now)
    rules.check_deployment(deployment.status, deployment_id=deployment_id, platform=platform.pk)
    return deployment


@transaction.atomic
def _met(platform: Platform, deployment_id: str, *, now: datetime) -> Deployment:
    welcome = platform.new_deployments == NewDeployments.AUTO
    status = DeploymentStatus.ACTIVE if welcome else DeploymentStatus.PENDING
    deployment, is_new = Deployment.objects.get_or_create(
        platform=platform,
        deployment_id=deployment_id,
        defaults={"status": status.value, "created_at": now},
    )
    if is_new:
        audit.record(
            actor=platform.key_owner,
            action="deployment.met",
            subject=f"deployment:{deployment.pk}",
            after={"status": deployment.status},
            now=now,
        )
    return deployment


def welcome_new_deployments(platform: Platform, policy: str) -> None:
    """Decide what happens to deployments that are met from now on."""
    rules.check_policy(policy)
    Platform.objects.filter(pk=platform.pk).update(new_deployments=policy)
    platform.new_deployments = policy


def rename(platform: Platform, name: str) -> None:
    """Call a registration something else."""
    Platform.objects.filter(pk=platform.pk).update(name=name)
    platform.name = name


def note_origins(platform: Platform, told: Iterable[str]) -> None:
    """Keep what a launch says of where its LMS serves, so that staff can bind it with one click.

    Some LMSs (eg Canvas) sign in on one host and serve courses and grades on another.
    """
    known = {*platform.origins, *platform.met_origins}
    new = [origin for origin in told if origin not in known]
    if new:
        met = [*platform.met_origins, *new][:_MOST_MET]
        Platform.objects.filter(pk=platform.pk).update(met_origins=met)


def bind_origin(platform: Platform, url: str) -> str:
    """Let bearer tokens and browsers go to one more origin of this LMS."""
    origin = origin_of(check_address(url, field="origin"))
    _change_origins(platform, add=origin)
    return origin


def release_origin(platform: Platform, origin: str) -> None:
    """Take back an origin; those of the registered addresses themselves stay."""
    if origin in registered_origins(platform) or origin not in platform.origins:
        raise NoSuchOrigin(origin=origin)
    _change_origins(platform, remove=origin)


def registered_origins(platform: Platform) -> list[str]:
    """Return the origins of the addresses that the registration itself names."""
    return list(
        origins_of(platform.issuer, platform.auth_url, platform.token_url, platform.key_set.url)
    )


@transaction.atomic
def _change_origins(platform: Platform, *, add: str = "", remove: str = "") -> None:
    held = Platform.objects.select_for_update().get(pk=platform.pk)
    origins = {*held.origins, add} - {remove, ""}
    held.origins = platform.origins = sorted(origins)
    held.met_origins = [origin for origin in held.met_origins if origin not in origins]
    held.save(update_fields=["origins", "met_origins"])
