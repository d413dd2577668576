"""What staff type in about a place where questions lie."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.assessments import api as assessments
from lti_exams.web.staff.forms import AddressField


class OptionalAddressField(AddressField):
    """An address, where there is one."""

    def validate(self, value: str) -> None:
        if value:
            super().validate(value)


class AssessmentForm(forms.Form):
    """A page outside LTI, or people who mark by hand. Tools are registered among the tools."""

    name = forms.CharField(label=_("Name"), max_length=200)
    way = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (assessments.Way.OUTSIDE.value, _("A page that takes our access tokens")),
            (assessments.Way.BY_HAND.value, _("People who mark by hand")),
        ],
    )
    address = OptionalAddressField(
        label=_("Address (for a page)"),
        required=False,
        help_text=_("Learners are sent there with an exam access token."),
    )
    jwks_url = OptionalAddressField(
        label=_("Its public keys (optional)"),
        required=False,
        help_text=_("Where it signs completions with a key of its own instead of the secret."),
    )
    ask_address = OptionalAddressField(
        label=_("Where a score can be asked for (optional)"),
        required=False,
        help_text=_("It takes a signed POST that names the attempt whose score has not come."),
    )
    contact_email = forms.EmailField(
        label=_("Whom to write to (optional)"),
        required=False,
        help_text=_("Where there is no address to ask, a letter goes there."),
    )
    patience_hours = forms.IntegerField(
        label=_("Hours until a score that has not come is shown to teachers"), initial=24
    )
    is_active = forms.BooleanField(label=_("Exams can use it"), required=False, initial=True)

    @classmethod
    def of(cls, one: assessments.Assessment, typed: Any = None) -> "AssessmentForm":
        """Return the form of a place that is known; what it is stays."""
        names = ("name", "address", "ask_address", "contact_email", "patience_hours", "is_active")
        told = {name: getattr(one, name) for name in names}
        told["jwks_url"] = one.key_set.url if one.key_set else ""
        form = cls(typed, initial=told)
        del form.fields["way"]
        if one.way != assessments.Way.OUTSIDE:
            del form.fields["address"], form.fields["jwks_url"]
        return form

    def told(self, one: assessments.Assessment | None = None) -> assessments.NewAssessment:
        """Return what was typed."""
        typed = self.cleaned_data
        return assessments.NewAssessment(
            name=typed["name"],
            way=assessments.Way(one.way if one else typed["way"]),
            tool=one.tool if one else None,
            address=typed.get("address", ""),
            jwks_url=typed.get("jwks_url", ""),
            ask_address=typed["ask_address"],
            contact_email=typed["contact_email"],
            patience_hours=typed["patience_hours"],
            is_active=typed["is_active"],
        )
