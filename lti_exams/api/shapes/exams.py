"""Exams as programs send and get them."""

from dataclasses import replace
from typing import Any

from rest_framework import serializers

from lti_exams.api.fields import Flag, Instant, Number, Points, Text, Word
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.courses import Page, PageQuery
from lti_exams.api.showing import Shown
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act
from lti_exams.journeys.edit_exams import Change

MOST_EXAMS = 500


class ExamInput(Fields):
    """Everything that staff decide about an exam; what is left out has its usual value."""

    slug = Text(max_length=255, help_text="Its short name, once in a course; programs know it by.")
    title = Text(max_length=255)
    kind = Word(exams.Kind)
    vendor = Text(required=False, allow_blank=True, help_text="A kind and a key: tool:12")
    assessment = Text(required=False, allow_blank=True, help_text="A kind and a key: tool:13")
    limit_seconds = Number(required=False, allow_null=True)
    opens_at = Instant(required=False, allow_null=True)
    due_at = Instant(required=False, allow_null=True)
    closes_at = Instant(required=False, allow_null=True)
    grace_seconds = Number(required=False)
    late_policy = Word(exams.LatePolicy, required=False)
    attempts_allowed = Number(required=False, allow_null=True)
    counting = Word(exams.Counting, required=False)
    maximum_points = Points(required=False)
    instructions = Text(required=False, allow_blank=True, max_length=20_000)
    review_policy = Text(required=False, allow_blank=True, max_length=20_000)
    may_opt_out = Flag(required=False)
    hide_after_due = Flag(required=False)
    rejected_policy = Word(exams.GradePolicy, required=False)
    timed_out_policy = Word(exams.GradePolicy, required=False)
    second_device = Word(exams.SecondDevice, required=False)
    pause_limit_seconds = Number(required=False, allow_null=True)
    is_active = Flag(required=False)
    access_rules = serializers.ListField(
        child=serializers.DictField(), required=False, max_length=20
    )


class ExamShown(ExamInput):
    """An exam as staff see it. Passwords and keys are shown to those who may change them."""

    id = serializers.IntegerField()
    course = serializers.IntegerField(source="course_id")
    version = serializers.IntegerField(help_text="Counts the changes of its definition.")
    created_at = Instant()

    def to_representation(self, instance: exams.Exam) -> dict[str, Any]:
        told = super().to_representation(instance)
        if not self.context["caller"].may(Act.EDIT_EXAMS, instance.course):
            told["access_rules"] = [{"rule": one["rule"]} for one in told["access_rules"]]
        return told


class ExamsQuery(PageQuery):
    """Which exams are wanted."""

    slug = serializers.CharField(default="", max_length=255)
    active_only = serializers.BooleanField(default=False)


class ExamsShown(Page):
    """A page of exams."""

    results = ExamShown(many=True)
    now = Instant()


class ExamsInput(Fields):
    """The exams of a course all at once."""

    exams = serializers.ListField(child=ExamInput(), max_length=MOST_EXAMS)
    deactivate_missing = Flag(
        default=False, help_text="Also switch off every exam that is not in the list."
    )


class ExamChanged(Shown):
    """What became of one exam."""

    id = serializers.IntegerField()
    slug = serializers.CharField()
    change = serializers.ChoiceField(choices=[one.value for one in Change])


class ExamsChanged(Shown):
    """What became of each exam."""

    results = ExamChanged(many=True)


class ReasonInput(Fields):
    """Why staff act; it is kept with what they did."""

    reason = Text()


def definition(told: dict[str, Any]) -> exams.Definition:
    """Return what was sent as a definition."""
    return exams.Definition(**_columns(told))


def changed(before: exams.Definition, told: dict[str, Any]) -> exams.Definition:
    """Return a definition with what was sent in place of what it was."""
    return replace(before, **_columns(told))


def _columns(told: dict[str, Any]) -> dict[str, Any]:
    if "access_rules" not in told:
        return told
    return {**told, "access_rules": tuple(dict(rule) for rule in told["access_rules"])}
