"""What teachers type to make milestones, and to say what asks for them and what gives them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.journeys.ask_for_milestones import Wish
from lti_exams.kernel.points import scaled
from lti_exams.milestones import api as milestones
from lti_exams.web import milestone_words as words
from lti_exams.web.forms.fields import HourField, ZoneField, choice, in_zone

_MODE = milestones.Mode


class MilestoneForm(forms.Form):
    """A milestone, as its teachers know it."""

    display_name = forms.CharField(label=_("Title"), max_length=200)
    name = forms.CharField(
        label=_("Short name (optional)"),
        required=False,
        max_length=200,
        help_text=_(
            "It stays when the title changes, and is in exports. Left out, it is the title."
        ),
    )
    description = forms.CharField(
        label=_("Description (optional)"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Learners read it, also on the badge."),
    )
    is_given_by_hand = forms.BooleanField(
        label=_("People give it: nothing else needs to"), required=False
    )

    @classmethod
    def of(cls, one: milestones.MilestoneValue, typed: Any = None) -> "MilestoneForm":
        """Return the form for a milestone that is there."""
        return cls(typed, initial={name: getattr(one, name) for name in cls.base_fields})

    def new(self) -> milestones.NewMilestone:
        """Return what was typed as a milestone of the course."""
        typed = self.cleaned_data
        return milestones.NewMilestone(
            namespace="", **{**typed, "name": typed["name"] or typed["display_name"]}
        )

    def changes(self) -> milestones.MilestoneChanges:
        """Return what was typed as changes; a short name that was left out stays."""
        typed = self.cleaned_data
        return milestones.MilestoneChanges(**{**typed, "name": typed["name"] or None})


class PercentField(forms.DecimalField):
    """A percentage; it is kept scaled."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "size": "8", "autocomplete": "off"})
        told = {"min_value": 0, "max_value": 100, "max_digits": 8, "required": False}
        super().__init__(widget=widget, **{**told, **kwargs})

    def clean(self, value: Any) -> Any:
        """Return scaled percent, or None where nothing was typed."""
        typed = super().clean(value)
        return None if typed is None else scaled(typed)


_CONDITION = (
    "minimum_score",
    "minimum_completion",
    "verified",
    "not_before",
    "not_after",
    "zone",
)


class ConditionForm(forms.Form):
    """How well something must be done, and between when."""

    minimum_score = PercentField(label=_("At least this % of the points (optional)"))
    minimum_completion = PercentField(label=_("At least this % of it done (optional)"))
    verified = forms.BooleanField(label=_("Only where the sitting was verified"), required=False)
    not_before = HourField(label=_("Not before (optional)"))
    not_after = HourField(label=_("Not after (optional)"))
    zone = ZoneField(required=False, help_text=_("The dates are meant in it."))

    def plain(self) -> list[forms.BoundField]:
        """Return the fields that everybody reads."""
        return [field for field in self if field.name not in _CONDITION]

    def conditions(self) -> list[forms.BoundField]:
        """Return the fields of the condition, which most leave alone."""
        return [field for field in self if field.name in _CONDITION]

    def has_condition(self) -> bool:
        """Tell whether something was typed about the condition, or is wrong with it."""
        told = [field for field in self.conditions() if field.name != "zone"]
        return any(field.errors or field.data for field in told)

    def condition(self) -> milestones.Condition:
        """Return what was typed as a condition."""
        typed, zone = self.cleaned_data, self.cleaned_data["zone"] or "UTC"
        return milestones.Condition(
            minimum_score=typed["minimum_score"],
            minimum_completion=typed["minimum_completion"],
            verified=typed["verified"],
            not_before=in_zone(typed["not_before"], zone),
            not_after=in_zone(typed["not_after"], zone),
        )


