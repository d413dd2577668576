"""Places where questions lie, and what exams ask of them, as programs send and get them."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from lti_exams.api.fields import Flag, Number, Points, Text, Word
from lti_exams.api.reading import Fields
from lti_exams.api.showing import Shown
from lti_exams.assessments import api as assessments
from lti_exams.journeys.ask_again import Asked, Way
from lti_exams.journeys.choose_questions import QuestionsSeen
from lti_exams.kernel.points import plain


class AssessmentShown(Shown):
    """A place where questions can lie."""

    id = serializers.IntegerField()
    key = serializers.CharField(help_text="What an exam names as its assessment.")
    name = serializers.CharField()
    way = serializers.ChoiceField(choices=[one.value for one in assessments.Way])
    tool = serializers.IntegerField(allow_null=True, help_text="The tool that an LTI one is.")
    address = serializers.CharField(allow_blank=True)
    jwks_url = serializers.CharField(allow_blank=True)
    ask_address = serializers.CharField(allow_blank=True)
    contact_email = serializers.CharField(allow_blank=True)
    patience_hours = serializers.IntegerField()
    is_active = serializers.BooleanField()


class AssessmentsShown(Shown):
    """The places where questions can lie."""

    results = AssessmentShown(many=True)


class AssessmentWithSecretShown(AssessmentShown):
    """A place with the secret that it signs with, which is shown this once."""

    secret = serializers.CharField(allow_blank=True)


class AssessmentInput(Fields):
    """A place where questions lie, as it should be."""

    name = Text()
    way = Word(assessments.Way)
    slug = Text(
        default="", allow_blank=True, help_text="Small letters, digits and hyphens; it stays."
    )
    tool = Number(default=None, allow_null=True, help_text="The tool that an LTI one is.")
    address = Text(default="", allow_blank=True, help_text="Where a page outside LTI opens.")
    jwks_url = Text(default="", allow_blank=True, help_text="Where its keys are, if it has any.")
    ask_address = Text(
        default="", allow_blank=True, help_text="Where a score that has not come is asked for."
    )
    contact_email = Text(default="", allow_blank=True, help_text="Whom to write to otherwise.")
    patience_hours = Number(
        default=24, help_text="After so long a score that has not come is shown to staff."
    )
    is_active = Flag(default=True)


class ContentInput(Fields):
    """The link that an exam opens in its tool."""

    title = Text(default="", allow_blank=True, max_length=255)
    url = Text(default=None, allow_null=True, max_length=2_000, help_text="Else the tool's own.")
    custom = serializers.DictField(default=dict)
    resource_id = Text(default="", allow_blank=True, max_length=255)
    tag = Text(default="", allow_blank=True, max_length=255)
    maximum = Points(required=False, help_text="Else the full marks of the exam.")


class ContentShown(Shown):
    """What was chosen for an exam in its assessment."""

    title = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    custom = serializers.DictField()
    resource_id = serializers.CharField(allow_blank=True)
    tag = serializers.CharField(allow_blank=True)
    maximum = serializers.FloatField(allow_null=True)


class QuestionsInput(Fields):
    """Where the questions of an exam lie from now on."""

    assessment = Text(
        allow_blank=True, max_length=120, help_text="One of those offered; nothing for nowhere."
    )
    allows_extra_credit = Flag(default=False)
    content = ContentInput(
        default=None, allow_null=True, help_text="Left out, what was chosen stays."
    )


class OfferedShown(Shown):
    """A place that an exam of this course can name."""

    key = serializers.CharField()
    name = serializers.CharField()
    way = serializers.ChoiceField(choices=[one.value for one in assessments.Way])


class QuestionsShown(Shown):
    """Where the questions of an exam lie, and where they could."""

    assessment = serializers.CharField(allow_blank=True)
    allows_extra_credit = serializers.BooleanField()
    content = ContentShown(allow_null=True)
    offered = OfferedShown(many=True)


class AskedShown(Shown):
    """How a score that has not come was asked for."""

    way = serializers.ChoiceField(choices=[one.value for one in Way])
    whom = serializers.CharField(allow_blank=True)


def assessment_shown(one: assessments.Assessment) -> Mapping[str, Any]:
    """Return a place as staff of the service see it."""
    names = ("key", "name", "way", "address", "ask_address", "contact_email", "patience_hours")
    return {
        "id": one.pk,
        "tool": one.tool_id,
        "jwks_url": one.key_set.url if one.key_set else "",
        "is_active": one.is_active,
        **{name: getattr(one, name) for name in names},
    }


def content_item(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a content as a Deep Linking response would name it, to be read like one."""
    line = {"resourceId": told["resource_id"], "tag": told["tag"]}
    if "maximum" in told:
        line["scoreMaximum"] = float(plain(told["maximum"]))
    item = {"type": "ltiResourceLink", "title": told["title"], "custom": told["custom"]}
    if told["url"]:
        item["url"] = told["url"]
    return {**item, "lineItem": line}


def questions_shown(seen: QuestionsSeen) -> Mapping[str, Any]:
    """Return where the questions of an exam lie."""
    chosen = seen.chosen
    return {
        "assessment": seen.exam.assessment,
        "allows_extra_credit": seen.allows_extra_credit,
        "content": _content_shown(chosen) if chosen else None,
        "offered": seen.offered,
    }


def _content_shown(chosen: assessments.Questions) -> Mapping[str, Any]:
    return {
        "title": chosen.title,
        "url": chosen.address,
        "custom": chosen.custom,
        "resource_id": chosen.resource_id,
        "tag": chosen.tag,
        "maximum": None if chosen.maximum is None else float(plain(chosen.maximum)),
    }


def asked_shown(asked: Asked) -> Mapping[str, Any]:
    """Return what was done about a score."""
    return {"way": asked.way.value, "whom": asked.whom}
