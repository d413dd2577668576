"""What staff type when they decide about people's milestones, ask "what if", or answer somebody."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.journeys.award_milestones import Verdict
from lti_exams.journeys.what_if_required import Wish
from lti_exams.kernel.strictjson import UnreadableJson, strict_json
from lti_exams.milestones import api as milestones
from lti_exams.web.forms.fields import HourField, ZoneField, choice, in_zone, reason_field
from lti_exams.web.forms.milestones import ConditionForm, offer
from lti_exams.web.words import Text

VERDICTS: Mapping[str, Text] = {
    Verdict.AWARD: _("Award it: they have it from now on"),
    Verdict.WAIVE: _("Waive it: they pass without having reached it"),
    Verdict.REVOKE: _("Revoke it: nothing but staff gives it back"),
    Verdict.LET_FACTS_DECIDE: _("Take back what staff decided: what they completed decides"),
}
_LONGEST_DOCUMENT = 1_000_000
# A rule of as many steps as there may be, in a document.
_DEEPEST_DOCUMENT = 20


class DecideForm(forms.Form):
    """What is decided about one milestone of one person, until when and why."""

    milestone = forms.ChoiceField(label=_("Milestone"))
    verdict = choice(
        _("What you decide"),
        VERDICTS,
        widget=forms.RadioSelect,
        # An award by hand carries no points; a gate that asks for some would stay shut.
        help_text=_(
            "Where points or a verified sitting are asked for as well, an award does not open the "
            "gate: waive it."
        ),
    )
    until = HourField(label=_("Until (optional)"))
    zone = ZoneField(required=False, help_text=_("The date is meant in it."))
    reason = reason_field(
        help_text=_("It is kept with your name in the history, and the learner reads it too.")
    )

    def __init__(self, data: Any = None, *, around: Iterable[milestones.MilestoneValue]) -> None:
        super().__init__(data)
        offer(self, "milestone", {str(one.key): one.title for one in around})

    def until_when(self) -> Any:
        """Return until when it holds."""
        typed = self.cleaned_data
        return in_zone(typed["until"], typed["zone"] or "UTC")


class WhatIfForm(ConditionForm):
    """What the course would ask for otherwise."""

    change = forms.ChoiceField(label=_("What if the course asked"))
    field_order = ("change",)

    def __init__(
        self,
        data: Any = None,
        *,
        asks: Sequence[milestones.Tie],
        usable: Sequence[milestones.MilestoneValue],
        names: Mapping[str, str],
    ) -> None:
        super().__init__(data)
        self.asks = {one.key: one for one in asks}
        here = {
            key: {"title": one.milestone.title, "where": names[str(one.subject)]}
            for key, one in self.asks.items()
            if one.milestone
        }
        less, other, more = (
            _("no more for “%(title)s” (%(where)s)"),
            _("for “%(title)s” (%(where)s) under the condition below"),
            _("for “%(title)s” besides, under the condition below"),
        )
        choices = {f"drop:{key}": str(less) % told for key, told in here.items()}
        choices |= {f"change:{key}": str(other) % told for key, told in here.items()}
        choices |= {f"add:{one.key}": str(more) % {"title": one.title} for one in usable}
        offer(self, "change", choices)

    def subject(self, course: milestones.Subject) -> milestones.Subject:
        """Return what would ask otherwise."""
        act, key = self._read()
        return course if act == "add" else self.asks[key].subject

    def wish(self, course: milestones.Subject) -> Wish:
        """Return what was typed as what would be asked."""
        act, key = self._read()
        if act == "drop":
            return Wish(dropped=[key])
        if act == "change":
            return Wish(changed={key: self.condition()})
        new = milestones.NewRequirement(subject=course, milestone=key, condition=self.condition())
        return Wish(added=[new])

    def _read(self) -> tuple[str, int]:
        act, _colon, key = self.cleaned_data["change"].partition(":")
        return act, int(key)


class AnswerForm(forms.Form):
    """What staff answer to somebody who stands before a shut gate."""

    answer = choice(
        _("Your answer"),
        {
            "let-past": _("Let them past what is missing"),
            "decline": _("Leave the gate shut"),
        },
        widget=forms.RadioSelect,
    )
    reply = forms.CharField(
        label=_("What you say to them"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The learner reads it on the page of the gate. It is kept as your reason."),
    )


class DocumentForm(forms.Form):
    """The requirements of another course, as an export of ours has them."""

    file = forms.FileField(label=_("File (optional)"), required=False)
    document = forms.CharField(
        label=_("Or its text (optional)"),
        required=False,
        max_length=_LONGEST_DOCUMENT,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Read the document, from the file if there is one."""
        typed = super().clean() or {}
        self.text = self._text(typed)
        try:
            self.read = strict_json(self.text, max_depth=_DEEPEST_DOCUMENT)
        except UnreadableJson:
            self.add_error("document", _("This is no export of requirements."))
        return typed

    def _text(self, typed: Mapping[str, Any]) -> str:
        sent = typed.get("file")
        if sent is None:
            return str(typed.get("document", ""))
        if sent.size > _LONGEST_DOCUMENT:
            return ""
        return str(sent.read().decode("utf-8-sig", errors="replace"))
