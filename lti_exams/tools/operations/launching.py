"""A person is launched into a tool: the message prepared, asked for by the tool, and signed."""

import hmac
import json
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime

from django.conf import settings

from lti_exams.accounts.api import User
from lti_exams.kernel.digests import digest_of
from lti_exams.kernel.secrets import decrypt, encrypt
from lti_exams.tools.errors import AuthorisationRefused, ToolIsOff
from lti_exams.tools.models import Tool
from lti_exams.tools.operations.own_keys import signed
from lti_exams.tools.operations.pseudonyms import Whom, pseudonym
from lti_exams.tools.queries import by_client_id, issuer
from lti_exams.tools.rules import authorisation
from lti_exams.tools.rules.forms import AutoPost, Initiation
from lti_exams.tools.rules.messages import (
    Message,
    Platform,
    dated,
    personal_claims,
    prepared_claims,
)
from lti_exams.trust import api as trust

MESSAGE = "tool-message"


def prepare(
    tool: Tool, message: Message, *, person: Whom, session: str, now: datetime
) -> Initiation:
    """Keep a message until the tool asks for it, from the browser of this session, once."""
    if not tool.is_active:
        raise ToolIsOff(name=tool.name)
    message_hint, login_hint = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    trust.issue(
        MESSAGE,
        message_hint,
        now=now,
        lifetime=message.lifetime,
        owner=tool.key,
        payload={
            "login": digest_of(login_hint),
            "session": digest_of(session),
            # It holds what the tool alone may read, and lies here until the tool asks.
            "sealed": encrypt(json.dumps(_claims(tool, message, person))),
        },
    )
    fields = {
        "iss": issuer(),
        "login_hint": login_hint,
        "target_link_uri": message.target,
        "lti_message_hint": message_hint,
        "client_id": tool.client_id,
        "lti_deployment_id": tool.deployment_id,
    }
    return Initiation(action=tool.login_url, fields=fields, origins=tool.origins)


def _claims(tool: Tool, message: Message, person: Whom) -> dict[str, object]:
    return prepared_claims(
        message,
        sub=pseudonym(tool, person),
        deployment_id=tool.deployment_id,
        personal=personal_claims(_held(person), told=tool.told, locale=message.locale),
        custom=tool.custom,
        platform=Platform(
            issuer=issuer(), name=settings.SERVICE_NAME, contact=settings.CONTACT_EMAIL
        ),
    )


def _held(person: Whom) -> dict[str, str]:
    if isinstance(person, User):
        name, given, family = person.get_full_name(), person.first_name, person.last_name
    else:
        name, given, family = person.name, person.given_name, person.family_name
    return {"name": name, "given_name": given, "family_name": family, "email": person.email}


def answer(parameters: Mapping[str, str], *, sessions: Collection[str], now: datetime) -> AutoPost:
    """Answer a tool's authentication request with the message that was prepared for it.

    Of many who ask for the same message, one gets it. `sessions` are those that the browser of the
    request proves to be its own.
    """
    tool = _asking(parameters)
    redirect_uri = _redirect(tool, parameters)
    try:
        kept, session = _kept(tool, parameters, sessions, now=now)
    except AuthorisationRefused as error:
        error.post = _told_to(tool, redirect_uri, parameters, error)
        raise
    claims = dated(
        json.loads(decrypt(kept.payload["sealed"])),
        issuer=issuer(),
        client_id=tool.client_id,
        nonce=parameters["nonce"],
        now=now,
    )
    fields = {"id_token": signed(claims, now=now), **_state(parameters)}
    return AutoPost(redirect_uri, fields, origins=tool.origins, session=session)


def _asking(parameters: Mapping[str, str]) -> Tool:
    tool = by_client_id(parameters.get("client_id", ""))
    if tool is None:
        raise AuthorisationRefused("tool-authorise-client")
    if not tool.is_active:
        raise ToolIsOff(name=tool.name)
    return tool


def _redirect(tool: Tool, parameters: Mapping[str, str]) -> str:
    """Return where the answer may go: character by character one of the registered addresses."""
    redirect_uri = parameters.get("redirect_uri", "")
    if redirect_uri not in tool.redirect_uris:
        raise AuthorisationRefused("tool-authorise-redirect", name=tool.name)
    return redirect_uri


def _kept(
    tool: Tool, parameters: Mapping[str, str], sessions: Collection[str], *, now: datetime
) -> tuple[trust.SingleUse, str]:
    """Find the message that is asked for, check whose it is, and use it up."""
    unmet = authorisation.first_unmet(parameters)
    if unmet:
        raise AuthorisationRefused(unmet.code, oauth=unmet.oauth)
    kept = _alive(trust.recall(MESSAGE, parameters["lti_message_hint"]), tool, now=now)
    if not hmac.compare_digest(kept.payload["login"], digest_of(parameters["login_hint"])):
        raise AuthorisationRefused("tool-authorise-login-hint", oauth="login_required")
    proved = {digest_of(session): session for session in sessions}
    if kept.payload["session"] not in proved:
        raise AuthorisationRefused("tool-authorise-session", oauth="login_required")
    if not trust.burn(kept, now=now):
        raise AuthorisationRefused("tool-authorise-message-used", oauth="login_required")
    return kept, proved[kept.payload["session"]]


def _alive(kept: trust.SingleUse | None, tool: Tool, *, now: datetime) -> trust.SingleUse:
    # Another tool's message is told like one that never was.
    if kept is None or kept.owner != tool.key:
        raise AuthorisationRefused("tool-authorise-message-hint", oauth="invalid_request")
    if kept.used_at is not None:
        raise AuthorisationRefused("tool-authorise-message-used", oauth="login_required")
    if kept.expires_at <= now:
        raise AuthorisationRefused("tool-authorise-message-expired", oauth="login_required")
    return kept


def _told_to(
    tool: Tool, redirect_uri: str, parameters: Mapping[str, str], error: AuthorisationRefused
) -> AutoPost:
    """Tell the tool of a refusal, now that the address is known to be its own."""
    told = {"error": str(error.values["oauth"]), "error_description": error.refusal_code}
    return AutoPost(redirect_uri, {**told, **_state(parameters)}, origins=tool.origins)


def _state(parameters: Mapping[str, str]) -> dict[str, str]:
    return {"state": parameters["state"]} if "state" in parameters else {}
