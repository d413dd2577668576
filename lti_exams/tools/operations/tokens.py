"""The access tokens of tools: granted against a signed assertion, and shown with each call."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lti_exams.kernel.digests import digest_of
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.prepared import Asked, Question
from lti_exams.tools.errors import TokenRequestRefused, ToolTokenRefused
from lti_exams.tools.models import AccessToken, Tool
from lti_exams.tools.queries import by_client_id, issuer
from lti_exams.tools.rules import assertions
from lti_exams.tools.rules.kinds import scopes_of
from lti_exams.trust import api as trust

TOKEN_LIVES = timedelta(hours=1)
_JTI = "tool-assertion"
_LONGEST_BEARER = 200

_known = Question(lambda: AccessToken.objects.select_related("tool").filter(digest=Asked("digest")))


@dataclass(frozen=True, slots=True)
class Granted:
    """An access token as it is told this one time."""

    token: str
    scopes: tuple[str, ...]
    expires_in: int


def token_address() -> str:
    return f"{issuer()}/tools/token"


def grant_token(asked: Mapping[str, str], *, now: datetime) -> Granted:
    """Give a tool a token for what it asks and its kind may have (RFC 7523, RFC 6749 4.4).

    Call it outside a transaction: the tool's keys may have to be fetched.
    """
    unmet = assertions.first_unmet(asked)
    if unmet:
        raise TokenRequestRefused(unmet.code, oauth=unmet.oauth)
    tool = _vouched_for(asked["client_assertion"], asked.get("client_id"), now=now)
    scopes = assertions.granted(asked.get("scope", ""), may=scopes_of(tool.kind))
    if not scopes:
        raise TokenRequestRefused("tool-token-scope", oauth="invalid_scope")
    return _granted(tool, scopes, now=now)


def _vouched_for(assertion: str, client_id: str | None, *, now: datetime) -> Tool:
    tool = _claimed_by(assertion, client_id)
    claims = _verified(assertion, tool, now=now)
    failing = assertions.first_failing(
        claims,
        assertions.Expected(
            client_id=tool.client_id,
            deployment_id=tool.deployment_id,
            audiences=frozenset({token_address(), issuer()}),
            now=now.timestamp(),
        ),
    )
    if failing:
        raise _invalid_client(failing.code)
    _use_up(tool, claims, now=now)
    return tool


def _claimed_by(assertion: str, client_id: str | None) -> Tool:
    """Find whose keys the assertion must be signed with; nothing else in it is believed yet."""
    try:
        claimed = trust.unverified_claims(assertion).get("iss")
    except trust.TokenRefused as error:
        raise _invalid_client("tool-token-assertion") from error
    tool = by_client_id(claimed) if isinstance(claimed, str) else None
    if tool is None or not tool.is_active or client_id not in (None, "", claimed):
        raise _invalid_client("tool-token-client")
    return tool


def _verified(assertion: str, tool: Tool, *, now: datetime) -> Mapping[str, object]:
    try:
        return trust.verify(assertion, tool.key_set, now=now).claims
    except trust.TokenRefused as error:
        raise _invalid_client("tool-token-signature") from error
    except trust.KeysUnavailable as error:
        raise _invalid_client("tool-token-keys-unavailable") from error


def _use_up(tool: Tool, claims: Mapping[str, object], *, now: datetime) -> None:
    lifetime = timedelta(seconds=assertions.remembered_for(claims, now=now.timestamp()))
    if not trust.first_time(
        _JTI, f"{tool.client_id} {claims['jti']}", now=now, lifetime=lifetime, owner=tool.key
    ):
        raise _invalid_client("tool-token-jti-used")


def _invalid_client(code: str) -> LtiExamsError:
    return TokenRequestRefused(code, oauth="invalid_client")


def _granted(tool: Tool, scopes: Collection[str], *, now: datetime) -> Granted:
    # Tools ask every hour at most, so whatever is stale goes with the next request.
    tool.access_tokens.filter(expires_at__lte=now).delete()
    token = secrets.token_urlsafe(32)
    AccessToken.objects.create(
        tool=tool, digest=digest_of(token), scopes=sorted(scopes), expires_at=now + TOKEN_LIVES
    )
    return Granted(
        token=token,
        scopes=tuple(sorted(scopes)),
        expires_in=int(TOKEN_LIVES.total_seconds()),
    )


def bearer(authorization_header: str, *, scopes: Collection[str], now: datetime) -> Tool:
    """Return the tool that calls, if its token is alive and good for one of these scopes."""
    kind, _, token = authorization_header.strip().partition(" ")
    token = token.strip()
    if kind.lower() != "bearer" or not token:
        raise ToolTokenRefused("tool-bearer-missing")
    known = _known.one(digest=digest_of(token)) if len(token) <= _LONGEST_BEARER else None
    if known is None or known.expires_at <= now or not known.tool.is_active:
        raise ToolTokenRefused("tool-bearer-unknown")
    if not set(scopes) & set(known.scopes):
        raise ToolTokenRefused("tool-bearer-scope", why=" ".join(sorted(scopes)))
    return known.tool
