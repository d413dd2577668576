"""What staff type in about whoever is told of events."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.outbox import api as outbox
from lti_exams.web.staff.forms import AddressField


class SubscriptionForm(forms.Form):
    """A subscriber: where it listens, to what, and how it is told."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("What your colleagues call the other system.")
    )
    address = AddressField(
        label=_("Address"), help_text=_("Takes our POST requests. HTTPS, and no password in it.")
    )
    events = forms.CharField(
        label=_("Events"),
        initial="attempt.*",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocapitalize": "none"}),
        help_text=_(
            "One a line: attempt.submitted for one, attempt.* for all of a kind, * for all."
        ),
    )
    form = forms.ChoiceField(
        label=_("Form"),
        choices=[
            (outbox.Form.JSON.value, _("JSON, as our documentation describes it")),
            (outbox.Form.OPENEDX.value, _("Avro, as the event bus of Open edX has it")),
        ],
        widget=forms.RadioSelect,
        initial=outbox.Form.JSON.value,
    )

    @classmethod
    def of(cls, one: outbox.Subscription, typed: Any = None) -> "SubscriptionForm":
        """Return the form for a subscription that is there."""
        known = {"name": one.name, "address": one.address, "form": one.form}
        return cls(typed, initial={**known, "events": "\n".join(one.events)})

    def wanted(self) -> outbox.Wanted:
        """Return what was typed as the subscription that it describes."""
        typed = self.cleaned_data
        return outbox.Wanted(
            name=typed["name"],
            address=typed["address"],
            events=typed["events"].split(),
            form=outbox.Form(typed["form"]),
        )
