"""Somebody who is kept out asks for a review, and staff answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from lti_exams.audit import api as audit
from lti_exams.launches.api import Person
from lti_exams.milestones.errors import AppealRefused, NoSuchAppeal
from lti_exams.milestones.models import Appeal, Outcome
from lti_exams.milestones.queries.ties import course_digest
from lti_exams.milestones.rules.subjects import is_storable

MOST_WORDS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAppeal:
    """Who asks, in which course, about which milestones, and in which words."""

    person: Person
    course: str
    missing: Iterable[int]
    words: str = ""


@transaction.atomic
def appeal(new: NewAppeal, *, by: str, now: datetime) -> Appeal:
    """Keep that somebody asks for a review; whoever asks again finds the one that is open."""
    _check_words("words", new.words)
    digest = course_digest(new.course)
    told = {
        "course_key": new.course,
        "missing": sorted(set(new.missing)),
        "words": new.words.strip(),
        "asked_at": now,
    }
    about = {"person": new.person, "course_digest": digest, "outcome": Outcome.OPEN.value}
    try:
        with transaction.atomic():
            made, is_new = Appeal.objects.get_or_create(**about, defaults=told)
    except IntegrityError:
        return Appeal.objects.get(**about)
    if is_new:
        # Their words are theirs, and are blanked with them: no history keeps them.
        _note("gate.review-asked", made, by=by, now=now, reason="")
    return made


@transaction.atomic
def answer_appeal(key: int, outcome: Outcome, reply: str, *, by: str, now: datetime) -> Appeal:
    """Close an appeal with words for whoever asked."""
    _check_words("reply", reply)
    if outcome is Outcome.OPEN:
        raise AppealRefused(field="outcome", why="it is open already")
    if outcome is Outcome.DECLINED and not reply.strip():
        raise AppealRefused(field="reply", why="whoever is declined learns why")
    held = Appeal.objects.select_for_update(of=("self",)).select_related("person").filter(pk=key)
    found = held.first()
    if found is None or found.outcome != Outcome.OPEN:
        raise NoSuchAppeal
    found.outcome, found.reply = outcome.value, reply.strip()
    found.answered_at, found.answered_by = now, by
    found.save(update_fields=["outcome", "reply", "answered_at", "answered_by"])
    _note("gate.review-answered", found, by=by, now=now, reason=found.reply)
    return found


def appeals_of(course: str, *, only_open: bool = False) -> QuerySet[Appeal]:
    """Return the appeals of a course, the newest first."""
    found = Appeal.objects.filter(course_digest=course_digest(course)).select_related("person")
    return found.filter(outcome=Outcome.OPEN.value) if only_open else found


def newest_appeal(person: int, course: str) -> Appeal | None:
    """Return what somebody asked last in a course."""
    mine = Appeal.objects.filter(person=person, course_digest=course_digest(course))
    return mine.order_by("-id").first()


def _check_words(field: str, words: str) -> None:
    if len(words) > MOST_WORDS or not is_storable(words):
        raise AppealRefused(field=field, why=f"it is longer than {MOST_WORDS} characters, or none")


def _note(action: str, appeal: Appeal, *, by: str, now: datetime, reason: str) -> None:
    audit.record(
        actor=by,
        action=action,
        subject=f"appeal:{appeal.pk}",
        after={"person": appeal.person_id, "outcome": appeal.outcome},
        now=now,
        reason=reason,
    )


def forget(person: Person) -> None:
    """Blank what somebody wrote, and what they were answered; that it was asked stays."""
    Appeal.objects.filter(person=person).update(words="", reply="")
