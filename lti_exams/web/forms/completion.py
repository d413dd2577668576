"""What teachers type to say when their course is completed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.milestones import api as milestones
from lti_exams.web import milestone_words as words
from lti_exams.web.forms.fields import choice, reason_field
from lti_exams.web.forms.milestones import PercentField, offer

_MODE = milestones.Mode


class CompletionForm(forms.Form):
    """Whoever has all, any or some of these has completed the course."""

    exams = forms.MultipleChoiceField(
        label=_("Exams"), required=False, widget=forms.CheckboxSelectMultiple
    )
    minimum_score = PercentField(label=_("Each exam with at least this % of the points (optional)"))
    verified = forms.BooleanField(label=_("Only where the sitting was verified"), required=False)
    held = forms.MultipleChoiceField(
        label=_("Milestones"), required=False, widget=forms.CheckboxSelectMultiple
    )
    mode = choice(
        _("How many of these"), words.MODES, widget=forms.RadioSelect, initial=_MODE.ALL.value
    )
    count = forms.IntegerField(
        label=_("How many at least (optional)"),
        required=False,
        min_value=1,
        max_value=1_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "4"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        exams: Mapping[str, str],
        usable: Sequence[milestones.MilestoneValue],
        document: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=_typed(document or {}))
        offer(self, "exams", exams)
        offer(self, "held", {str(one.key): one.title for one in usable})

    def clean(self) -> dict[str, Any]:
        """Refuse a rule that asks for nothing, or for more than there is."""
        typed = super().clean() or {}
        parts = len(typed.get("exams", [])) + len(typed.get("held", []))
        if not parts and not self.errors:
            self.add_error("exams", _("Choose an exam or a milestone."))
        if typed.get("mode") == _MODE.AT_LEAST and not 1 <= (typed.get("count") or 0) <= parts:
            self.add_error("count", _("Say how many of them, and no more than you chose."))
        return typed

    def document(self) -> dict[str, Any]:
        """Return what was typed as the rule that is kept."""
        typed = self.cleaned_data
        asked = {"minimum_score": typed["minimum_score"], "verified": typed["verified"] or None}
        how = {name: value for name, value in asked.items() if value is not None}
        parts: list[dict[str, Any]] = [
            {"ask": "completed", "about": {"subject": one, **how}} for one in typed["exams"]
        ]
        parts += [
            {"ask": "milestone-held", "about": {"milestone": int(key)}} for key in typed["held"]
        ]
        if typed["mode"] == _MODE.AT_LEAST:
            return {"at_least": typed["count"], "of": parts}
        return {"all" if typed["mode"] == _MODE.ALL else "any": parts}


def _typed(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a rule as it would be typed here; one that this form cannot say is typed anew."""
    word = next((word for word in ("all", "any", "of") if word in document), "")
    parts = document.get(word, [])
    if not parts or not all("ask" in part for part in parts):
        return {}
    sat = [part["about"] for part in parts if "subject" in part["about"]]
    scores = {one.get("minimum_score") for one in sat}
    score = scores.pop() if len(scores) == 1 else None
    return {
        "mode": _MODE.AT_LEAST.value if word == "of" else word,
        "count": document.get("at_least"),
        "exams": [one["subject"] for one in sat],
        "held": [str(part["about"]["milestone"]) for part in parts if part["about"] not in sat],
        "minimum_score": None if score is None else words.percent(score),
        "verified": bool(sat) and all(one.get("verified") for one in sat),
    }


class CompleteForm(forms.Form):
    """Whether somebody completed the course, as staff say, and why."""

    completed = choice(
        _("The course"),
        {"yes": _("They completed it"), "no": _("They did not complete it")},
        widget=forms.RadioSelect,
    )
    reason = reason_field()
