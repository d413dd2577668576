"""Tools that staff ask to register themselves: invited, let in once, and then waiting."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from lti_exams.accounts.api import User
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.origins import with_query
from lti_exams.kernel.strictjson import strict_json
from lti_exams.tools.errors import RegistrationRefused, ToolUnusable
from lti_exams.tools.models import Invitation, Tool
from lti_exams.tools.operations.registrations import NewTool, register
from lti_exams.tools.queries import issuer
from lti_exams.tools.rules import dynamic
from lti_exams.tools.rules.kinds import RegisteredBy, ToolKind
from lti_exams.tools.rules.registrations import checked_address
from lti_exams.trust import api as trust

_KIND = "tool-invitation"
_LONGEST_TOKEN = 200


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """Which tool is invited, for what, and where it registers."""

    kind: ToolKind
    label: str
    registration_url: str


def openid_configuration() -> dict[str, object]:
    """Return what a tool that registers itself reads of us."""
    return dynamic.configuration(issuer=issuer(), name=settings.SERVICE_NAME)


@transaction.atomic
def invite(
    new: NewInvitation, *, by: User, now: datetime, lifetime: timedelta
) -> tuple[Invitation, str]:
    """Make an invitation; return it with the tool's address that staff open this one time."""
    url = checked_address(
        new.registration_url, field="registration_url", allow_plain=settings.HTTP_ALLOW_PLAIN
    )
    invitation = Invitation.objects.create(
        kind=ToolKind(new.kind).value,
        label=new.label,
        registration_url=url,
        created_by=by,
        created_at=now,
        expires_at=now + lifetime,
    )
    secret = secrets.token_urlsafe(32)
    trust.issue(_KIND, secret, owner=f"{_KIND}:{invitation.pk}", now=now, lifetime=lifetime)
    ours = {
        "openid_configuration": f"{issuer()}/tools/.well-known/openid-configuration",
        "registration_token": secret,
    }
    return invitation, with_query(url, ours)


def withdraw_invitation(pk: int, *, now: datetime) -> None:
    """End an invitation that nobody used."""
    Invitation.objects.filter(pk=pk, used_by=None, expires_at__gt=now).update(expires_at=now)


def register_invited(body: bytes, *, authorization: str, now: datetime) -> dict[str, object]:
    """Store what an invited tool tells of itself; the invitation is used up only if it is good."""
    secret, invitation = _invited(authorization, now=now)
    told = dynamic.read_registration(_read(body))
    try:
        tool = _registered(told, secret, invitation, now=now)
    except (ToolUnusable, trust.PastedKeysUnusable) as error:
        error.values["oauth"] = _oauth(error)
        raise
    return dynamic.answered(
        told,
        client_id=tool.client_id,
        deployment_id=tool.deployment_id,
        kind=tool.kind,
        target=tool.launch_url,
    )


def _oauth(error: LtiExamsError) -> str:
    is_redirect = error.values.get("field") == "redirect_uris"
    return "invalid_redirect_uri" if is_redirect else "invalid_client_metadata"


def _invited(authorization: str, *, now: datetime) -> tuple[str, Invitation]:
    kind, _, secret = authorization.strip().partition(" ")
    readable = kind.lower() == "bearer" and 0 < len(secret) <= _LONGEST_TOKEN
    known = trust.find(_KIND, secret, now=now) if readable else None
    invitation = _of(known.owner) if known else None
    if invitation is None or invitation.expires_at <= now:
        raise RegistrationRefused("tool-registration-token", oauth="invalid_token")
    return secret, invitation


def _of(owner: str) -> Invitation | None:
    return Invitation.objects.filter(pk=int(owner.partition(":")[2])).first()


def _read(body: bytes) -> object:
    try:
        return strict_json(body)
    except LtiExamsError as error:
        raise RegistrationRefused(
            "tool-registration-unreadable", field="document", oauth="invalid_client_metadata"
        ) from error


@transaction.atomic
def _registered(told: dynamic.Told, secret: str, invitation: Invitation, *, now: datetime) -> Tool:
    if not trust.use(_KIND, secret, now=now):
        raise RegistrationRefused("tool-registration-token", oauth="invalid_token")
    kind = ToolKind(invitation.kind)
    tool = register(
        NewTool(
            kind=kind,
            name=told.name,
            login_url=told.login_url,
            launch_url=told.launch_url,
            dashboard_url=told.dashboard_url if kind is ToolKind.PROCTORING else "",
            redirect_uris=told.redirect_uris,
            jwks_url=told.jwks_url,
            support_email=told.support_email,
            custom=told.custom,
        ),
        by=f"{_KIND}:{invitation.pk}",
        now=now,
        registered_by=RegisteredBy.DYNAMIC,
    )
    invitation.used_by = tool
    invitation.save(update_fields=["used_by"])
    return tool
