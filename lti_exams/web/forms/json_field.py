"""A field in which staff write an object in JSON."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.web.forms.fields import SPELLING


class ObjectField(forms.CharField):
    """An object as JSON writes it; nothing typed is an empty one."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={**SPELLING, "rows": 4})
        super().__init__(widget=widget, required=False, max_length=20_000, **kwargs)

    def prepare_value(self, value: object) -> object:
        """Show an object as JSON; what was typed is shown as it was typed."""
        if isinstance(value, dict):
            return json.dumps(value, indent=2, ensure_ascii=False) if value else ""
        return value

    def clean(self, value: Any) -> Any:
        """Return the object that was written."""
        typed = super().clean(value)
        try:
            told = json.loads(typed) if typed.strip() else {}
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(_("This is not JSON.")) from error
        if not isinstance(told, dict):
            raise forms.ValidationError(_('Write an object, such as {"second_above": 0.25}.'))
        return told
