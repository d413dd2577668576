"""Vendors and what exams ask of them: registered, changed, switched, each act written down."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.kernel.mailboxes import is_mailbox
from lti_exams.kernel.origins import LONGEST_URL, kept_if_web
from lti_exams.outbox import api as outbox
from lti_exams.proctoring.errors import VendorRefused, VendorTaken
from lti_exams.proctoring.models import ExamProctoring, Vendor
from lti_exams.proctoring.queries.vendors import proctoring_of
from lti_exams.proctoring.rules.policies import read_policy
from lti_exams.proctoring.rules.settings import check_settings
from lti_exams.proctoring.rules.words import Way
from lti_exams.tools import api as tools

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_MOST_DAYS = 3_650


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVendor:
    """What staff tell of a vendor."""

    key: str
    name: str
    way: Way = Way.LTI
    tool: tools.Tool | None = None
    address: str = ""
    policy: Mapping[str, Any] = field(default_factory=dict)
    support_phone: str = ""
    support_email: str = ""
    support_url: str = ""
    escalation_email: str = ""
    units: Sequence[str] = ()
    email_texts: Mapping[str, str] = field(default_factory=dict)


_LENGTHS = {
    "support_phone": 100,
    "support_email": 254,
    "support_url": LONGEST_URL,
    "escalation_email": 254,
}
_CONTACTS = tuple(_LENGTHS)
_LONGEST_UNIT = 200
_LONGEST_TEXT = 5_000


@transaction.atomic
def add_vendor(new: NewVendor, *, by: str, now: datetime) -> Vendor:
    """Store a vendor; a REST one gets a secret, which `renew_secret` replaces."""
    _check(new)
    vendor = Vendor(key=new.key, way=new.way.value, created_at=now)
    if new.way is Way.REST:
        vendor.secret = outbox.new_secret()
        vendor.pseudonym_secret = secrets.token_urlsafe(32)
    _tell(vendor, new)
    try:
        with transaction.atomic():
            vendor.save(force_insert=True)
    except IntegrityError as error:
        raise VendorTaken(field="key") from error
    _record("vendor.added", vendor, by=by, now=now, after=_facts(vendor))
    return vendor


@transaction.atomic
def edit_vendor(vendor: Vendor, new: NewVendor, *, by: str, now: datetime) -> Vendor:
    """Tell a vendor anew; its key and its way stay, since exams and visits rest on them."""
    _check(new)
    if (vendor.key, vendor.way) != (new.key, new.way.value):
        raise VendorRefused(field="key", why="the key and the way of a vendor stay")
    before = _facts(vendor)
    _tell(vendor, new)
    vendor.save()
    _record("vendor.changed", vendor, by=by, now=now, before=before, after=_facts(vendor))
    return vendor


@transaction.atomic
def switch_vendor(vendor: Vendor, *, on: bool, by: str, now: datetime) -> Vendor:
    """Let exams send people to a vendor, or send nobody any more; running attempts go on."""
    vendor.is_active = on
    vendor.save(update_fields=["is_active"])
    _record("vendor.activated" if on else "vendor.deactivated", vendor, by=by, now=now)
    return vendor


@transaction.atomic
def renew_secret(vendor: Vendor, *, by: str, now: datetime) -> Vendor:
    """Give a REST vendor another secret; calls signed with the old one are refused."""
    if vendor.way != Way.REST:
        raise VendorRefused(field="way", why="only a vendor by REST has a secret")
    vendor.secret = outbox.new_secret()
    vendor.save(update_fields=["secret"])
    _record("vendor.secret_renewed", vendor, by=by, now=now)
    return vendor


def vendor_of_tool(tool: tools.Tool, *, by: str, now: datetime) -> Vendor:
    """Return the vendor that a tool is; a proctoring tool becomes one when it is first asked for.

    Its key comes from its name, with its number where another vendor has that key.
    """
    known = Vendor.objects.filter(tool=tool).first()
    if known is not None:
        return known
    plain = re.sub(r"[^a-z0-9]+", "-", tool.name.lower()).strip("-")[:60] or "vendor"
    is_taken = Vendor.objects.filter(key=plain).exists()
    key = f"{plain}-{tool.pk}" if is_taken else plain
    return add_vendor(NewVendor(key=key, name=tool.name, tool=tool), by=by, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamWishes:
    """What staff decide about the proctoring of one exam."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    policy: Mapping[str, Any] = field(default_factory=dict)
    needs_second_review: bool = False
    tells_end: bool = False
    onboarding_days: int = 365


