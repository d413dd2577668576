"""What pages about rosters, results and exports say: points, sources, ages and marks."""

from collections.abc import Collection, Mapping
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lti_exams.kernel.points import plain
from lti_exams.qualifications import api as qualifications
from lti_exams.results import api as results
from lti_exams.web.records.forms import SOURCES
from lti_exams.web.words import Tag, Text

register = template.Library()

_MARKS: Mapping[str, Text] = {
    qualifications.ListMark.YES: gettext_lazy("qualified"),
    qualifications.ListMark.NO: gettext_lazy("not qualified"),
    qualifications.ListMark.OPEN: gettext_lazy("not decided yet"),
    qualifications.ListMark.ABSENT: gettext_lazy("not on the list"),
}
_ORDERS: Mapping[str, Text] = {
    qualifications.Order.FAMILY_NAME: gettext_lazy("family name"),
    qualifications.Order.NAME: gettext_lazy("full name"),
    qualifications.Order.USER_ID: gettext_lazy("user name"),
}
_STANDS: Mapping[str, Tag] = {
    qualifications.Stand.LATE: Tag(gettext_lazy("Late"), "bad"),
    qualifications.Stand.READY: Tag(gettext_lazy("Ready"), "good"),
    qualifications.Stand.CHANGED: Tag(gettext_lazy("Changed after export"), "wait"),
    qualifications.Stand.TO_EXPORT: Tag(gettext_lazy("To export")),
    qualifications.Stand.UNDECIDED: Tag(gettext_lazy("Not decided")),
}
_STEPS: Mapping[str, Text] = {
    qualifications.Step.SOON: gettext_lazy("Teachers reminded on %(at)s"),
    qualifications.Step.LATE: gettext_lazy("Teachers told on %(at)s that it has passed"),
    qualifications.Step.ESCALATED: gettext_lazy("Department told on %(at)s"),
}
_WHYS: Mapping[str, Text] = {
    "the row has more cells than the head of the table": gettext_lazy(
        "The row has more cells than the first row."
    ),
    "there is no user id": gettext_lazy("There is no user id."),
    "nobody whom this course knows has this user id": gettext_lazy(
        "Nobody whom this course knows has this user id."
    ),
    "it is no number of points": gettext_lazy("It is no number of points."),
    "it is more than 1,000,000 points": gettext_lazy("It is more than 1,000,000 points."),
}
_TWICE = "the user id is in row "


@register.filter
def step_words(course: Any) -> str:
    """Say what has been told of a course's deadline by itself, and when."""
    words = _STEPS.get(course.told)
    return str(words) % {"at": date_format(course.told_at, "j M Y")} if words else ""


@register.filter
def why_words(why: str) -> Text:
    """Say why a cell or a row of a file cannot be taken."""
    if why.startswith(_TWICE):
        row = why.removeprefix(_TWICE).partition(" ")[0]
        return _("The user id is in row %(row)s already.") % {"row": row}
    return _WHYS.get(why, why)


@register.filter
def points_told(scaled: int | None) -> str:
    """Write scaled points as people do."""
    return "–" if scaled is None else format(plain(scaled).normalize(), "f")


@register.filter
def source_words(source: str) -> Text:
    """Say where a result comes from."""
    return SOURCES[results.Source(source)]


@register.filter
def mark_words(mark: str) -> Text:
    """Say what a list says of a student."""
    return _MARKS[mark]


@register.filter
def order_words(order: str) -> Text:
    """Say by what a list is sorted."""
    return _ORDERS[order]


@register.filter
def of_key(told: Mapping[Any, Any], key: object) -> Any:
    """Return what a mapping holds."""
    return told.get(key, "")


@register.filter
def stand_words(stand: str) -> Text:
    """Say how a course stands."""
    return _STANDS[stand].words


@register.filter
def in_order(stands: Collection[str]) -> list[str]:
    """Return how a course stands, the worst first; what changed is to be exported anyway."""
    changed = qualifications.Stand.CHANGED in stands
    told = [one for one in _STANDS if one in stands]
    return [one for one in told if not (changed and one == qualifications.Stand.TO_EXPORT)]


@register.inclusion_tag("web/qualifying/_tag.html")
def stand_tag(stand: str) -> dict[str, Any]:
    """Show how a course stands."""
    return {"tag": _STANDS[stand]}


@register.simple_tag
def result_in(result: results.Result | None) -> str | SafeString:
    """Write what counts in a cell; colour alone says nothing."""
    if result is None:
        return "–"
    told = points_told(result.points) if result.points is not None else _cell(result)
    if result.is_passing or result.points is None:
        return told
    return format_html('{}<span class="unseen"> {}</span>', told, _("not passed"))


def _cell(cell: Any) -> str:
    if cell.said_passing is None:
        return "–"
    return _("passed") if cell.said_passing else _("failed")


@register.simple_tag
def cell_told(cell: Any) -> str:
    """Write a cell of a file."""
    return points_told(cell.points) if cell.points is not None else _cell(cell)


@register.simple_tag
def age_of(age: results.Age) -> str | SafeString:
    """Say how old what we know of a column is, where people must be told."""
    if not age.is_stale:
        return ""
    words = _("never read")
    if age.known_at is not None:
        words = _("%(time)s old") % {"time": timesince(age.known_at)}
    return format_html(' <span class="tag wait">{}</span>', words)
