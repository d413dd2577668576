"""Rules of one's own: assignments to pass, and sums within limits. One met rule is enough."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lti_exams.plugins import reading
from lti_exams.plugins.pages import notation
from lti_exams.plugins.pages.base import SettingsForm, SettingsPage
from lti_exams.plugins.pages.fields import PointsField
from lti_exams.results import api as results

_MOST_RULES, _MOST_SUMS = 20, 10


class GroupsField(forms.CharField):
    """Groups of assignments, one a line."""

    def __init__(self, names: notation.Names, *, weighted: bool = False, **kwargs: Any) -> None:
        self.names, self.weighted = names, weighted
        told = {"required": False, "max_length": 10_000, **kwargs}
        super().__init__(widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}), **told)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else notation.write_groups(value, self.names)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return notation.read_groups(typed, self.names, weighted=self.weighted)
        except notation.NotUnderstood as error:
            told = {"name": str(error)}
            raise forms.ValidationError(_("No assignment is called “%(name)s”.") % told) from None
        except notation.OnlyTheBest as error:
            raise forms.ValidationError(
                _(
                    "To add up the best few of “%(name)s”, write [%(name)s] on the line, and leave "
                    "the lowest out below. Of a group only the best one can be named by a number."
                )
                % {"name": str(error)}
            ) from None


class AdvancedForm(SettingsForm):
    """As many rules, and sums in each, as its shape says: `1,0` is two rules, one with a sum."""

    def __init__(self, data: Any, *, shape: Sequence[int] | None = None, **kwargs: Any) -> None:
        self.names = notation.Names.of(list(results.columns_of(kwargs["period"])))
        self.shape = list(shape) if shape is not None else _shape_of(data, kwargs["settings"])
        super().__init__(data, **kwargs)
        for rule, sums in enumerate(self.shape):
            self._add_rule(rule, sums)

    def _add_rule(self, rule: int, sums: int) -> None:
        self.fields[f"passed-{rule}"] = GroupsField(
            self.names, label=gettext_lazy("Assignments to pass")
        )
        for place in range(sums):
            at = f"{rule}-{place}"
            told = GroupsField(self.names, weighted=True, label=gettext_lazy("Points to add up"))
            self.fields[f"groups-{at}"] = told
            self.fields[f"minimum-{at}"] = PointsField(label=gettext_lazy("At least"))
            self.fields[f"maximum-{at}"] = PointsField(label=gettext_lazy("At most"))
            self.fields[f"drop-{at}"] = forms.IntegerField(
                label=gettext_lazy("Lowest lines left out"),
                required=False,
                min_value=0,
                max_value=50,
                widget=forms.NumberInput(attrs={"size": "4"}),
            )

    def initial_of(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for rule, one in enumerate(_rules(settings)):
            told[f"passed-{rule}"] = one.get("passed", [])
            for place, each in enumerate(one.get("sums", [])):
                at = f"{rule}-{place}"
                told[f"groups-{at}"] = each.get("groups", [])
                told[f"minimum-{at}"], told[f"maximum-{at}"] = (
                    each.get("minimum"),
                    each.get("maximum"),
                )
                told[f"drop-{at}"] = each.get("drop_lowest")
        return told

    def settings(self) -> dict[str, Any]:
        """Write the rules; what was left blank is no rule, and no sum."""
        rules = (self._rule(rule, sums) for rule, sums in enumerate(self.shape))
        return {"rules": [one for one in rules if one["passed"] or one["sums"]]}

    def _rule(self, rule: int, sums: int) -> dict[str, Any]:
        found = (self._sum(f"{rule}-{place}") for place in range(sums))
        told = [one for one in found if one is not None]
        return {"passed": self.cleaned_data[f"passed-{rule}"], "sums": told}

    def _sum(self, at: str) -> dict[str, Any] | None:
        typed = self.cleaned_data
        limits = {name: typed[f"{name}-{at}"] for name in ("minimum", "maximum")}
        groups, drop = typed[f"groups-{at}"], typed[f"drop-{at}"]
        if not groups and limits["minimum"] is None and limits["maximum"] is None:
            return None
        told = {name: limit for name, limit in limits.items() if limit is not None}
        return {"groups": groups, "drop_lowest": drop or 0, **told}

    def refuse(self, error: reading.Refused) -> None:
        why = str(error.values["why"])
        self.add_error(self._named(str(error.values["field"])), f"{why[:1].upper()}{why[1:]}.")

    def _named(self, path: str) -> str | None:
        """Return the field that a part of the settings was typed in."""
        parts = path.split(".")
        if len(parts) > 3 and parts[2] == "sums":
            kind = {"minimum": "minimum", "maximum": "maximum", "drop_lowest": "drop"}
            name = kind.get(parts[4] if len(parts) > 4 else "", "groups")
            found = f"{name}-{parts[1]}-{parts[3]}"
        else:
            found = f"passed-{parts[1]}" if len(parts) > 1 else ""
        return found if found in self.fields else None

    @property
    def rules(self) -> Iterator[tuple[int, Any, list[list[Any]]]]:
        """Return the fields of each rule: its number, what is passed, and its sums."""
        names = ("groups", "minimum", "maximum", "drop")
        for rule, sums in enumerate(self.shape):
            told = [[self[f"{name}-{rule}-{place}"] for name in names] for place in range(sums)]
            yield rule, self[f"passed-{rule}"], told

    @property
    def shape_told(self) -> str:
        return ",".join(map(str, self.shape))


def _rules(settings: Mapping[str, Any]) -> list[dict[str, Any]]:
    told = settings.get("rules")
    return told if isinstance(told, list) and told else [{}]


def _shape_of(data: Any, settings: Mapping[str, Any]) -> list[int]:
    if data is None:
        return [max(1, len(one.get("sums", []))) for one in _rules(settings)]
    told = str(data.get("shape", "1")).split(",")[:_MOST_RULES]
    return [min(int(one), _MOST_SUMS) if _is_number(one) else 1 for one in told]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 4


class Advanced(SettingsPage):
    """Buttons of the form add a rule, or a sum to a rule; nothing that was typed is lost."""

    plugin_id = "lti_exams.advanced"
    form = AdvancedForm
    template = "plugins/advanced.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        more = request.POST.get("more")
        if not more:
            return super().post(request)
        self.come_in()
        return self.shown(self._grown(request, more))

    def _grown(self, request: HttpRequest, more: str) -> AdvancedForm:
        shape = _shape_of(request.POST, {})
        if more == "rule" and len(shape) < _MOST_RULES:
            shape.append(1)
        elif _is_number(more) and int(more) < len(shape):
            shape[int(more)] = min(shape[int(more)] + 1, _MOST_SUMS)
        form = AdvancedForm(
            None,
            shape=shape,
            period=self.period,
            caller=self.caller,
            settings=self.get_settings(),
        )
        form.initial = {name: told for name in form.fields if (told := request.POST.get(name))}
        return form