@transaction.atomic
def decide_proctoring(
    exam: exams.Exam, wishes: ExamWishes, *, by: str, now: datetime
) -> ExamProctoring:
    """Decide anew what an exam asks of its vendor and reviewers."""
    check_settings(wishes.settings)
    read_policy(wishes.policy)
    if not 1 <= wishes.onboarding_days <= _MOST_DAYS:
        raise VendorRefused(field="onboarding_days", why=f"not between 1 and {_MOST_DAYS}")
    before = proctoring_of(exam).told()
    kept, _ = ExamProctoring.objects.update_or_create(
        exam=exam,
        defaults={
            "settings": dict(wishes.settings),
            "policy_document": dict(wishes.policy),
            "needs_second_review": wishes.needs_second_review,
            "tells_end": wishes.tells_end,
            "onboarding_days": wishes.onboarding_days,
        },
    )
    audit.record(
        actor=by,
        action="exam.proctoring",
        subject=f"exam:{exam.pk}",
        before=before,
        after=kept.told(),
        now=now,
    )
    return kept


def _check(new: NewVendor) -> None:
    if not _KEY.fullmatch(new.key):
        raise VendorRefused(field="key", why="not small letters, digits and hyphens")
    if not 0 < len(new.name.strip()) <= 200:
        raise VendorRefused(field="name", why="empty, or longer than 200 characters")
    if (new.way is Way.LTI) != (new.tool is not None):
        raise VendorRefused(field="tool", why="an LTI vendor is a tool, and no other is")
    if new.tool is not None and new.tool.kind != tools.ToolKind.PROCTORING:
        raise VendorRefused(field="tool", why="not a proctoring tool")
    plain = settings.HTTP_ALLOW_PLAIN
    if new.way is Way.REST and not kept_if_web(new.address, plain_too=plain):
        raise VendorRefused(field="address", why=f"no https address below {LONGEST_URL} characters")
    _check_contacts(new)
    read_policy(new.policy)


def _check_contacts(new: NewVendor) -> None:
    """Refuse what learners could not turn to: the page becomes a link on theirs."""
    for name in _CONTACTS:
        told, longest = getattr(new, name), _LENGTHS[name]
        if len(told) > longest or "\x00" in told:
            raise VendorRefused(field=name, why=f"longer than {longest} characters, or NUL")
    for name in ("support_email", "escalation_email"):
        told = getattr(new, name)
        if told and not is_mailbox(told):
            raise VendorRefused(field=name, why="no e-mail address")
    if new.support_url and not kept_if_web(new.support_url, plain_too=settings.HTTP_ALLOW_PLAIN):
        raise VendorRefused(field="support_url", why="no https address")
    if any(not 0 < len(unit) <= _LONGEST_UNIT for unit in new.units):
        raise VendorRefused(field="units", why="empty, or too long")
    if any(len(text) > _LONGEST_TEXT or "\x00" in text for text in new.email_texts.values()):
        raise VendorRefused(field="email_texts", why=f"longer than {_LONGEST_TEXT}, or NUL")


def _tell(vendor: Vendor, new: NewVendor) -> None:
    vendor.name, vendor.tool = new.name.strip(), new.tool
    vendor.address = new.address if new.way is Way.REST else ""
    vendor.policy_document = dict(new.policy)
    vendor.units = list(dict.fromkeys(new.units))
    vendor.email_texts = dict(new.email_texts)
    for name in _CONTACTS:
        setattr(vendor, name, getattr(new, name))


def _facts(vendor: Vendor) -> dict[str, object]:
    return {
        "key": vendor.key,
        "name": vendor.name,
        "way": vendor.way,
        "tool": vendor.tool_id,
        "address": vendor.address,
        "policy": vendor.policy_document,
        "units": vendor.units,
        "email_texts": vendor.email_texts,
        **{name: getattr(vendor, name) for name in _CONTACTS},
    }


def _record(
    action: str,
    vendor: Vendor,
    *,
    by: str,
    now: datetime,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    audit.record(
        actor=by, action=action, subject=vendor.audited, before=before, after=after, now=now
    )
