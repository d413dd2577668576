"""What learners type before a shut gate."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AppealForm(forms.Form):
    """Why staff should look at it."""

    words = forms.CharField(
        label=_("What should the teachers know?"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example, that you passed the same course elsewhere."),
    )
