"""Messages that tools sign: found out whose, checked with that tool's keys, and taken once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lti_exams.tools.errors import ToolIsOff, ToolMessageRefused
from lti_exams.tools.models import Tool
from lti_exams.tools.queries import by_client_id
from lti_exams.tools.rules import incoming
from lti_exams.tools.rules.dates import remembered_for
from lti_exams.tools.rules.kinds import ToolKind
from lti_exams.trust import api as trust

_NONCE = "tool-nonce"


@dataclass(frozen=True, slots=True)
class FromTool:
    """Claims that a tool vouches for. Only `read_from_tool` makes one."""

    tool: Tool
    claims: dict[str, object]


def read_from_tool(token: str, *, kind: ToolKind, audience: str, now: datetime) -> FromTool:
    """Check a message that an active tool of this kind signed for us, and that it comes once.

    Call it outside a transaction: the tool's keys may have to be fetched, and a nonce that was
    seen stays seen whatever becomes of the message.
    """
    tool = _signer(token, kind)
    claims = _verified(token, tool, now=now)
    failing = incoming.first_failing(
        claims,
        incoming.Expected(
            client_id=tool.client_id,
            deployment_id=tool.deployment_id,
            audience=audience,
            now=now.timestamp(),
        ),
    )
    if failing:
        raise ToolMessageRefused(failing.code, name=tool.name, sentence=failing.sentence)
    _take_once(tool, claims, now=now)
    return FromTool(tool=tool, claims=claims)


def _signer(token: str, kind: ToolKind) -> Tool:
    """Find the tool that the message says it is from; its keys decide whether that is true."""
    try:
        told = trust.unverified_claims(token).get("iss")
    except trust.TokenRefused as error:
        raise ToolMessageRefused("tool-message-unreadable", why=error.refusal_code) from error
    tool = by_client_id(told) if isinstance(told, str) else None
    if tool is None or tool.kind != kind:
        raise ToolMessageRefused("tool-message-issuer")
    if not tool.is_active:
        raise ToolIsOff(name=tool.name)
    return tool


def _verified(token: str, tool: Tool, *, now: datetime) -> dict[str, object]:
    try:
        return trust.verify(token, tool.key_set, now=now).claims
    except trust.TokenRefused as error:
        raise ToolMessageRefused(
            "tool-message-signature", name=tool.name, why=error.refusal_code
        ) from error
    except trust.KeysUnavailable as error:
        raise ToolMessageRefused("tool-message-keys-unavailable", name=tool.name) from error


def _take_once(tool: Tool, claims: dict[str, object], *, now: datetime) -> None:
    seconds = remembered_for(claims, now=now.timestamp())
    is_new = trust.first_time(
        _NONCE,
        f"{tool.client_id} {claims['nonce']}",
        now=now,
        lifetime=timedelta(seconds=seconds),
        owner=tool.key,
    )
    if not is_new:
        raise ToolMessageRefused("tool-message-nonce-used", name=tool.name)
