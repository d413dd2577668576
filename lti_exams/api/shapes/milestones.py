"""Milestones and what ties them to courses, as programs send and get them."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from lti_exams.api.fields import Flag, Instant, Number, Points, Text, Word
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.courses import Page
from lti_exams.api.showing import Shown
from lti_exams.milestones import api as milestones

# Namespaces, names and keys of subjects are of any length and script; a request has its own limit.
LONGEST = 100_000


class MilestoneInput(Fields):
    """A milestone to be made, or switched on where it is off."""

    namespace = Text(
        required=False, max_length=LONGEST, help_text="The course's own where it is left out."
    )
    name = Text(max_length=LONGEST)
    display_name = Text(required=False, allow_blank=True, max_length=LONGEST)
    description = Text(required=False, allow_blank=True, max_length=LONGEST)
    is_given_by_hand = Flag(required=False, help_text="Staff give it, so nothing else needs to.")
    links_follow = Flag(
        default=True,
        help_text="Whether what asks for it and gives it comes back with one that was off.",
    )


class MilestoneChangesInput(Fields):
    """What is to change of a milestone."""

    namespace = Text(required=False, max_length=LONGEST)
    name = Text(required=False, max_length=LONGEST)
    display_name = Text(required=False, allow_blank=True, max_length=LONGEST)
    description = Text(required=False, allow_blank=True, max_length=LONGEST)
    is_given_by_hand = Flag(required=False)


class RemovalInput(Fields):
    """Whether what asks for a milestone in this course goes with it; else its gates stay shut.

    What other courses ask stays, and stays shut.
    """

    with_requirements = Flag(default=False)


class MilestoneShown(Shown):
    """A milestone."""

    id = serializers.IntegerField(source="key")
    namespace = serializers.CharField()
    name = serializers.CharField()
    display_name = serializers.CharField()
    description = serializers.CharField()
    is_given_by_hand = serializers.BooleanField()
    is_active = serializers.BooleanField()


class ListedMilestone(Shown):
    """A milestone that a course has to do with, and how many people hold it."""

    milestone = MilestoneShown()
    is_own = serializers.BooleanField(help_text="Made by this course, and its to change.")
    holders = serializers.IntegerField()


class MilestonesShown(Page):
    """The milestones that a course asks for, gives, or made."""

    results = ListedMilestone(many=True)


class ConditionInput(Fields):
    """What is asked of a completion, or of what an award rests on; nothing where it is empty."""

    minimum_score = Points(required=False, allow_null=True, help_text="Percent.")
    minimum_completion = Points(required=False, allow_null=True, help_text="Percent.")
    verified = Flag(required=False)
    not_before = Instant(required=False, allow_null=True)
    not_after = Instant(required=False, allow_null=True)


class ConditionShown(Shown):
    """What is asked of a completion."""

    minimum_score = Points(allow_null=True)
    minimum_completion = Points(allow_null=True)
    verified = serializers.BooleanField()
    not_before = Instant(allow_null=True)
    not_after = Instant(allow_null=True)


_SUBJECT = "`course`, `qualification`, `exam:12`, `link:3` or `content-item:…`."


class RequirementInput(Fields):
    """What something in a course is to ask for."""

    subject = Text(default="course", max_length=LONGEST, help_text=_SUBJECT)
    milestone = Number()
    condition = ConditionInput(required=False)
    kind = Text(default="requires", max_length=100)
    parent = Number(  # type: ignore[assignment]
        required=False, allow_null=True, help_text="The group that it is a part of."
    )


class GroupInput(Fields):
    """A group: all, any or at least so many of several milestones."""

    subject = Text(default="course", max_length=LONGEST, help_text=_SUBJECT)
    mode = Word(milestones.Mode)
    count = Number(required=False, allow_null=True)
    milestones = serializers.ListField(child=Number(), max_length=500)
    kind = Text(default="requires", max_length=100)
    parent = Number(required=False, allow_null=True)  # type: ignore[assignment]


class FulfilmentInput(Fields):
    """What something in a course is to give."""

    subject = Text(default="course", max_length=LONGEST, help_text=_SUBJECT)
    milestone = Number()
    condition = ConditionInput(required=False)
    when_lost = Word(milestones.WhenLost, required=False)
    holds_for_days = Number(required=False, allow_null=True)
    kind = Text(default="fulfils", max_length=100)


class TieShown(Shown):
    """A requirement, a group of them, or a fulfilment: which, says the side."""

    id = serializers.IntegerField(source="key")
    side = serializers.ChoiceField(choices=[one.value for one in milestones.Side])
    kind = serializers.CharField()
    subject = serializers.CharField()
    milestone = MilestoneShown(allow_null=True)
    condition = ConditionShown()
    version = serializers.IntegerField()
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]
    mode = serializers.CharField(allow_null=True)
    count = serializers.IntegerField(allow_null=True)
    when_lost = serializers.CharField(allow_null=True)
    holds_for_days = serializers.IntegerField(allow_null=True)


class TroubleShown(Shown):
    """A requirement that nobody can meet any more, and why: its gate stays shut."""

    code = serializers.CharField()
    subject = serializers.CharField()
    requirement = serializers.IntegerField()
    milestone = MilestoneShown(allow_null=True)


class TroublesShown(Shown):
    """What stays shut because of what was taken away."""

    troubles = TroubleShown(many=True)


class RequirementsShown(Shown):
    """Everything that a course asks and gives."""

    requirements = TieShown(many=True)
    fulfilments = TieShown(many=True)
    troubles = TroubleShown(many=True)
    names = serializers.DictField(child=serializers.CharField())
    completion_rule = serializers.JSONField(help_text="None where nobody decided it.")


class KindInput(Fields):
    """A kind of relation: what asks, or what gives."""

    name = Text(max_length=100)
    side = Word(milestones.Side)
    description = Text(default="", allow_blank=True)
    is_active = Flag(default=True)


class KindShown(Shown):
    """A kind of relation."""

    name = serializers.CharField()
    side = serializers.ChoiceField(choices=[one.value for one in milestones.Side])
    description = serializers.CharField()
    is_active = serializers.BooleanField()


class KindsShown(Shown):
    """Every kind of relation."""

    results = KindShown(many=True)


class NeededInput(Fields):
    """One thing that is needed first, and how well."""

    subject = Text(max_length=LONGEST, help_text="`course:5`, `exam:12` or `link:3`.")
    condition = ConditionInput(required=False)


class PrerequisitesInput(Fields):
    """What a course, or something in it, needs to be completed first; it replaces the old list."""

    subject = Text(default="course", max_length=LONGEST)
    needed = serializers.ListField(child=NeededInput(), max_length=100)


class PrerequisitesShown(Shown):
    """The milestones that stand for what is needed first."""

    results = MilestoneShown(many=True)


class RuleInput(Fields):
    """When a course is completed: a tree of conditions."""

    rule = serializers.JSONField()


class RuleShown(Shown):
    """When a course is completed."""

    rule = serializers.JSONField()
    version = serializers.IntegerField(allow_null=True)


def condition_of(told: Mapping[str, Any] | None) -> milestones.Condition:
    """Return what was sent as a condition."""
    given = {name: value for name, value in (told or {}).items() if value is not None}
    return milestones.Condition(**given)
