"""What several forms of staff have in common: lengths, hours with their zone, and reasons."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.web.words import Text

SPELLING = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
_ZONES = frozenset(available_timezones())
_LARGEST = 10**9


class MinutesField(forms.CharField):
    """A length that people write in minutes, or as minutes:seconds; it is kept in seconds."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {**SPELLING, "inputmode": "numeric", "size": "8"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=12, **kwargs)

    def prepare_value(self, value: object) -> object:
        """Show seconds as minutes; what was typed is shown as it was typed."""
        if not isinstance(value, int):
            return value
        minutes, seconds = divmod(value, 60)
        return f"{minutes}:{seconds:02}" if seconds else str(minutes)

    def clean(self, value: Any) -> Any:
        """Return seconds, or None where nothing was typed."""
        typed = super().clean(value)
        if not typed:
            return None
        minutes, _colon, seconds = typed.partition(":")
        sign = -1 if minutes.startswith("-") else 1
        digits = (minutes.removeprefix("-"), seconds or "0")
        if not all(part.isascii() and part.isdigit() for part in digits) or int(digits[1]) > 59:
            raise forms.ValidationError(_("Write whole minutes, such as 90, or 90:30."))
        return sign * min(int(digits[0]) * 60 + int(digits[1]), _LARGEST)


class ZoneField(forms.CharField):
    """A time zone by its name in the tz database."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {**SPELLING, "list": "zones", "data-module": "own-zone"}
        told: dict[str, Any] = {
            "label": _("Time zone"),
            "help_text": _("All dates of this form are meant in it, such as Europe/Oslo."),
            "initial": "UTC",
        }
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=64, **{**told, **kwargs})

    def clean(self, value: Any) -> str:
        """Return the name of a zone that exists, or nothing where it may be left out."""
        name: str = super().clean(value)
        if name and name not in _ZONES:
            raise forms.ValidationError(_("There is no such time zone."))
        return name


_FIRST_YEAR, _LAST_YEAR = 1900, 9998


class HourField(forms.DateTimeField):
    """A date and an hour without a zone: the form's zone field says which is meant."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M:%S")
        super().__init__(widget=widget, required=False, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        """Return the hour as it stands on the clock, without a zone yet."""
        read = super().to_python(value)
        if read is not None and not _FIRST_YEAR <= read.year <= _LAST_YEAR:
            # At either end of the calendar, the hour of another zone is no date at all.
            raise forms.ValidationError(_("Write a year from 1900 to 9998."))
        return read.replace(tzinfo=None) if read else None


def in_zone(hour: datetime | None, zone: str) -> datetime | None:
    """Return the instant at which a clock in a zone shows this hour."""
    return hour.replace(tzinfo=ZoneInfo(zone)) if hour else None


def on_clock(instant: datetime | None, zone: str) -> datetime | None:
    """Return what a clock in a zone shows at an instant."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if instant else None


def reason_field(**kwargs: Any) -> forms.CharField:
    """Return the field in which staff say why."""
    told = {
        "label": _("Reason"),
        "max_length": 1000,
        "help_text": _("It is kept with your name and shown to other staff."),
    }
    return forms.CharField(**{**told, **kwargs})


def choice(label: Any, words: Mapping[str, Text], **kwargs: Any) -> forms.ChoiceField:
    """Return a field that takes one of the words that we have."""
    return forms.ChoiceField(label=label, choices=list(words.items()), **kwargs)
