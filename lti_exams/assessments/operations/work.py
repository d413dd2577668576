"""What happens around somebody's work: opened, asked about, and whose score it has."""

from datetime import datetime

from django.db.models import Q

from lti_exams.assessments.models import Work
from lti_exams.assessments.rules.words import Channel
from lti_exams.exams import api as exams


def note_opened(attempt: exams.Attempt, *, now: datetime) -> None:
    """Remember when somebody first went to the questions."""
    Work.objects.get_or_create(attempt=attempt)
    Work.objects.filter(attempt=attempt, opened_at=None).update(opened_at=now)


def note_asked(attempt: exams.Attempt, *, not_since: datetime, now: datetime) -> bool:
    """Remember that a score was asked for; of many who ask at once, one is told to."""
    Work.objects.get_or_create(attempt=attempt)
    rarely = Q(asked_at=None) | Q(asked_at__lte=not_since)
    return Work.objects.filter(rarely, attempt=attempt).update(asked_at=now) == 1


def note_scored(work: Work, channel: Channel | None) -> None:
    """Remember by which door the score came that an attempt has."""
    work.scored_by = channel.value if channel else ""
    work.save(update_fields=["scored_by"])
