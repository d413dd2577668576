"""Assessments: defined and changed; and what exams use of them."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from lti_exams.assessments.errors import AssessmentRefused
from lti_exams.assessments.models import PATIENCE, Assessment, Questions
from lti_exams.assessments.rules.contents import Content
from lti_exams.assessments.rules.places import KIND, check_address, check_email, check_name
from lti_exams.assessments.rules.signatures import PREFIX
from lti_exams.assessments.rules.words import Way
from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.tools import api as tools
from lti_exams.trust import api as trust

_LONGEST_PATIENCE = 24 * 366


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAssessment:
    """What somebody tells of a place where questions lie."""

    name: str
    way: Way
    slug: str = ""
    tool: tools.Tool | None = None
    address: str = ""
    jwks_url: str = ""
    ask_address: str = ""
    contact_email: str = ""
    patience_hours: int = PATIENCE
    is_active: bool = True


@transaction.atomic
def define(new: NewAssessment, *, by: str, now: datetime) -> Assessment:
    """Make a place where questions lie; a page outside gets a secret to sign with."""
    assessment = Assessment(key=_free_key(new), way=new.way.value, created_at=now)
    assessment.tool = new.tool
    if (new.way is Way.LTI) != (new.tool is not None):
        raise AssessmentRefused(field="tool", why="missing, or not for this way")
    if new.way is Way.OUTSIDE:
        assessment.secret = new_secret()
    _tell(assessment, new)
    try:
        with transaction.atomic():
            assessment.save()
    except IntegrityError:
        raise AssessmentRefused(field="slug", why="taken already") from None
    _record("assessment.defined", assessment, by=by, now=now)
    return assessment


def of_tool(tool: tools.Tool, *, by: str, now: datetime) -> Assessment:
    """Return the assessment that a tool is, made when it is first asked for."""
    known = Assessment.objects.filter(tool=tool).first()
    if known:
        return known
    slug = f"{slugify(tool.name)[:60] or 'tool'}-{tool.pk}"
    new = NewAssessment(name=tool.name, way=Way.LTI, tool=tool, slug=slug)
    try:
        return define(new, by=by, now=now)
    except AssessmentRefused:
        # Somebody else asked at the same time.
        return Assessment.objects.get(tool=tool)


@transaction.atomic
def edit(assessment: Assessment, new: NewAssessment, *, by: str, now: datetime) -> None:
    """Tell an assessment anew; its key and its way stay, since exams name them."""
    before = _facts(assessment)
    _tell(assessment, new)
    assessment.save()
    _record("assessment.edited", assessment, by=by, now=now, before=before)


@transaction.atomic
def renew_secret(assessment: Assessment, *, by: str, now: datetime) -> str:
    """Give a page outside another secret; the old one opens nothing any more."""
    assessment.secret = new_secret()
    assessment.save(update_fields=["secret"])
    _record("assessment.secret-renewed", assessment, by=by, now=now)
    return assessment.secret


def new_secret() -> str:
    """Return a secret for signing, in the form that Standard Webhooks has."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def _tell(assessment: Assessment, new: NewAssessment) -> None:
    plain = settings.HTTP_ALLOW_PLAIN
    assessment.name = check_name(new.name)
    is_outside = new.way is Way.OUTSIDE
    assessment.address = check_address(new.address, "address", plain=plain) if is_outside else ""
    ask = new.ask_address
    assessment.ask_address = check_address(ask, "ask_address", plain=plain) if ask else ""
    assessment.contact_email = check_email(new.contact_email)
    if not 1 <= new.patience_hours <= _LONGEST_PATIENCE:
        raise AssessmentRefused(
            field="patience_hours", why=f"not between 1 and {_LONGEST_PATIENCE}"
        )
    assessment.patience_hours, assessment.is_active = new.patience_hours, new.is_active
    _tell_keys(assessment, new.jwks_url if is_outside else "", plain=plain)


def _tell_keys(assessment: Assessment, url: str, *, plain: bool) -> None:
    if not url:
        assessment.key_set = None
        return
    check_address(url, "jwks_url", plain=plain)
    if assessment.key_set is None:
        assessment.key_set = trust.keep_key_set(url)
    elif assessment.key_set.url != url:
        trust.replace_key_set(assessment.key_set, url)


def _free_key(new: NewAssessment) -> str:
    slug = new.slug or slugify(new.name)[:80]
    if not slug or slug != slugify(slug) or len(slug) > 100:
        raise AssessmentRefused(field="slug", why="not letters, digits and hyphens")
    return f"{KIND}:{slug}"


def _facts(assessment: Assessment) -> dict[str, object]:
    names = (
        "name",
        "way",
        "address",
        "ask_address",
        "contact_email",
        "patience_hours",
        "is_active",
    )
    return {name: getattr(assessment, name) for name in names}


def _record(
    action: str,
    assessment: Assessment,
    *,
    by: str,
    now: datetime,
    before: dict[str, object] | None = None,
) -> None:
    audit.record(
        actor=by,
        action=action,
        subject=assessment.key,
        before=before or {},
        after=_facts(assessment),
        now=now,
    )


@transaction.atomic
def choose_content(
    exam: exams.Exam, assessment: Assessment, content: Content, *, by: str, now: datetime
) -> Questions:
    """Keep what was chosen for an exam; the choice before it is gone, and known to the audit."""
    chosen = {
        "assessment": assessment,
        "title": content.title,
        "address": content.address,
        "custom": dict(content.custom),
        "resource_id": content.resource_id,
        "tag": content.tag,
        "maximum": content.maximum,
        "chosen_by": by,
        "chosen_at": now,
    }
    questions, _ = Questions.objects.update_or_create(exam=exam, defaults=chosen)
    told = {"assessment": assessment.key, "title": content.title, "address": content.address}
    audit.record(
        actor=by, action="exam.questions-chosen", subject=f"exam:{exam.pk}", after=told, now=now
    )
    return questions


@transaction.atomic
def decide_extra_credit(exam: exams.Exam, *, allowed: bool, by: str, now: datetime) -> None:
    """Decide whether a score may be above its maximum."""
    questions, _ = Questions.objects.get_or_create(exam=exam)
    if questions.allows_extra_credit == allowed:
        return
    Questions.objects.filter(pk=questions.pk).update(allows_extra_credit=allowed)
    audit.record(
        actor=by,
        action="exam.extra-credit",
        subject=f"exam:{exam.pk}",
        before={"allowed": not allowed},
        after={"allowed": allowed},
        now=now,
    )
