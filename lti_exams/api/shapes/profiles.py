"""What is granted to people in every course, as programs send and get it."""

from typing import Any

from rest_framework import serializers

from lti_exams.api.fields import Instant, Number, Text
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.attempts import PersonShown
from lti_exams.api.shapes.courses import Page, PageQuery
from lti_exams.api.showing import Shown
from lti_exams.exams import api as exams


class ProfilesQuery(PageQuery):
    """Whose profiles are wanted."""

    person = serializers.IntegerField(required=False, min_value=1)


class ProfileInput(Fields):
    """What a person is granted in every exam of every course, and for how long."""

    person = Number(required=False, help_text="Our key of the person.")
    platform = Number(required=False, help_text="Our key of the LMS that calls them by sub.")
    sub = Text(required=False, max_length=255, help_text="What the LMS calls the person.")
    minutes = Number(required=False, allow_null=True)
    percent = Number(required=False, allow_null=True)
    exceptions = serializers.ListField(child=Text(max_length=200), required=False, max_length=20)
    holds_from = Instant(required=False, allow_null=True)
    holds_until = Instant(required=False, allow_null=True)
    reason = Text()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("person" in attrs) == ("sub" in attrs):
            raise serializers.ValidationError({"person": "give either person or sub"})
        if ("sub" in attrs) != ("platform" in attrs):
            raise serializers.ValidationError({"platform": "sub and platform belong together"})
        return attrs


class ProfileShown(Shown):
    """What a person is granted in every course."""

    id = serializers.IntegerField()
    person = PersonShown()
    platform = serializers.IntegerField(source="person.platform_id")
    minutes = serializers.IntegerField(allow_null=True)
    percent = serializers.IntegerField(allow_null=True)
    exceptions = serializers.ListField(child=serializers.CharField())
    holds_from = Instant(allow_null=True)
    holds_until = Instant(allow_null=True)
    reason = serializers.CharField()
    granted_by = serializers.CharField()
    granted_at = Instant()
    withdrawn_at = Instant(allow_null=True)


class ProfilesShown(Page):
    """A page of profiles."""

    results = ProfileShown(many=True)


def profile(told: dict[str, Any]) -> exams.Profile:
    """Return what was sent as the profile that it describes."""
    return exams.Profile(
        allowance=exams.Allowance(
            minutes=told.get("minutes"),
            percent=told.get("percent"),
            exceptions=tuple(told.get("exceptions", ())),
        ),
        holds_from=told.get("holds_from"),
        holds_until=told.get("holds_until"),
    )
