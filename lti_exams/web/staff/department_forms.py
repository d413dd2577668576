"""What staff of a department type and tick."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.accounts import api as accounts
from lti_exams.journeys.keep_deadlines import Stand, Wanted
from lti_exams.launches import api as launches
from lti_exams.web.forms.fields import HourField, ZoneField, in_zone

_LARGEST_KEY = 2**63 - 1
_ACTS = [("tie", ""), ("untie", ""), ("remind", ""), ("sort", "")]


def _key() -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=1, max_value=_LARGEST_KEY)


class WantedForm(forms.Form):
    """Which courses are looked at; what makes no sense asks for all of them."""

    term, unit, deadline = _key(), _key(), _key()
    stand = forms.ChoiceField(required=False, choices=[(one.value, "") for one in Stand])
    search = forms.CharField(required=False, max_length=200)

    def wanted(self, *, start: int, size: int) -> Wanted:
        """Return what is asked for."""
        self.is_valid()
        typed = self.cleaned_data
        stand = Stand(typed["stand"]) if typed.get("stand") else None
        keys = {name: typed.get(name) for name in ("term", "unit", "deadline")}
        search = typed.get("search", "")
        return Wanted(**keys, stand=stand, search=search, start=start, size=size)


class DeadlineForm(forms.Form):
    """A time by which courses should have said who qualifies."""

    timestamp = HourField(label=_("By when"))
    zone = ZoneField()
    tag = forms.CharField(
        label=_("Name"), required=False, max_length=30, help_text=_("Such as “Spring, written”.")
    )

    def clean_timestamp(self) -> datetime:
        """Return the hour, which must be there."""
        hour: datetime | None = self.cleaned_data["timestamp"]
        if hour is None:
            raise forms.ValidationError(_("Write a date and an hour."))
        return hour

    def instant(self) -> datetime:
        """Return the instant that is meant."""
        instant = in_zone(self.cleaned_data["timestamp"], self.cleaned_data["zone"])
        assert instant is not None  # noqa: S101 - the form asked for it
        return instant


class BulkForm(forms.Form):
    """What is done about the courses that are ticked."""

    act = forms.ChoiceField(choices=_ACTS)
    deadline, unit, term = _key(), _key(), _key()
    courses: list[int]

    def clean(self) -> dict[str, Any]:
        """Find the courses, and whether what they are to get is there."""
        typed = super().clean() or {}
        told = self.data.getlist("course")  # type: ignore[attr-defined]
        self.courses = [int(one) for one in told if one.isascii() and one.isdigit()][:5_000]
        if not self.courses:
            raise forms.ValidationError(_("Tick at least one course."))
        if typed.get("act") == "tie" and not typed.get("deadline"):
            raise forms.ValidationError(
                _("Choose a deadline. If there is none yet, make it below.")
            )
        if typed.get("act") == "sort" and not (typed.get("unit") or typed.get("term")):
            raise forms.ValidationError(_("Choose a unit or a term."))
        for name, model in (("unit", accounts.Unit), ("term", launches.Term)):
            key = typed.get(name)
            if key and not model._default_manager.filter(pk=key).exists():
                raise forms.ValidationError(_("That was removed meanwhile. Choose again."))
        return typed
