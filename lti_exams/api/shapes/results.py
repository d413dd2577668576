"""Rosters, columns and results as programs send and get them."""

from typing import Any

from rest_framework import serializers

from lti_exams.api.fields import Flag, Instant, Number, Points, Text, Word
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.attempts import PersonShown
from lti_exams.api.shapes.courses import Page, PageQuery
from lti_exams.api.showing import Shown
from lti_exams.results import api as results

MOST_AT_ONCE = 1_000


class RosterShown(Shown):
    """How well we know who is in a course."""

    learners = serializers.IntegerField(help_text="Who learns there today.")
    is_offered = serializers.BooleanField(help_text="Whether the LMS lists its members to us.")
    asked_at = Instant(allow_null=True)
    due_at = Instant(allow_null=True, help_text="When it is read the next time.")
    read_at = Instant(allow_null=True, help_text="When it was last read whole.")
    members = serializers.IntegerField(help_text="Of the last whole reading.")
    joined = serializers.IntegerField()
    left = serializers.IntegerField()
    failure = serializers.CharField(
        allow_blank=True, help_text="Why the last reading failed, as a code."
    )


class MembersQuery(PageQuery):
    """Which learners are wanted."""

    search = serializers.CharField(default="", allow_blank=True, max_length=200)


class MemberShown(Shown):
    """Somebody who learns in a course; their number is that of a related student."""

    id = serializers.IntegerField()
    person = PersonShown()
    since = Instant(source="as_of")


class MembersShown(Page):
    """A page of learners."""

    results = MemberShown(many=True)


class DriftShown(Shown):
    """Who came and went since the last decision, and who has results and is on no roster."""

    decided_at = Instant(allow_null=True)
    joined = MemberShown(many=True)
    left = MemberShown(many=True)
    joined_count = serializers.IntegerField()
    left_count = serializers.IntegerField()
    strangers = PersonShown(many=True, help_text="People with results who are not on the roster.")
    stranger_count = serializers.IntegerField()


class ColumnInput(Fields):
    """An assignment."""

    title = Text(max_length=255)
    maximum = Points()
    pass_limit = Points(required=False, allow_null=True)
    weight = Points(required=False, help_text="A factor, 1 where nothing is said.")
    group = Text(required=False, allow_blank=True, max_length=100)
    counting = Word(results.Counting, required=False)
    key = Text(required=False, max_length=100, help_text="A short name; it does not change.")


class ColumnShown(Shown):
    """An assignment, where its results come from, and how old they are."""

    id = serializers.IntegerField()
    key = serializers.CharField()
    title = serializers.CharField()
    maximum = Points()
    pass_limit = Points(allow_null=True)
    weight = Points()
    group = serializers.CharField(allow_blank=True)
    counting = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    is_active = serializers.BooleanField()
    known_at = Instant(allow_null=True)
    is_stale = serializers.BooleanField()
    failure = serializers.CharField(allow_blank=True)


class ColumnsShown(Shown):
    """The columns of a course that are in use, in their order."""

    results = ColumnShown(many=True)


class ResultsQuery(PageQuery):
    """Which results are wanted."""

    column = Number(required=False)
    person = Number(required=False)

    def to_internal_value(self, data: Any) -> Any:
        read = dict(data)
        for name in ("column", "person"):
            if name in read and str(read[name]).isascii() and str(read[name]).isdigit():
                read[name] = int(read[name])
        return super().to_internal_value(read)


class ResultShown(Shown):
    """What counts of one person in one column."""

    column = serializers.IntegerField(source="column_id")
    person = PersonShown()
    points = Points(allow_null=True)
    passed = serializers.BooleanField(source="is_passing")
    source = serializers.CharField()  # type: ignore[assignment]
    as_of = Instant()
    by = serializers.CharField(allow_blank=True)


class ResultsShown(Page):
    """A page of what counts."""

    results = ResultShown(many=True)


class ResultInput(Fields):
    """What a program says of one person in one column."""

    column = Text(max_length=100, help_text="The short name of the column.")
    person = Number(required=False)
    sub = Text(required=False, max_length=255)
    points = Points(required=False, allow_null=True)
    passed = Flag(required=False, allow_null=True, help_text="Whatever the limit says.")
    as_of = Instant(required=False, help_text="The newest word of a program holds.")
    key = Text(
        required=False, allow_blank=True, max_length=100, help_text="Which of several results."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("person" in attrs) == ("sub" in attrs):
            raise serializers.ValidationError({"person": "give either person or sub"})
        return attrs


class ResultsInput(Fields):
    """Results of a course; all are taken, or none."""

    results = serializers.ListField(child=ResultInput(), min_length=1, max_length=MOST_AT_ONCE)


class RecordedShown(Shown):
    """How many results said something new."""

    recorded = serializers.IntegerField()


class GradebookShown(Shown):
    """When what the LMS shows of its gradebook was asked for and read, and why not."""

    asked_at = Instant()
    read_at = Instant(allow_null=True)
    due_at = Instant(allow_null=True)
    failure = serializers.CharField(allow_blank=True)
