"""What staff type in about milestones that courses share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.milestones import api as milestones


class SharedForm(forms.Form):
    """A milestone that any course may ask for."""

    namespace = forms.CharField(
        label=_("Namespace"),
        max_length=200,
        help_text=_("What belongs together, such as university or faculty-of-law."),
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    display_name = forms.CharField(label=_("Title"), max_length=200)
    description = forms.CharField(
        label=_("Description (optional)"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_given_by_hand = forms.BooleanField(
        label=_("People give it: nothing else needs to"), required=False
    )

    def new(self) -> milestones.NewMilestone:
        """Return what was typed."""
        return milestones.NewMilestone(**self.cleaned_data)
