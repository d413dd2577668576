"""Where the questions of an exam lie, as a teacher chooses it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.assessments import api as assessments
from lti_exams.journeys.choose_questions import QuestionsSeen

WAYS = {
    assessments.Way.LTI: _("opens in a tool, which sends the score"),
    assessments.Way.OUTSIDE: _("opens on another page, which sends the score"),
    assessments.Way.BY_HAND: _("given out and marked by people"),
}


class QuestionsForm(forms.Form):
    """The place, and whether more than full marks can be reached."""

    assessment = forms.ChoiceField(
        label=_("Where are the questions?"), required=False, widget=forms.RadioSelect
    )
    extra_credit = forms.BooleanField(
        label=_("A score may be above its maximum (extra credit)"), required=False
    )

    def __init__(self, data: Any = None, *, seen: QuestionsSeen) -> None:
        now = seen.exam.assessment
        super().__init__(
            data, initial={"assessment": now, "extra_credit": seen.allows_extra_credit}
        )
        known = [(one.key, f"{one.name} – {WAYS[one.way]}") for one in seen.offered]
        if now and now not in {key for key, _words in known}:
            known.append((now, seen.assessment.name if seen.assessment else now))
        field = self.fields["assessment"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        nowhere = ("", _("Nowhere that this service knows: on paper, or as the instructions say"))
        field.choices = [nowhere, *known]
