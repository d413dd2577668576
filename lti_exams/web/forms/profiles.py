"""What staff type to grant somebody something in every course."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.web.forms.fields import HourField, ZoneField, in_zone, on_clock, reason_field


class ProfileForm(forms.Form):
    """More time and exceptions, and for how long they hold."""

    minutes = forms.IntegerField(
        label=_("Minutes more (optional)"),
        required=False,
        help_text=_("In every exam. Or a percentage, below."),
    )
    percent = forms.IntegerField(
        label=_("Percent more (optional)"),
        required=False,
        help_text=_("50 makes 90 minutes out of 60."),
    )
    exceptions = forms.CharField(
        label=_("Exceptions (optional)"),
        required=False,
        max_length=4_100,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, such as “own breaks” or “reader allowed”. Proctors see them."),
    )
    zone = ZoneField()
    holds_from = HourField(
        label=_("Holds from (optional)"), help_text=_("Without a date it holds at once.")
    )
    holds_until = HourField(
        label=_("Holds until (optional)"),
        help_text=_("An exam that has begun by then keeps its time."),
    )
    reason = reason_field(
        help_text=_("It is kept with your name. Teachers see the time, and not the reason.")
    )

    def profile(self) -> exams.Profile:
        """Return what is granted, and for how long."""
        typed = self.cleaned_data
        return exams.Profile(
            allowance=exams.Allowance(
                minutes=typed["minutes"],
                percent=typed["percent"],
                exceptions=tuple(filter(None, map(str.strip, typed["exceptions"].splitlines()))),
            ),
            holds_from=in_zone(typed["holds_from"], typed["zone"]),
            holds_until=in_zone(typed["holds_until"], typed["zone"]),
        )


def as_typed(profile: exams.Accommodation | None) -> dict[str, Any]:
    """Return a profile as its form shows it, to be changed."""
    if profile is None:
        return {}
    return {
        "minutes": profile.minutes,
        "percent": profile.percent,
        "exceptions": "\n".join(profile.exceptions),
        "holds_from": on_clock(profile.holds_from, "UTC"),
        "holds_until": on_clock(profile.holds_until, "UTC"),
    }
