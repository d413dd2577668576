"""Callers and courses as programs get them."""

from rest_framework import serializers

from lti_exams.api.fields import Instant, Text
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.attempts import PersonShown
from lti_exams.api.showing import Shown


class CourseShown(Shown):
    """A course of an LMS."""

    id = serializers.IntegerField()
    context_id = serializers.CharField(help_text="What the LMS calls it.")
    label = serializers.CharField()  # type: ignore[assignment]
    title = serializers.CharField()


class CallerShown(Shown):
    """Who asks."""

    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    course = CourseShown(allow_null=True, help_text="None for those who reach every course.")
    person = PersonShown(allow_null=True)
    may = serializers.ListField(child=serializers.CharField())
    now = Instant()


class PageQuery(Fields):
    """Which part of a list is wanted."""

    offset = serializers.IntegerField(default=0, min_value=0, max_value=10_000_000)
    limit = serializers.IntegerField(default=100, min_value=1, max_value=500)


class CoursesQuery(PageQuery):
    """Which courses are wanted."""

    search = serializers.CharField(default="", allow_blank=True, max_length=200)


class Page(Shown):
    """What every list says besides its rows."""

    total = serializers.IntegerField()
    offset = serializers.IntegerField()
    limit = serializers.IntegerField()


class CoursesShown(Page):
    """A page of courses."""

    results = CourseShown(many=True)


class OnboardingShown(Shown):
    """How somebody stands in the onboarding of a course."""

    exam = serializers.IntegerField(allow_null=True)
    status = serializers.CharField(help_text="none, not_started, or a status of an attempt.")
    now = Instant()


class ConfigurationInput(Fields):
    """What new exams of a course get where they say nothing else."""

    vendor = Text(required=False, allow_blank=True, help_text="A kind and a key: tool:12")
    escalation_email = Text(required=False, allow_blank=True)
    mails_learners = serializers.BooleanField(
        required=False,
        allow_null=True,
        help_text="Whether learners are written to about their attempts; null: as elsewhere.",
    )


class ConfigurationShown(Shown):
    """What holds in a course."""

    vendor = serializers.CharField(allow_blank=True)
    escalation_email = serializers.CharField(allow_blank=True)
    mails_learners = serializers.BooleanField()
