"""The requirements of a course as a document, and what it would become elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import serializers

from lti_exams.api.fields import Text
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.milestones import LONGEST, TieShown
from lti_exams.api.showing import Shown
from lti_exams.journeys.port_milestones import SeenLine
from lti_exams.journeys.port_rules import RuleStanding, SeenRule
from lti_exams.milestones import api as milestones


class DocumentShown(Shown):
    """Everything that a course asks and gives."""

    document = serializers.JSONField()


class DocumentInput(Fields):
    """An export, and what takes the place of what in this course."""

    document = serializers.JSONField()
    subjects = serializers.DictField(
        child=Text(max_length=LONGEST),
        default=dict,
        help_text='The key here for each subject there: `{"exam:12": "31"}`.',
    )

    replaces_rule = serializers.BooleanField(
        default=False,
        help_text="Whether the rule of the document takes the place of another one that is here.",
    )


class LineShown(Shown):
    """One line of an export: what it was, what it would become, and whether that is here."""

    side = serializers.CharField()
    old = serializers.CharField()
    subject = serializers.CharField()
    name = serializers.CharField()
    milestone = serializers.ListField(child=serializers.CharField(), allow_null=True)
    milestone_is_new = serializers.BooleanField()
    is_mapped = serializers.BooleanField()
    is_here = serializers.BooleanField()


class PortedRuleShown(Shown):
    """When the course would be completed, in names of here; and what of it is not here."""

    standing = serializers.ChoiceField(choices=[one.value for one in RuleStanding])
    rule = serializers.JSONField()
    lacking = serializers.ListField(child=serializers.CharField())
    makes = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))


class PreviewShown(Shown):
    """What an export would become here, and by which mapping."""

    lines = LineShown(many=True)
    rule = PortedRuleShown(allow_null=True)
    subjects = serializers.DictField(child=serializers.CharField())
    can_be_imported = serializers.BooleanField()


class ImportedShown(Shown):
    """What an import made."""

    results = TieShown(many=True)


def preview_shown(
    seen: Sequence[SeenLine], rule: SeenRule | None, names: milestones.Mapped
) -> Mapping[str, Any]:
    """Return a preview as it is told."""
    return {
        "lines": [_line(one) for one in seen],
        "rule": _rule(rule) if rule else None,
        "subjects": dict(names.subjects),
        "can_be_imported": all(one.is_here for one in seen),
    }


def _rule(seen: SeenRule) -> Mapping[str, Any]:
    return {
        "standing": seen.standing.value,
        "rule": seen.named,
        "lacking": seen.lacking,
        "makes": sorted(seen.makes),
    }


def _line(seen: SeenLine) -> Mapping[str, Any]:
    line = seen.preview.line
    return {
        "side": line.side,
        "old": line.old,
        "subject": seen.subject,
        "name": seen.name,
        "milestone": line.name,
        "milestone_is_new": seen.preview.milestone_is_new,
        "is_mapped": seen.preview.is_mapped,
        "is_here": seen.is_here,
    }
