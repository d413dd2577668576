"""Badges are issued, signed by our own key, and listed once they hold no more."""

from datetime import datetime

from django.db import transaction

from lti_exams.milestones.errors import NoSuchAward
from lti_exams.milestones.models import Award, Badge
from lti_exams.milestones.queries.standing import counts
from lti_exams.milestones.rules.awards import State
from lti_exams.milestones.rules.badges import (
    LIST_SIZE,
    Issued,
    Issuer,
    achievement,
    credential,
    status_list,
)
from lti_exams.milestones.values import MilestoneValue
from lti_exams.trust import api as trust

KEY_OWNER = "badges:1"


@transaction.atomic
def issue_badge(person: int, milestone: int, issuer: Issuer, *, now: datetime) -> str:
    """Return a signed Open Badges 3.0 credential of what a person holds; always the same badge.

    What was waived was not reached: there is no badge of it.
    """
    held = Award.objects.filter(counts(now), state=State.EARNED.value, milestone__is_active=True)
    award = held.filter(person=person, milestone=milestone).select_related("milestone").first()
    if award is None:
        raise NoSuchAward
    badge, _ = Badge.objects.get_or_create(award=award, defaults={"issued_at": now})
    return _signed(credential(_issued(badge, award), issuer), issuer, now=now)


def _issued(badge: Badge, award: Award) -> Issued:
    milestone = award.milestone
    return Issued(
        key=badge.key,
        place=badge.pk,
        person=award.person_id,
        milestone=milestone.pk,
        title=str(milestone),
        description=milestone.description,
        reached_at=award.reached_at,
        until=award.until,
    )


def revocation_list(number: int, issuer: Issuer, *, now: datetime) -> str:
    """Return the signed list of those badges, of so many, that hold no more."""
    first = number * LIST_SIZE
    issued = Badge.objects.filter(pk__gte=first, pk__lt=first + LIST_SIZE)
    holding = Award.objects.filter(counts(now), state=State.EARNED.value, milestone__is_active=True)
    revoked = issued.exclude(award__in=holding).values_list("pk", flat=True)
    return _signed(status_list(number, revoked, issuer, now=now), issuer, now=now)


def achievement_of(milestone: MilestoneValue, issuer: Issuer) -> dict[str, object]:
    """Return what a badge of a milestone is for."""
    return achievement(
        issuer, key=milestone.key, title=milestone.title, description=milestone.description
    )


def badge_keys(*, now: datetime) -> dict[str, object]:
    """Return the keys with which anybody verifies badges."""
    if not trust.key_pairs_of(KEY_OWNER).exists():
        trust.make_key_pair(KEY_OWNER, now=now)
    return trust.public_keys(KEY_OWNER, now=now)


def _signed(claims: dict[str, object], issuer: Issuer, *, now: datetime) -> str:
    at = issuer.keys_at
    try:
        return trust.sign(claims, owner=KEY_OWNER, now=now, keys_at=at)
    except trust.NoKeyToSignWith:
        trust.make_key_pair(KEY_OWNER, now=now)
        return trust.sign(claims, owner=KEY_OWNER, now=now, keys_at=at)
