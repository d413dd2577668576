"""What pages about lists say: states, reasons, points, and a histogram drawn by the server."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lti_exams.kernel.points import SCALE
from lti_exams.qualifications import api as qualifications
from lti_exams.web.qualifying import asked, reasons
from lti_exams.web.words import Tag

register = template.Library()

_STATES: Mapping[str, Tag] = {
    "ready": Tag(gettext_lazy("Ready"), "good"),
    "almostready": Tag(gettext_lazy("Almost ready"), "wait"),
    "notready": Tag(gettext_lazy("Not ready"), "bad"),
}
_VERDICTS: Mapping[bool | None, Tag] = {
    True: Tag(gettext_lazy("Qualified"), "good"),
    False: Tag(gettext_lazy("Not qualified"), "bad"),
    None: Tag(gettext_lazy("Not ready yet"), "wait"),
}
_WIDTH, _HEIGHT = 400, 120


@register.inclusion_tag("web/qualifying/_tag.html")
def state_tag(state: str) -> dict[str, Any]:
    """Show how far a list is."""
    return {"tag": _STATES[state]}


@register.inclusion_tag("web/qualifying/_tag.html")
def verdict_tag(qualifies: bool | None) -> dict[str, Any]:  # noqa: FBT001
    """Show whether somebody qualifies."""
    return {"tag": _VERDICTS[qualifies]}


@register.inclusion_tag("web/qualifying/_because.html")
def because(explanation: qualifications.Explanation, names: reasons.Names) -> dict[str, Any]:
    """Say why in a line; the whole tree opens where it says more than that."""
    tree = reasons.why(explanation, names)
    return {"short": reasons.in_short(explanation, names), "reason": tree}


@register.inclusion_tag("web/qualifying/_what_is_asked.html")
def what_is_asked(rule: qualifications.Rule | None, names: reasons.Names) -> dict[str, Any]:
    """Say what a rule asks of everybody: which assignments, which limits."""
    told = None if rule is None else asked.asked(rule, names)
    # One answer that names no assignment says nothing that the summary does not say.
    says_more = rule is not None and told is not None and (told.parts or rule.columns)
    return {"asked": told if says_more else None}


@register.inclusion_tag("web/qualifying/_why.html")
def why(explanation: qualifications.Explanation, names: reasons.Names) -> dict[str, Any]:
    """Say why, as a tree."""
    return {"reason": reasons.why(explanation, names)}


@register.filter
def of_column(marks: Mapping[int, Any], key: int) -> Any:
    """Return what somebody has in a column."""
    return marks.get(key)


@register.filter
def points_told(scaled: int | None) -> str:
    """Write scaled points as people do."""
    return "–" if scaled is None else reasons.points(scaled)


@register.inclusion_tag("web/qualifying/_histogram.html")
def histogram(spread: qualifications.Spread) -> dict[str, Any]:
    """Draw how students are spread, with the limit, and the same as a table."""
    tallest = max([*spread.numbers, 1])
    wide = _WIDTH / len(spread.numbers)
    bars = [
        {
            "x": round(place * wide + 2, 1),
            "width": round(wide - 4, 1),
            "height": round(number / tallest * _HEIGHT, 1),
            "y": round(_HEIGHT - number / tallest * _HEIGHT, 1),
            "number": number,
            "label": _label(spread, place),
        }
        for place, number in enumerate(spread.numbers)
    ]
    limit = None
    if spread.is_points and spread.limit is not None:
        limit = round(min(spread.limit / spread.top, 1) * _WIDTH, 1)
    most = reasons.points(spread.top) if spread.is_points else str(spread.top)
    told = {"bars": bars, "limit": limit, "most": most, "spread": spread}
    return {**told, "width": _WIDTH, "height": _HEIGHT}


def _label(spread: qualifications.Spread, place: int) -> str:
    if not spread.is_points:
        return str(place)
    step = spread.top // len(spread.numbers)
    told = {"from": reasons.points(place * step), "to": reasons.points((place + 1) * step)}
    return _("%(from)s to %(to)s") % told


@register.filter
def mark_told(mark: Any) -> str:
    """Write what somebody has in a column: points, a grade, or whether it was passed."""
    if mark is None:
        return "–"
    if mark.points is not None:
        return reasons.points(mark.points)
    said = _("passed") if mark.is_passing else _("not passed")
    return getattr(mark, "grade", "") or said


@register.filter
def total_told(explanation: qualifications.Explanation) -> str:
    """Write the first sum of somebody."""
    return reasons.points(explanation.sums[0] // SCALE)
