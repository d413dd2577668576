"""Tools: registered, changed, switched on and off, each act written down."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.tools.models import Tool
from lti_exams.tools.operations.deletions import follow_address
from lti_exams.tools.rules import registrations as rules
from lti_exams.tools.rules.kinds import RegisteredBy, ToolKind, personal_data
from lti_exams.trust import api as trust


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTool:
    """What a person, or the tool itself, tells of a tool."""

    kind: ToolKind
    name: str
    login_url: str
    launch_url: str
    # The tool's public keys: their address, or a PEM or a JWK set that somebody pasted.
    jwks_url: str = ""
    public_key: str = ""
    key_id: str = ""
    redirect_uris: Sequence[str] = ()
    dashboard_url: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)
    told: Sequence[str] = ()
    support_phone: str = ""
    support_email: str = ""
    support_url: str = ""
    escalation_email: str = ""
    units: Sequence[str] = ()
    email_texts: Mapping[str, str] = field(default_factory=dict)
    deletion_url: str = ""
    deletion_email: str = ""


# What is stored as it is told.
_PLAIN = ("support_phone",)
_MAILBOXES = ("support_email", "escalation_email", "deletion_email")
_OPTIONAL_ADDRESSES = ("dashboard_url", "support_url", "deletion_url")


@transaction.atomic
def register(
    new: NewTool,
    *,
    by: str,
    now: datetime,
    registered_by: RegisteredBy = RegisteredBy.MANUAL,
) -> Tool:
    """Store a tool; one that staff register may be launched at once, others wait for them."""
    is_active = registered_by is RegisteredBy.MANUAL
    tool = Tool(
        kind=ToolKind(new.kind).value,
        client_id=secrets.token_hex(16),
        deployment_id=secrets.token_hex(8),
        pseudonym_secret=secrets.token_urlsafe(32),
        registered_by=registered_by.value,
        is_active=is_active,
        approved_at=now if is_active else None,
        created_at=now,
    )
    _tell(tool, new)
    _check_keys(new)
    tool.key_set = trust.keep_key_set(new.jwks_url, document=_pasted(new))
    follow_address(tool, now=now)
    tool.save()
    after = {"kind": tool.kind, "name": tool.name, "launch_url": tool.launch_url}
    _record("tool.registered", tool, by=by, now=now, after=after)
    return tool


@transaction.atomic
def edit(tool: Tool, new: NewTool, *, by: str, now: datetime) -> None:
    """Tell a tool anew; its kind, its ids and whom it knows stay."""
    before = _facts(tool)
    _tell(tool, new)
    follow_address(tool, now=now)
    tool.save()
    if new.jwks_url != tool.key_set.url or new.public_key:
        _check_keys(new)
        trust.replace_key_set(tool.key_set, new.jwks_url, document=_pasted(new))
    after = _facts(tool)
    changed = [name for name in after if before[name] != after[name]]
    _record(
        "tool.changed",
        tool,
        by=by,
        now=now,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


def activate(tool: Tool, *, by: str, now: datetime) -> None:
    """Let a tool be launched and call us; whoever does it approves a tool that waited."""
    _switch(tool, on=True, by=by, now=now)


def deactivate(tool: Tool, *, by: str, now: datetime) -> None:
    """Launch a tool no more, and take back the tokens that it has."""
    _switch(tool, on=False, by=by, now=now)


@transaction.atomic
def _switch(tool: Tool, *, on: bool, by: str, now: datetime) -> None:
    tool.is_active, tool.approved_at = on, tool.approved_at or now
    tool.save(update_fields=["is_active", "approved_at"])
    if not on:
        tool.access_tokens.all().delete()
    _record("tool.activated" if on else "tool.deactivated", tool, by=by, now=now)


def told_of(tool: Tool) -> NewTool:
    """Return what was told of a tool, to be told anew with changes."""
    facts = _facts(tool)
    return NewTool(kind=ToolKind(tool.kind), **facts)


def _facts(tool: Tool) -> dict[str, Any]:
    named = {name: getattr(tool, name) for name in _STORED}
    return {**named, "jwks_url": tool.key_set.url}


_STORED = (
    "name",
    "login_url",
    "launch_url",
    "redirect_uris",
    "custom",
    "told",
    "units",
    "email_texts",
    *_OPTIONAL_ADDRESSES,
    *_PLAIN,
    *_MAILBOXES,
)


def _tell(tool: Tool, new: NewTool) -> None:
    plain = settings.HTTP_ALLOW_PLAIN
    tool.name = rules.checked_name(new.name)
    for name in ("login_url", "launch_url"):
        url = rules.checked_address(getattr(new, name), field=name, allow_plain=plain)
        setattr(tool, name, url)
    for name in _OPTIONAL_ADDRESSES:
        url = getattr(new, name)
        setattr(tool, name, url and rules.checked_address(url, field=name, allow_plain=plain))
    for name in _PLAIN:
        setattr(tool, name, getattr(new, name))
    for name in _MAILBOXES:
        setattr(tool, name, rules.checked_mailbox(getattr(new, name), field=name))
    redirects = new.redirect_uris or (new.launch_url,)
    tool.redirect_uris = rules.checked_redirects(redirects, allow_plain=plain)
    tool.custom = rules.checked_custom(new.custom)
    tool.told = personal_data(new.told)
    tool.units = list(dict.fromkeys(new.units))
    tool.email_texts = dict(new.email_texts)


def _check_keys(new: NewTool) -> None:
    if new.jwks_url or not new.public_key:
        plain = settings.HTTP_ALLOW_PLAIN
        rules.checked_address(new.jwks_url, field="jwks_url", allow_plain=plain)


def _pasted(new: NewTool) -> dict[str, object] | None:
    """Return pasted keys; where there is an address too, it tells the keys."""
    if new.jwks_url or not new.public_key:
        return None
    return trust.read_pasted_keys(new.public_key, kid=new.key_id)


def _record(
    action: str,
    tool: Tool,
    *,
    by: str,
    now: datetime,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    audit.record(actor=by, action=action, subject=tool.key, before=before, after=after, now=now)
