"""Completions as pages outside send them, and scores as staff enter them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from lti_exams.api.fields import Instant, Points, Text
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.attempts import ScoreShown
from lti_exams.api.showing import Shown
from lti_exams.assessments import api as assessments
from lti_exams.exams import api as exams
from lti_exams.kernel.points import plain


class _AsSent(serializers.Field[Any, Any, Any, Any]):
    """A value that is read where all messages about work are read, with codes of its own."""

    def to_internal_value(self, data: Any) -> Any:
        return data


@extend_schema_field(OpenApiTypes.NUMBER)
class _Number(_AsSent):
    pass


@extend_schema_field(OpenApiTypes.DATETIME)
class _Instant(_AsSent):
    pass


@extend_schema_field(OpenApiTypes.STR)
class _Text(_AsSent):
    pass


@extend_schema_field(OpenApiTypes.OBJECT)
class _Object(_AsSent):
    pass


@extend_schema_field({"type": "string", "enum": [one.value for one in assessments.Activity]})
class _Activity(_AsSent):
    pass


@extend_schema_field({"type": "string", "enum": [one.value for one in assessments.Grading]})
class _Grading(_AsSent):
    pass


def _optional(field: type[_AsSent], told: str) -> _AsSent:
    return field(required=False, allow_null=True, default=None, help_text=told)


class CompletionInput(Fields):
    """How somebody's work stands, as whoever keeps the questions says it."""

    timestamp = _Instant(help_text="When this was so: the newest of several messages holds.")
    score = _optional(_Number, "Points; none takes back the score that was told before.")
    maximum = _optional(_Number, "What the points are of. Needed with a score.")
    activity_progress = _optional(_Activity, "Submitted and Completed end the attempt.")
    grading_progress = _optional(_Grading, "Only a FullyGraded score counts.")
    started_at = _optional(_Instant, "When the work began.")
    submitted_at = _optional(_Instant, "When the answers were handed in: it decides what is late.")
    comment = _optional(_Text, "A word about it.")
    evidence = _optional(_Object, "What staff may look at, such as {url}.")


class CompletionShown(Shown):
    """What became of a message about an attempt."""

    attempt = serializers.IntegerField()
    result = serializers.ChoiceField(choices=[one.value for one in assessments.Fate])
    status = serializers.ChoiceField(choices=[one.value for one in exams.Status])
    score = ScoreShown(allow_null=True)
    received_at = Instant()


class ScoreInput(Fields):
    """A score that staff enter by hand."""

    score = Points(allow_null=True, help_text="None takes the score back.")
    maximum = Points(required=False, help_text="The exam's full marks where it is left out.")
    reason = Text()


def completion_shown(
    arrival: assessments.Arrival, attempt: exams.Attempt, *, now: datetime
) -> Mapping[str, Any]:
    """Return what whoever sent a message may know of its effect."""
    has_score = attempt.points is not None and attempt.maximum is not None
    return {
        "attempt": attempt.pk,
        "result": arrival.fate,
        "status": attempt.status(now).value,
        "score": {
            "points": float(plain(attempt.points or 0)),
            "maximum": float(plain(attempt.maximum or 0)),
        }
        if has_score
        else None,
        "received_at": arrival.received_at,
    }
