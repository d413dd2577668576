"""Gates: what they ask, how each thing stands, what leads in, and who asked for a review."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from lti_exams.api.fields import Flag, Instant, Text
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.attempts import PersonShown
from lti_exams.api.shapes.courses import Page, PageQuery
from lti_exams.api.shapes.milestones import MilestoneShown
from lti_exams.api.showing import Shown
from lti_exams.journeys.see_gates import (
    SeenGate,
    SeenInnerGate,
    SeenReason,
    SeenStep,
    SeenWay,
    Stand,
)
from lti_exams.milestones import api as milestones


class WayShown(Shown):
    """Something whose completion gives what is asked."""

    subject = serializers.CharField()
    name = serializers.CharField()
    where = serializers.CharField(help_text="The course that it is in.")
    told = serializers.CharField()
    stand = serializers.ChoiceField(choices=[one.value for one in Stand])


class ReasonShown(Shown):
    """How one thing that is asked for stands, in the words that the person reads too."""

    requirement = serializers.IntegerField()
    milestone = MilestoneShown()
    is_met = serializers.BooleanField()
    codes = serializers.ListField(child=serializers.CharField())
    stand = serializers.ChoiceField(choices=[one.value for one in Stand])
    told = serializers.CharField()
    ways = WayShown(many=True)


class StepShown(Shown):
    """One step of the way in."""

    subject = serializers.CharField()
    name = serializers.CharField()
    where = serializers.CharField()
    milestone = serializers.IntegerField()
    told = serializers.CharField(help_text="How well and when, in the words that people read.")
    by_hand = serializers.ListField(
        child=serializers.CharField(), help_text="What people give before it can begin."
    )


class InnerGateShown(Shown):
    """The gate of one exam, link or content item by itself; that of the course comes before it."""

    subject = serializers.CharField()
    name = serializers.CharField()
    is_open = serializers.BooleanField()
    missing = ReasonShown(many=True)


class AppealShown(Shown):
    """Somebody asked for a review, and what became of it."""

    id = serializers.IntegerField()
    person = PersonShown()
    missing = serializers.ListField(child=serializers.IntegerField())
    words = serializers.CharField()
    asked_at = Instant()
    outcome = serializers.ChoiceField(choices=[one.value for one in milestones.Outcome])
    reply = serializers.CharField()
    answered_at = Instant(allow_null=True)


class AppealsShown(Page):
    """Who asked for a review in a course."""

    results = AppealShown(many=True)


class AppealInput(Fields):
    """What somebody who is kept out wants staff to know."""

    words = Text(default="", allow_blank=True, max_length=2_000)


class AnswerInput(Fields):
    """What staff answer: let past, or declined with a reason."""

    lets_past = Flag()
    reply = Text(default="", allow_blank=True, max_length=2_000)


class GateQuery(Fields):
    """Whose gate is asked for, and of which exam in the course."""

    person = serializers.IntegerField(required=False)
    exam = serializers.IntegerField(required=False)


class ReviewsQuery(PageQuery):
    """Which reviews are wanted."""

    only_open = serializers.BooleanField(default=False)


class GateShown(Shown):
    """Whether somebody may come in, every reason, and the steps that lead there."""

    is_open = serializers.BooleanField()
    reasons = ReasonShown(many=True)
    steps = StepShown(many=True)
    closed = serializers.ListField(
        child=serializers.IntegerField(), help_text="Milestones to which no step leads."
    )
    appeal = AppealShown(allow_null=True)


def gate_shown(seen: SeenGate) -> Mapping[str, Any]:
    """Return a gate as it is told."""
    steps = [_step(one) for one in seen.steps]
    return {
        "is_open": seen.is_open,
        "reasons": [_reason(one) for one in seen.reasons],
        "steps": steps,
        "closed": seen.closed,
        "appeal": seen.appeal,
    }


def _step(seen: SeenStep) -> Mapping[str, Any]:
    return {
        **_of(seen),
        "milestone": seen.milestone,
        "told": seen.told,
        "by_hand": seen.by_hand,
    }


def _reason(seen: SeenReason) -> Mapping[str, Any]:
    reason = seen.reason
    return {
        "requirement": reason.requirement,
        "milestone": reason.milestone,
        "is_met": reason.is_met,
        "codes": reason.codes,
        "stand": seen.stand.value,
        "told": seen.told,
        "ways": [_way(one) for one in seen.ways],
    }


def _way(way: SeenWay) -> Mapping[str, Any]:
    return {**_of(way), "told": way.told, "stand": way.stand.value}


def _of(one: Any) -> Mapping[str, Any]:
    return {"subject": str(one.subject), "name": one.name, "where": one.where}


def inner_gate_shown(seen: SeenInnerGate) -> Mapping[str, Any]:
    """Return a gate within a course as it is told."""
    return {
        "subject": str(seen.subject),
        "name": seen.name,
        "is_open": seen.is_open,
        "missing": [_reason(one) for one in seen.missing],
    }
