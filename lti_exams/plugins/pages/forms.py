"""What each plugin asks that is asked on one page."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.journeys import ask_plugins
from lti_exams.plugins.pages import fields
from lti_exams.plugins.pages.base import SettingsForm
from lti_exams.results import api as results


class ColumnsForm(SettingsForm):
    """Asks for assignments to pass; the first time all are chosen that somebody can pass.

    Where all of a group can be passed they are chosen by it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: dict[str, forms.Field] = {"columns": fields.columns_field(self.period)}
        if groups := self.groups():
            asked = {"groups": fields.groups_field(groups), **asked}
            asked["columns"].label = _("Single assignments")
            asked["columns"].required = False
        self.fields = asked | self.fields

    def groups(self) -> dict[str, list[results.Column]]:
        return fields.groups_in(results.columns_of(self.period))

    def initial_of(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        if "columns" in settings or "groups" in settings:
            return {**settings, "columns": fields.keys_in(settings.get("columns", []))}
        first = self.at_first()
        whole = {
            name: {one.pk for one in some}
            for name, some in self.groups().items()
            if {one.pk for one in some}.issubset(first)
        }
        singly = set(first).difference(*whole.values())
        return {**settings, "groups": list(whole), "columns": fields.keys_in(sorted(singly))}

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("columns") and not typed.get("groups") and "columns" not in self.errors:
            self.add_error("columns", self.fields["columns"].error_messages["required"])
        return typed

    def settings(self) -> dict[str, Any]:
        told = super().settings()
        return {name: told[name] for name in told if name != "groups" or told[name]}

    def at_first(self) -> list[int]:
        return fields.passable(self.period)


class PointsForm(ColumnsForm):
    """Asks for a minimum besides."""

    minimum = fields.PointsField(
        label=_("Points that are enough"),
        help_text=_(
            "All chosen assignments together. Leave it blank for the sum of their pass limits."
        ),
    )

    def at_first(self) -> list[int]:
        return fields.all_of(self.period)


class MilestonesForm(SettingsForm):
    """Asks for milestones, and whether one of them is enough."""

    milestones = fields.KeysField(
        label=_("Milestones"),
        error_messages={"required": _("Choose at least one milestone.")},
    )
    how = forms.ChoiceField(
        label=_("How many of them"),
        choices=[("all", _("All of them")), ("any", _("One of them is enough"))],
        widget=forms.RadioSelect,
        initial="all",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = ask_plugins.milestones_for(self.caller, self.period)
        field = self.fields["milestones"]
        field.choices = [(str(one.key), one.title) for one in known]  # type: ignore[attr-defined]

    def initial_of(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        chosen = fields.keys_in(settings.get("milestones", []))
        return {"milestones": chosen, "how": settings.get("how", "all")}


class EarlierForm(ColumnsForm):
    """Asks for courses of earlier terms, and how long their decisions hold."""

    courses = fields.KeysField(
        label=_("Earlier courses that count"),
        help_text=_("Courses that you teach in the same LMS."),
        error_messages={"required": _("Choose at least one earlier course.")},
    )
    valid_days = forms.IntegerField(
        label=_("Days for which an earlier decision holds"),
        help_text=_("Leave it blank to let it hold for ever."),
        required=False,
        min_value=0,
        max_value=36_500,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = ask_plugins.earlier_courses_for(self.caller, self.period)
        field = self.fields["courses"]
        if not known:
            field.help_text = _("There is none: you teach no other course of this LMS.")
        field.choices = [(str(one.pk), str(one)) for one in known]  # type: ignore[attr-defined]

    def initial_of(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        told = super().initial_of(settings)
        return {**told, "courses": fields.keys_in(settings.get("courses", []))}

    def settings(self) -> dict[str, Any]:
        return {name: told for name, told in super().settings().items() if told is not None}
