"""The claims of a message to a tool: what every message carries, and what the caller adds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lti_exams.tools.rules import names
from lti_exams.tools.rules.kinds import Personal

# From signing to reading passes one form post.
TOKEN_LIVES = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Message:
    """What a tool is launched with, besides what every message of ours carries.

    `lifetime` is how long the browser may take from our page to the tool and back.
    """

    message_type: str
    target: str
    claims: Mapping[str, object] = field(default_factory=dict)
    roles: Sequence[str] = (names.LEARNER,)
    locale: str = ""
    lifetime: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Platform:
    """Who we are, as messages say it."""

    issuer: str
    name: str
    contact: str

    def claim(self) -> dict[str, str]:
        told = {
            "guid": self.issuer,
            "name": self.name,
            "url": self.issuer,
            "product_family_code": "lti_exams",
            "contact_email": self.contact,
        }
        return {name: value for name, value in told.items() if value}


def personal_claims(
    held: Mapping[str, str], *, told: Sequence[str], locale: str
) -> dict[str, object]:
    """Return what a tool may be told of a person, as far as we know it."""
    known = {**held, Personal.LOCALE.value: locale}
    return {name: known[name] for name in told if known.get(name)}


def prepared_claims(
    message: Message,
    *,
    sub: str,
    deployment_id: str,
    personal: Mapping[str, object],
    custom: Mapping[str, str],
    platform: Platform,
) -> dict[str, object]:
    """Return the claims of a message that are known before the tool asks for it."""
    claims = dict(message.claims)
    parameters = {**custom, **_part(claims, names.CUSTOM)}
    presentation = _presentation(_part(claims, names.LAUNCH_PRESENTATION), personal)
    return {
        names.TOOL_PLATFORM: platform.claim(),
        **claims,
        **({names.CUSTOM: parameters} if parameters else {}),
        **({names.LAUNCH_PRESENTATION: presentation} if presentation else {}),
        **personal,
        "sub": sub,
        names.MESSAGE_TYPE: message.message_type,
        names.VERSION: "1.3.0",
        names.DEPLOYMENT_ID: deployment_id,
        names.TARGET_LINK_URI: message.target,
        names.ROLES: list(message.roles),
    }


def _presentation(told: Mapping[str, object], personal: Mapping[str, object]) -> dict[str, object]:
    locale = personal.get(Personal.LOCALE.value)
    return {**told, "locale": locale} if locale else dict(told)


def _part(claims: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = claims.get(name)
    return value if isinstance(value, Mapping) else {}


def dated(
    claims: Mapping[str, object], *, issuer: str, client_id: str, nonce: str, now: datetime
) -> dict[str, object]:
    """Return the claims of an id_token that answers one request, at one moment."""
    issued_at = int(now.timestamp())
    return {
        **claims,
        "iss": issuer,
        "aud": client_id,
        "azp": client_id,
        "iat": issued_at,
        "exp": issued_at + int(TOKEN_LIVES.total_seconds()),
        "nonce": nonce,
    }
