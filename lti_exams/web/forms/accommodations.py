"""What staff type to grant one person more time or other dates."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from lti_exams.web.forms.fields import SPELLING, HourField, ZoneField, in_zone, reason_field
from lti_exams.web.forms.people import Directory

_DATES = ("opens_at", "due_at", "closes_at")


class GrantForm(forms.Form):
    """What one person is granted."""

    person = forms.CharField(
        label=_("Who"),
        max_length=255,
        widget=forms.TextInput(attrs={**SPELLING, "list": "people"}),
        help_text=_("Name, e-mail address or id of somebody who belongs to the course."),
    )
    exam = forms.ChoiceField(label=_("Where"), required=False)
    minutes = forms.IntegerField(
        label=_("Minutes more (optional)"), required=False, help_text=_("Or a percentage, below.")
    )
    percent = forms.IntegerField(
        label=_("Percent more (optional)"),
        required=False,
        help_text=_("50 makes 90 minutes out of 60."),
    )
    zone = ZoneField()
    opens_at = HourField(label=_("Opens for them (optional)"))
    due_at = HourField(label=_("Is due for them (optional)"))
    closes_at = HourField(label=_("Closes for them (optional)"))
    exceptions = forms.CharField(
        label=_("Exceptions (optional)"),
        required=False,
        max_length=4_100,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, such as “own breaks” or “reader allowed”. Proctors see them."),
    )
    reason = reason_field()

    def __init__(
        self,
        data: Any = None,
        *,
        course: launches.Course,
        exams_here: Sequence[exams.Exam],
        directory: Directory,
    ) -> None:
        super().__init__(data)
        self.course, self.directory = course, directory
        self.exams_here = {str(one.pk): one for one in exams_here}
        field = self.fields["exam"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        everywhere = ("", _("All exams of this course"))
        field.choices = [everywhere, *((key, one.title) for key, one in self.exams_here.items())]

    def clean_person(self) -> launches.Person:
        """Return the one person whom this names."""
        found = self.directory.find(self.cleaned_data["person"])
        if found is None:
            raise forms.ValidationError(
                _("Nobody of the course, or several people, go by this. Use the e-mail address.")
            )
        return found

    def where(self) -> exams.Exam | launches.Course:
        """Return where it is granted."""
        return self.exams_here.get(self.cleaned_data["exam"], self.course)

    def allowance(self) -> exams.Allowance:
        """Return what is granted."""
        typed = self.cleaned_data
        return exams.Allowance(
            minutes=typed["minutes"],
            percent=typed["percent"],
            exceptions=tuple(filter(None, map(str.strip, typed["exceptions"].splitlines()))),
            **{name: in_zone(typed[name], typed["zone"]) for name in _DATES},
        )
