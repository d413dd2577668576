"""What is granted to people, as programs send and get it."""

from typing import Any

from rest_framework import serializers

from lti_exams.api.fields import Instant, Number, Text
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.attempts import PersonShown
from lti_exams.api.shapes.courses import Page
from lti_exams.api.showing import Shown
from lti_exams.exams import api as exams

MOST_AT_ONCE = 500


class AllowanceInput(Fields):
    """Who is granted what: in one exam, or without an exam in all exams of the course."""

    person = Number(required=False, help_text="Our key of the person.")
    sub = Text(required=False, max_length=255, help_text="What the LMS calls the person.")
    exam = Number(required=False, allow_null=True)
    minutes = Number(required=False, allow_null=True)
    percent = Number(required=False, allow_null=True)
    opens_at = Instant(required=False, allow_null=True)
    due_at = Instant(required=False, allow_null=True)
    closes_at = Instant(required=False, allow_null=True)
    exceptions = serializers.ListField(child=Text(max_length=200), required=False, max_length=20)
    reason = Text()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("person" in attrs) == ("sub" in attrs):
            raise serializers.ValidationError({"person": "give either person or sub"})
        return attrs


class AllowancesInput(Fields):
    """Grants for many people; each is stored or refused by itself."""

    grants = serializers.ListField(
        child=serializers.DictField(), min_length=1, max_length=MOST_AT_ONCE
    )


class AccommodationShown(Shown):
    """What is granted to one person."""

    id = serializers.IntegerField()
    person = PersonShown()
    exam = serializers.IntegerField(source="exam_id", allow_null=True)
    exam_title = serializers.CharField(source="exam.title", default=None, allow_null=True)
    minutes = serializers.IntegerField(allow_null=True)
    percent = serializers.IntegerField(allow_null=True)
    opens_at = Instant(allow_null=True)
    due_at = Instant(allow_null=True)
    closes_at = Instant(allow_null=True)
    exceptions = serializers.ListField(child=serializers.CharField())
    reason = serializers.CharField()
    granted_by = serializers.CharField()
    granted_at = Instant()


class AccommodationsShown(Page):
    """A page of what is granted."""

    results = AccommodationShown(many=True)


class GrantResult(Shown):
    """What became of one grant: its accommodation, or why not."""

    index = serializers.IntegerField()
    status = serializers.IntegerField()
    accommodation = serializers.IntegerField(required=False)
    code = serializers.CharField(required=False)
    field = serializers.CharField(required=False)
    detail = serializers.CharField(required=False)


class GrantResults(Shown):
    """What became of each grant, in their order."""

    results = GrantResult(many=True)
    granted = serializers.IntegerField()
    refused = serializers.IntegerField()


class ExtensionInput(Fields):
    """More time for everybody in progress."""

    minutes = Number(min_value=1, max_value=10_080)
    reason = Text()


class ExtensionShown(Shown):
    """Time that everybody in progress was given."""

    id = serializers.IntegerField()
    seconds = serializers.IntegerField()
    reached = serializers.IntegerField(help_text="How many attempts it reached.")
    given_at = Instant()
    given_by = serializers.CharField()
    reason = serializers.CharField()
    undone_at = Instant(allow_null=True)


class ExtensionsShown(Shown):
    """The extensions of an exam."""

    results = ExtensionShown(many=True)
    now = Instant()


def allowance(told: dict[str, Any]) -> exams.Allowance:
    """Return what was sent as what is granted."""
    names = ("minutes", "percent", "opens_at", "due_at", "closes_at")
    given = {name: told[name] for name in names if told.get(name) is not None}
    return exams.Allowance(**given, exceptions=tuple(told.get("exceptions", ())))