class AskForm(ConditionForm):
    """What something in the course asks for."""

    subject = forms.ChoiceField(label=_("What asks for it"))
    wanted = forms.MultipleChoiceField(label=_("Milestones"), widget=forms.CheckboxSelectMultiple)
    mode = choice(
        _("Of several milestones"), words.MODES, widget=forms.RadioSelect, initial=_MODE.ALL.value
    )
    count = forms.IntegerField(
        label=_("How many at least (optional)"),
        required=False,
        min_value=1,
        max_value=1_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "4"}),
    )
    parent = forms.ChoiceField(
        label=_("Within a group (optional)"),
        required=False,
        help_text=_("They become a part of that group, which must belong to what asks."),
    )
    field_order = ("subject", "wanted", "mode", "count", "parent")

    def __init__(
        self,
        data: Any = None,
        *,
        subjects: Mapping[str, str],
        usable: Sequence[milestones.MilestoneValue],
        groups: Mapping[int, str],
    ) -> None:
        super().__init__(data)
        offer_subjects(self, "subject", subjects)
        offer(self, "wanted", {str(one.key): one.title for one in usable})
        offer(self, "parent", {"": _("No group"), **{str(k): v for k, v in groups.items()}})

    def clean(self) -> dict[str, Any]:
        """Refuse a number where none is asked for, and the other way round."""
        typed = super().clean() or {}
        counts = typed.get("mode") == _MODE.AT_LEAST and len(typed.get("wanted", [])) > 1
        if counts and typed.get("count") is None and "count" not in self.errors:
            self.add_error("count", _("Say how many of them are asked for."))
        if not counts:
            typed["count"] = None
        return typed

    def wish(self) -> Wish:
        """Return what was typed as what is asked for."""
        typed = self.cleaned_data
        return Wish(
            subject=typed["subject"],
            wanted=[int(key) for key in typed["wanted"]],
            mode=_MODE(typed["mode"]),
            count=typed["count"],
            condition=self.condition(),
            parent=int(typed["parent"]) if typed["parent"] else None,
        )


class GiveForm(ConditionForm):
    """What in the course gives a milestone, for how long, and what becomes of it afterwards."""

    subject = forms.ChoiceField(label=_("What gives it, when it is completed"))
    when_lost = choice(
        _("When the reason is taken away later, as by a regrade"),
        words.LOST,
        widget=forms.RadioSelect,
        initial=milestones.WhenLost.TAKE_BACK.value,
    )
    holds_for_days = forms.IntegerField(
        label=_("It holds for so many days (optional)"),
        required=False,
        min_value=1,
        max_value=36_500,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "6"}),
    )

    def __init__(self, data: Any = None, *, subjects: Mapping[str, str]) -> None:
        super().__init__(data, prefix="give")
        offer_subjects(self, "subject", subjects)

    def fulfilment(self, course: str, milestone: int) -> milestones.NewFulfilment:
        """Return what was typed as what gives this milestone."""
        typed = self.cleaned_data
        return milestones.NewFulfilment(
            subject=milestones.Subject.named(typed["subject"], course),
            milestone=milestone,
            condition=self.condition(),
            when_lost=milestones.WhenLost(typed["when_lost"]),
            holds_for_days=typed["holds_for_days"],
        )


class NeedForm(forms.Form):
    """This needs that one: in one click."""

    subject = forms.ChoiceField(label=_("This"))
    needed = forms.ChoiceField(label=_("needs that one first"))
    minimum_score = PercentField(label=_("With at least this % of the points (optional)"))

    def __init__(
        self, data: Any = None, *, subjects: Mapping[str, str], needed: Mapping[str, str]
    ) -> None:
        super().__init__(data, prefix="need")
        offer_subjects(self, "subject", subjects)
        offer_subjects(self, "needed", needed)

    def clean_minimum_score(self) -> int | None:
        """Return the score, which a list has none of: nobody would ever reach it."""
        score: int | None = self.cleaned_data["minimum_score"]
        needed = self.cleaned_data.get("needed", "")
        if score is not None and needed.startswith(f"{milestones.SubjectKind.QUALIFICATION}:"):
            raise forms.ValidationError(_("The list of the final exam has no points."))
        return score

    def condition(self) -> milestones.Condition:
        """Return how well it must be done."""
        return milestones.Condition(minimum_score=self.cleaned_data["minimum_score"])


def offer(form: forms.Form, name: str, choices: Mapping[Any, Any]) -> None:
    """Let a field take one of these, by what people call them."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so
    field.choices = list(choices.items())


def offer_subjects(form: forms.Form, name: str, subjects: Mapping[str, str]) -> None:
    """Let a field take one of these, under what each is: a link may be called as its exam is."""
    kinds = defaultdict[str, list[tuple[str, str]]](list)
    for key, told in subjects.items():
        kinds[str(words.KINDS[key.partition(":")[0]])].append((key, told))
    offer(form, name, kinds)
