"""What staff type of a proctoring vendor that is no LTI tool, and of what follows from any."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.proctoring import api as proctoring
from lti_exams.web.forms.fields import SPELLING, choice
from lti_exams.web.forms.json_field import ObjectField
from lti_exams.web.words import Text

# An LTI vendor is registered as a tool, which makes it a vendor too.
WAYS: Mapping[str, Text] = {
    proctoring.Way.REST: _("By our REST: a service that takes signed calls, or an adapter for one"),
    proctoring.Way.NULL: _("By nobody: everybody is let in, for tests and for practice"),
}
_POLICY_HELP = _(
    "An object: second_above and reject_above are severities from 0 to 1, quiet, unmeasured "
    "and terminated say what follows: verify, wait, second, reject or error; reasons gives reason "
    "codes words and an outcome; excuses names the codes that an exception makes harmless."
)


_EMAILS = "email_text_"


def _long(label: Any, help_text: Any = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, widget=widget)


class PolicyForm(forms.Form):
    """What follows from what a vendor tells."""

    name = forms.CharField(label=_("Name"), max_length=200)
    policy = ObjectField(label=_("What follows (optional)"), help_text=_POLICY_HELP)

    def vendor(self, known: proctoring.Vendor) -> proctoring.NewVendor:
        """Return a known vendor as it was typed anew."""
        return proctoring.NewVendor(
            **{
                **_known_of(known),
                "key": known.key,
                "way": proctoring.Way(known.way),
                "tool": known.tool,
                **self.told(),
            }
        )

    def told(self) -> dict[str, Any]:
        """Return what was typed, by the names that a vendor has for it."""
        return dict(self.cleaned_data)


class OutsiderForm(PolicyForm):
    """A vendor that is no LTI tool and is known already."""

    address = forms.CharField(
        label=_("Address (by REST)"),
        required=False,
        max_length=2000,
        widget=forms.URLInput(attrs={**SPELLING, "inputmode": "url"}),
    )
    support_phone = forms.CharField(label=_("Telephone"), required=False, max_length=100)
    support_email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    support_url = forms.CharField(label=_("Support page"), required=False, max_length=2000)
    escalation_email = forms.EmailField(
        label=_("E-mail for staff alone"), required=False, max_length=254
    )
    units = _long(
        _("Units that may use it (optional)"), _("One a line. Without any, all units may."), 2
    )
    email_text_submitted = _long(_("In e-mails: when an attempt was handed in"))
    email_text_verified = _long(_("In e-mails: when an attempt was accepted"))
    email_text_rejected = _long(_("In e-mails: when an attempt was rejected"))

    def told(self) -> dict[str, Any]:
        """Return what was typed; lines as a list, and the texts of e-mails by their names."""
        typed = super().told()
        named = {name: typed.pop(name) for name in list(typed) if name.startswith(_EMAILS)}
        texts = {name.removeprefix(_EMAILS): text for name, text in named.items() if text.strip()}
        lines = [line.strip() for line in typed.pop("units").splitlines()]
        return {**typed, "units": [line for line in lines if line], "email_texts": texts}


class VendorForm(OutsiderForm):
    """A vendor that is no LTI tool."""

    key = forms.SlugField(
        label=_("Key"),
        max_length=100,
        help_text=_("Small letters, digits and hyphens. It stays."),
        widget=forms.TextInput(attrs=SPELLING),
    )
    way = choice(_("How it is spoken to"), WAYS, widget=forms.RadioSelect)
    field_order = ("key", "name", "way", "address")

    def new(self) -> proctoring.NewVendor:
        """Return what was typed as the vendor that it describes."""
        typed = self.told()
        return proctoring.NewVendor(**{**typed, "way": proctoring.Way(typed["way"])})


def form_for(vendor: proctoring.Vendor) -> type[PolicyForm]:
    """Return what can be changed here; the addresses of an LTI tool are changed with the tool."""
    return PolicyForm if vendor.tool else OutsiderForm


def _known_of(vendor: proctoring.Vendor) -> dict[str, Any]:
    same = ("name", "address", "support_phone", "support_email", "support_url", "escalation_email")
    told = {name: getattr(vendor, name) for name in (*same, "units", "email_texts")}
    return {**told, "policy": vendor.policy_document}


def typed_of(vendor: proctoring.Vendor) -> dict[str, Any]:
    """Return a vendor as staff would type it."""
    texts = {f"{_EMAILS}{name}": text for name, text in vendor.email_texts.items()}
    return {**_known_of(vendor), **texts, "units": "\n".join(vendor.units)}
