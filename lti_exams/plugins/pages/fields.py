"""Fields that several plugins ask with."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lti_exams.kernel.points import PointsRefused, plain, scaled
from lti_exams.launches import api as launches
from lti_exams.results import api as results


def written(points: int | None) -> str:
    """Return scaled points as people write them; blank for none."""
    return "" if points is None else format(plain(points).normalize() + Decimal(0), "f")


class KeysField(forms.MultipleChoiceField):
    """Some of several things, by their keys, each with a box to tick."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[int]:
        return [int(key) for key in super().clean(value)]


def columns_field(period: launches.Course) -> KeysField:
    """Ask for assignments of a course."""
    choices = [(str(one.pk), _told(one)) for one in results.columns_of(period)]
    return KeysField(
        label=gettext_lazy("Assignments"),
        choices=choices,
        error_messages={"required": gettext_lazy("Choose at least one assignment.")},
    )


def groups_in(columns: Iterable[results.Column]) -> dict[str, list[results.Column]]:
    """Return the assignments of each group, by its name."""
    found: dict[str, list[results.Column]] = {}
    for one in columns:
        if one.group:
            found.setdefault(one.group, []).append(one)
    return found


def groups_field(groups: Mapping[str, Sequence[results.Column]]) -> forms.MultipleChoiceField:
    """Ask for whole groups: whatever is in them when it is decided."""
    return forms.MultipleChoiceField(
        label=gettext_lazy("Whole groups"),
        help_text=gettext_lazy("Assignments that join a group later are asked for, too."),
        choices=[(name, _group_told(name, some)) for name, some in groups.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _group_told(name: str, columns: Sequence[results.Column]) -> str:
    titles = ", ".join(one.title for one in columns)
    told = {"group": name, "titles": Truncator(titles).chars(120)}
    return _("All of “%(group)s” (%(titles)s)") % told


def all_of(period: launches.Course) -> list[int]:
    return list(results.columns_of(period).values_list("pk", flat=True))


def passable(period: launches.Course) -> list[int]:
    """Return the assignments that somebody can pass; where that is none of them, all."""
    cannot = set(results.nobody_can_pass(period).values_list("pk", flat=True))
    return [key for key in all_of(period) if key not in cannot] or all_of(period)


def _told(column: results.Column) -> str:
    told = {"title": column.title, "maximum": written(column.maximum)}
    if column.pass_limit is None:
        return _("%(title)s (of %(maximum)s points, no pass limit)") % told
    told["limit"] = written(column.pass_limit)
    return _("%(title)s (of %(maximum)s points, passed with %(limit)s)") % told


class PointsField(forms.CharField):
    """A number of points with a point or a comma; blank is none, and zero is zero."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "size": "10"}
        told = {"required": False, "max_length": 20, **kwargs}
        super().__init__(widget=forms.TextInput(attrs=attrs), **told)

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            points = scaled(typed.replace(",", "."))
        except PointsRefused:
            points = -1
        if points < 0:
            raise forms.ValidationError(_("Write a number from zero up, such as 60 or 12.5."))
        return points


def keys_in(told: object) -> list[str]:
    """Return the keys that settings hold, as a form takes them."""
    return [str(key) for key in told] if isinstance(told, Iterable) else []
