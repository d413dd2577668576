"""Proctoring vendors, and what exams ask of them, as programs send and get them."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from lti_exams.api.fields import Flag, Number, Text, Word
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.tools import EmailTexts
from lti_exams.api.showing import Shown
from lti_exams.proctoring import api as proctoring


class VendorShown(Shown):
    """A proctoring vendor that exams may use."""

    id = serializers.IntegerField()
    key = serializers.CharField(help_text="What an exam names as its vendor.")
    name = serializers.CharField()
    way = serializers.ChoiceField(choices=[one.value for one in proctoring.Way])
    support_phone = serializers.CharField(allow_blank=True)
    support_email = serializers.CharField(allow_blank=True)
    support_url = serializers.CharField(allow_blank=True)


class VendorsShown(Shown):
    """The proctoring vendors."""

    results = VendorShown(many=True)


class WholeVendorShown(VendorShown):
    """A vendor as staff of the service know it."""

    tool = serializers.IntegerField(allow_null=True)
    address = serializers.CharField(allow_blank=True)
    callback_url = serializers.CharField(allow_blank=True, help_text="For a vendor by REST.")
    policy = serializers.DictField()
    escalation_email = serializers.CharField(allow_blank=True)
    units = serializers.ListField(child=serializers.CharField())
    email_texts = serializers.DictField(child=serializers.CharField())
    is_active = serializers.BooleanField()


class SecretShown(WholeVendorShown):
    """A REST vendor with its secret, which is shown this once."""

    secret = serializers.CharField(allow_blank=True)


class VendorInput(Fields):
    """A vendor as it should be."""

    slug = Text(help_text="Small letters, digits and hyphens; it stays.")
    name = Text()
    way = Word(proctoring.Way)
    tool = Number(default=None, allow_null=True, help_text="The tool that an LTI vendor is.")
    address = Text(default="", allow_blank=True, help_text="Where a REST vendor is called.")
    policy = serializers.DictField(default=dict)
    support_phone = Text(default="", allow_blank=True)
    support_email = Text(default="", allow_blank=True)
    support_url = Text(default="", allow_blank=True)
    escalation_email = Text(default="", allow_blank=True)
    units = serializers.ListField(child=Text(), default=list)
    email_texts = EmailTexts(default=dict)


class SwitchInput(Fields):
    """Whether a vendor is in use."""

    on = Flag()


class ChoiceInput(Fields):
    """Which vendor guards the exams of a course from now on."""

    vendor = Text(help_text="The key of a vendor, as the list of vendors tells it.")
    for_exams = Flag(default=False, help_text="Also the exams that are there.")


class ChoiceShown(Shown):
    """What a choice changed."""

    vendor = serializers.CharField()
    exams = serializers.ListField(child=serializers.IntegerField())
    running = serializers.IntegerField(help_text="Attempts that stay with their vendor.")


class ProctoringInput(Fields):
    """What an exam asks of its vendor and of its reviewers."""

    settings = serializers.DictField(default=dict, help_text="Handed to the vendor as it is.")
    policy = serializers.DictField(
        default=dict, help_text="Thresholds and reason codes that replace the vendor's."
    )
    needs_second_review = Flag(default=False)
    tells_end = Flag(default=False)
    onboarding_days = Number(default=365)


class ProctoringShown(Shown):
    """What an exam asks, and the vendor that guards it."""

    vendor = serializers.CharField(allow_blank=True)
    settings = serializers.DictField()
    policy = serializers.DictField()
    needs_second_review = serializers.BooleanField()
    tells_end = serializers.BooleanField()
    onboarding_days = serializers.IntegerField()


def vendor_shown(vendor: proctoring.Vendor) -> Mapping[str, Any]:
    """Return a vendor as everybody may see it."""
    contacts = vendor.contacts
    return {
        "id": vendor.pk,
        "key": vendor.reference,
        "name": vendor.name,
        "way": vendor.way,
        "support_phone": contacts.support_phone,
        "support_email": contacts.support_email,
        "support_url": contacts.support_url,
    }


def whole_vendor_shown(vendor: proctoring.Vendor) -> Mapping[str, Any]:
    """Return a vendor as staff of the service see it."""
    by_rest = vendor.way == proctoring.Way.REST
    return {
        **vendor_shown(vendor),
        "tool": vendor.tool_id,
        "address": vendor.address,
        "callback_url": proctoring.callback_address(vendor.key) if by_rest else "",
        "policy": vendor.policy_document,
        "escalation_email": vendor.contacts.escalation_email,
        "units": vendor.contacts.units,
        "email_texts": vendor.contacts.email_texts,
        "is_active": vendor.is_active,
    }


def proctoring_shown(wishes: proctoring.ExamProctoring) -> Mapping[str, Any]:
    """Return what an exam asks."""
    return {"vendor": wishes.exam.vendor, **wishes.told()}
