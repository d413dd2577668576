"""What programs outside tell of completions, and what becomes of it."""

from typing import Any

from rest_framework import serializers

from lti_exams.api.fields import Flag, Instant, Number, Points, Text
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.awards import ChangedShown
from lti_exams.api.shapes.milestones import LONGEST
from lti_exams.api.showing import Shown
from lti_exams.journeys.report_completions import MOST_AT_ONCE


class EventInput(Fields):
    """One thing that somebody completed, or no longer counts as having completed."""

    event = Text(max_length=LONGEST, help_text="Its name where it happened; it counts once.")
    course = Number()
    subject = Text(default="course", max_length=LONGEST)
    person = Number(required=False)
    sub = Text(required=False, max_length=255)
    at = Instant(help_text="When it happened: the newest holds, in whichever order they come.")
    complete = Flag(default=True)
    score = Points(required=False, allow_null=True, help_text="Percent.")
    completion = Points(required=False, allow_null=True, help_text="Percent.")
    verified = Flag(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("person" in attrs) == ("sub" in attrs):
            raise serializers.ValidationError({"person": "give either person or sub"})
        return attrs


class EventsInput(Fields):
    """What happened to many; each is recorded or refused by itself."""

    completions = serializers.ListField(
        child=serializers.DictField(), min_length=1, max_length=MOST_AT_ONCE
    )


class EventResult(Shown):
    """What became of one event: recorded, known already, or refused and why."""

    index = serializers.IntegerField()
    status = serializers.IntegerField()
    result = serializers.ChoiceField(choices=["recorded", "repeated", "refused"])
    code = serializers.CharField(required=False)
    field = serializers.CharField(required=False)
    detail = serializers.CharField(required=False)


class EventResults(Shown):
    """What became of each event, in their order, and the awards that changed."""

    results = EventResult(many=True)
    recorded = serializers.IntegerField()
    repeated = serializers.IntegerField()
    refused = serializers.IntegerField()
    changed = ChangedShown(many=True)
