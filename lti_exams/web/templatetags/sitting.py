"""Hours and lengths of time, as the pages of an exam say them."""

from datetime import datetime

from django import template
from django.template.defaultfilters import date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lti_exams.web.sitting.words import STATUSES, TONES

register = template.Library()


@register.filter
def moment(at: datetime | None) -> SafeString | str:
    """Return an instant with its zone; a script puts the hour of the visitor's own beside it."""
    if at is None:
        return ""
    return format_html(
        '<time datetime="{}" data-module="local-time" data-words="{}">{}</time>',
        at.isoformat(),
        _("%(time)s where you are") % {"time": "{time}"},
        date(at, "l j F Y, H:i e"),
    )


@register.filter
def in_words(seconds: int | None) -> str:
    """Return a length of time in words: hours and minutes, and seconds in the last minute."""
    if seconds is None:
        return _("no limit")
    if seconds < 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    hours, minutes = divmod(seconds // 60, 60)
    parts = [
        ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours} if hours else "",
        ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes} if minutes else "",
    ]
    return " ".join(part for part in parts if part)


@register.filter
def told(status: str) -> str:
    """Return the public status of an attempt in words."""
    return str(STATUSES.get(status, status))


@register.filter
def told_tone(status: str) -> str:
    """Return the tone in which a learner reads a status."""
    return TONES.get(status, "")
