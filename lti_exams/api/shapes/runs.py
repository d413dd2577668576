"""Runs of the wizard as programs make them, and the preview that each comes to."""

from rest_framework import serializers

from lti_exams.api.fields import Instant, Points, Text, Word
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.attempts import PersonShown
from lti_exams.api.shapes.courses import Page, PageQuery
from lti_exams.api.shapes.qualifications import TallyShown
from lti_exams.api.showing import Shown
from lti_exams.qualifications import api as qualifications


class RunInput(Fields):
    """By which plugin it is decided, and what the plugin is told."""

    plugin = Text(max_length=100)
    settings = serializers.DictField(required=False, help_text="Points in ten-thousandths.")


class RunShown(Shown):
    """A run that was computed and is not saved yet."""

    key = serializers.CharField(help_text="The pluginsessionid of the run.")
    course = serializers.IntegerField(source="period_id")
    plugin = serializers.CharField()
    settings = serializers.DictField(source="plugin_settings")
    computed_at = Instant()
    tally = TallyShown()


class RunQuery(PageQuery):
    """Which students of a run are wanted."""

    qualifies = serializers.ChoiceField(
        choices=["yes", "no", "open"], required=False, help_text="yes, no or open; or all."
    )
    search = serializers.CharField(default="", allow_blank=True, max_length=200)


class ReasonShown(Shown):
    """One answer that accounts for the decision."""

    asked = serializers.CharField(help_text="passed, at-least, at-most or among.")
    column = serializers.IntegerField(allow_null=True)
    among = serializers.CharField(allow_null=True)
    limit = Points(allow_null=True)
    missing = Points(allow_null=True)
    met = serializers.BooleanField()


class RunLineShown(Shown):
    """Whether a student would qualify, and the answers that account for it."""

    related_student = serializers.IntegerField()
    person = PersonShown()
    qualifies = serializers.BooleanField(allow_null=True)
    reasons = ReasonShown(many=True)


class RunLinesShown(Page):
    """Students of a run by name."""

    results = RunLineShown(many=True)


class RunSavingInput(Fields):
    """How far the list is, and what is said about it."""

    state = Word(qualifications.State)
    message = Text(required=False, allow_blank=True, max_length=10_000)


class RunSavedShown(Shown):
    """The status; or none, and of how many something else is known than was looked at."""

    status = serializers.IntegerField(allow_null=True)
    changed = serializers.IntegerField()
    rule_changed = serializers.BooleanField()
    newer = serializers.IntegerField(
        allow_null=True,
        help_text="A status that somebody else has saved since; saving again replaces it.",
    )
