"""Somebody decides otherwise than the rule about one student; another may have to agree."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from lti_exams.audit import api as audit
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.qualifications.deciding.sets import Decision, Members
from lti_exams.qualifications.models import Override, Status
from lti_exams.qualifications.rules.statuses import LONGEST_MESSAGE
from lti_exams.qualifications.rules.tree import BARRED, WAIVED, with_overrides
from lti_exams.rosters import api as rosters


class OverrideRefused(LtiExamsError):
    """A single decision cannot be made, or agreed to, like this."""

    codes = (
        "override-reason-missing",
        "override-student-unknown",
        "override-student-ambiguous",
        "override-is-there",
        "override-ends-in-the-past",
        "override-seconded-by-itself",
    )


class NoSuchOverride(LtiExamsError):
    """There is no such single decision in this course, or it was withdrawn."""

    code = "override-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOverride:
    """What somebody decides about one student, and why."""

    relatedstudent: int
    qualifies: bool
    reason: str
    expires_at: datetime | None = None


def overrides_of(period: launches.Course) -> QuerySet[Override]:
    """Return the single decisions of a course that were not withdrawn, the newest first."""
    found = Override.objects.filter(relatedstudent__course=period, withdrawn_at=None)
    return found.select_related("relatedstudent__person").order_by("-pk")


def holding(period: launches.Course, *, now: datetime) -> QuerySet[Override]:
    """Return those that decide today."""
    agreed = Q(needs_second=False) | ~Q(seconded_by="")
    lasting = Q(expires_at=None) | Q(expires_at__gt=now)
    return Override.objects.filter(
        agreed, lasting, relatedstudent__course=period, withdrawn_at=None
    )


def not_in_list(status: Status, *, now: datetime) -> tuple[int, int]:
    """Count the single decisions that hold and that a list does not know, and those of it that
    hold no longer: both wait for the next list. A list without a plugin rests on none.
    """
    if not status.plugin:
        return 0, 0
    rests_on = status.students.filter(override__isnull=False).values("override_id")
    here = rosters.learners(status.period).values("pk")
    made = holding(status.period, now=now).filter(relatedstudent__in=here)
    lapsed = Override.objects.filter(pk__in=rests_on)
    over = Q(withdrawn_at__isnull=False) | Q(expires_at__lte=now)
    return made.exclude(pk__in=rests_on).count(), lapsed.filter(over).count()


def overridden(period: launches.Course, decision: Decision, *, now: datetime) -> Decision:
    """Let the single decisions of a course go before the rule."""
    told = dict(holding(period, now=now).values_list("relatedstudent_id", "qualifies"))
    if not told:
        return decision
    sets = {
        WAIVED: Members(frozenset(key for key, yes in told.items() if yes)),
        BARRED: Members(frozenset(key for key, yes in told.items() if not yes)),
    }
    return replace(decision, rule=with_overrides(decision.rule), sets={**decision.sets, **sets})


@transaction.atomic
def override(period: launches.Course, wanted: NewOverride, *, by: str, now: datetime) -> Override:
    """Decide about one student, from the next status on."""
    reason = wanted.reason.strip()
    if not reason or len(reason) > LONGEST_MESSAGE:
        raise OverrideRefused("override-reason-missing", field="reason", limit=LONGEST_MESSAGE)
    if wanted.expires_at is not None and wanted.expires_at <= now:
        raise OverrideRefused("override-ends-in-the-past", field="expires_at")
    if not rosters.learners(period).filter(pk=wanted.relatedstudent).exists():
        raise OverrideRefused("override-student-unknown", field="student")
    _clear_ended(wanted.relatedstudent, by=by, now=now)
    made, is_new = Override.objects.get_or_create(
        relatedstudent_id=wanted.relatedstudent,
        withdrawn_at=None,
        defaults={
            "qualifies": wanted.qualifies,
            "reason": reason,
            "expires_at": wanted.expires_at,
            "by": by,
            "made_at": now,
            "needs_second": settings.QUALIFIESFOREXAM_OVERRIDES_NEED_TWO,
        },
    )
    if not is_new:
        if (made.by, made.qualifies, made.reason) == (by, wanted.qualifies, reason):
            # A second click says what the first one said.
            return made
        raise OverrideRefused("override-is-there", field="student")
    _note("override-made", period, made, by=by, now=now, reason=reason)
    return made


def _clear_ended(relatedstudent: int, *, by: str, now: datetime) -> None:
    """Let a decision that has ended make room for a new one; lists that it was in still name it."""
    ended = Override.objects.filter(relatedstudent=relatedstudent, withdrawn_at=None)
    ended.filter(expires_at__lte=now).update(withdrawn_by=by, withdrawn_at=now)


@transaction.atomic
def second(period: launches.Course, key: int, *, by: str, now: datetime) -> Override:
    """Agree to what somebody else decided."""
    found = _held(period, key)
    if found.by == by:
        raise OverrideRefused("override-seconded-by-itself")
    if not found.seconded_by:
        found.seconded_by, found.seconded_at = by, now
        found.save(update_fields=["seconded_by", "seconded_at"])
        _note("override-seconded", period, found, by=by, now=now)
    return found


@transaction.atomic
def withdraw(period: launches.Course, key: int, *, by: str, now: datetime) -> Override:
    """Let the rule decide about the student again, from the next status on.

    What is withdrawn already stays as it is: a second click says nothing new.
    """
    found = _held(period, key, also_withdrawn=True)
    if found.withdrawn_at is not None:
        return found
    found.withdrawn_by, found.withdrawn_at = by, now
    found.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _note("override-withdrawn", period, found, by=by, now=now)
    return found


def forget(person: launches.Person) -> None:
    """Blank why somebody decided about a person who is erased; that they did stays."""
    Override.objects.filter(relatedstudent__person=person).update(reason="–")


def _held(period: launches.Course, key: int, *, also_withdrawn: bool = False) -> Override:
    known = Override.objects.filter(relatedstudent__course=period) if 0 < key < 2**63 else None
    if known is None:
        raise NoSuchOverride
    if not also_withdrawn:
        known = known.filter(withdrawn_at=None)
    made = known.select_for_update(of=("self",)).filter(pk=key).first()
    if made is None:
        raise NoSuchOverride
    return made


def _note(
    action: str,
    period: launches.Course,
    made: Override,
    *,
    by: str,
    now: datetime,
    reason: str = "",
) -> None:
    audit.record(
        actor=by,
        action=action,
        subject=f"course:{period.pk}",
        now=now,
        after={"relatedstudent": made.relatedstudent_id, "qualifies": made.qualifies},
        reason=reason or made.reason,
    )
