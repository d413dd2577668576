"""What pages say of grades on their way to an LMS."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lti_exams.edge import delivering
from lti_exams.edge.wording.shape import Text
from lti_exams.grades import api as grades
from lti_exams.kernel.points import plain

register = template.Library()

_TONES = {
    grades.Group.SENT: "good",
    grades.Group.WAITING: "wait",
    grades.Group.NEEDS_YOU: "bad",
}


@register.filter
def group_words(group: str) -> Text:
    return delivering.GROUPS[group]


@register.filter
def state_words(outcome: grades.Outcome) -> Text:
    return delivering.state_of(outcome)


@register.filter
def tone(outcome: grades.Outcome) -> str:
    return _TONES[grades.group_of(outcome.state, outcome.reason)]


@register.filter
def reason(outcome: grades.Outcome) -> delivering.Reason:
    return delivering.reason_of(outcome)


@register.filter
def what_of(code: str) -> Text:
    return delivering.REASONS[code].what


@register.filter
def next_of(code: str) -> Text:
    return delivering.REASONS[code].next


@register.filter
def heard(answer: str) -> str:
    return delivering.heard(answer)


@register.filter
def sent_words(sent: Mapping[str, Any]) -> str:
    """Say what one try told the LMS."""
    if not sent:
        return _("nothing")
    if sent.get("scoreGiven") is None:
        is_begun = sent.get("activityProgress") != grades.Activity.INITIALIZED
        return _("no grade yet") if is_begun else _("grade taken back")
    return f"{sent['scoreGiven']} / {sent['scoreMaximum']}"


@register.filter
def told(outcome: grades.Outcome) -> str:
    """Say what the LMS is told: points, or that none are known yet."""
    document = outcome.tells
    if document.points is None or document.maximum is None:
        return _("no grade yet") if document.attempt else _("grade taken back")
    points, maximum = plain(document.points), plain(document.maximum)
    return _("%(points)s of %(maximum)s") % {
        "points": f"{points.normalize():f}",
        "maximum": f"{maximum.normalize():f}",
    }


@register.filter
def about(span: timedelta | None) -> str:
    """Say roughly how long something takes."""
    minutes = 0 if span is None else round(span.total_seconds() / 60)
    if not minutes:
        return _("less than a minute")
    return ngettext("about %(n)s minute", "about %(n)s minutes", minutes) % {"n": minutes}
