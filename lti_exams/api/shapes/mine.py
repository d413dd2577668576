"""An exam as one person would sit it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rest_framework import serializers

from lti_exams.api.fields import Instant
from lti_exams.api.shapes.attempts import AttemptShown, attempt_shown
from lti_exams.api.showing import Shown
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Caller
from lti_exams.journeys.sit_exam import SeenExam


class ObstacleShown(Shown):
    """One reason why somebody may not begin now."""

    code = serializers.CharField()
    about = serializers.CharField()
    at = Instant(allow_null=True)


class NoticeShown(Shown):
    """What staff did to the newest attempt, and tell the learner of it."""

    at = Instant()
    about = serializers.CharField(help_text="The control, such as reset.")
    message = serializers.CharField(allow_blank=True)


class MineShown(Shown):
    """An exam under the terms of one person, and how that person stands in it."""

    id = serializers.IntegerField()
    slug = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=[one.value for one in exams.Kind])
    instructions = serializers.CharField()
    purpose = serializers.ChoiceField(choices=[one.value for one in exams.Purpose])
    seconds = serializers.IntegerField(allow_null=True, help_text="How long a start now gives.")
    opens_at = Instant(allow_null=True)
    due_at = Instant(allow_null=True)
    closes_at = Instant(allow_null=True)
    sittings_left = serializers.IntegerField(allow_null=True)
    obstacles = ObstacleShown(many=True)
    attempt = AttemptShown(allow_null=True)
    notice = NoticeShown(allow_null=True)
    now = Instant()
    deadline = Instant(allow_null=True)


def mine_shown(seen: SeenExam, caller: Caller, *, now: datetime) -> Mapping[str, Any]:
    """Return an exam as the caller would sit it."""
    attempt = attempt_shown(seen.attempt, caller, now=now) if seen.attempt else None
    return {
        "id": seen.exam.pk,
        "slug": seen.exam.slug,
        "title": seen.exam.title,
        "kind": seen.exam.kind,
        "instructions": seen.exam.instructions,
        "purpose": seen.purpose.value,
        "seconds": seen.seconds,
        "opens_at": seen.terms.opens_at,
        "due_at": seen.terms.due_at,
        "closes_at": seen.terms.closes_at,
        "sittings_left": seen.sittings_left,
        "obstacles": seen.obstacles,
        "attempt": attempt,
        "notice": seen.notice,
        "now": now,
        "deadline": seen.time_left.deadline if seen.time_left else None,
    }
