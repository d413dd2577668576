"""What staff type when they act on attempts: why, and how much."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.web import words
from lti_exams.web.forms.fields import MinutesField, reason_field

OWED = "missing"


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = reason_field()


def reason_in(form: ReasonForm) -> str:
    """Return the reason that was given, or refuse the act where none was."""
    if not form.is_valid():
        raise exams.ReasonMissing(field="reason")
    reason: str = form.cleaned_data["reason"]
    return reason


class MoreTimeForm(forms.Form):
    """How much more time everybody gets, and why."""

    seconds = MinutesField(label=_("Minutes more"), initial=300)
    reason = reason_field()


class ControlForm(forms.Form):
    """What is done to one attempt, how much of it, and why."""

    reason = reason_field()
    seconds = MinutesField(label=_("Minutes"), required=False)
    message = forms.CharField(
        label=_("Message to the learner (optional)"),
        required=False,
        max_length=1000,
        help_text=_("The page of the exam shows it to them. The reason is not shown to them."),
    )

    def clean_seconds(self) -> int | None:
        """Refuse to take time away where time is given."""
        seconds: int | None = self.cleaned_data["seconds"]
        if seconds is not None and seconds < 0:
            raise forms.ValidationError(_("Time cannot be taken away here."))
        return seconds


class FilterForm(forms.Form):
    """Which attempts are wanted."""

    search = forms.CharField(label=_("Name or e-mail"), required=False, max_length=200)
    exam = forms.ChoiceField(label=_("Exam"), required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), *((key, tag.words) for key, tag in words.STATUSES.items())],
    )
    purpose = forms.ChoiceField(
        label=_("Attempts"), required=False, choices=list(words.PURPOSES.items())
    )
    score = forms.ChoiceField(
        label=_("Score"),
        required=False,
        choices=[("", _("All")), (OWED, _("Has not come in time"))],
    )
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, data: object, *, exams_here: list[exams.Exam]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field = self.fields["exam"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("All")), *((str(one.pk), one.title) for one in exams_here)]
        self.exams_here = {str(one.pk): one for one in exams_here}

    @property
    def owes_score(self) -> bool:
        """Tell whether only those are wanted whose score should have come."""
        self.is_valid()
        return self.cleaned_data.get("score") == OWED

    def wanted(self, *, offset: int, limit: int) -> exams.Wanted:
        """Return what is asked for; a filter that makes no sense does not narrow the list."""
        self.is_valid()
        typed = self.cleaned_data
        status = typed.get("status")
        return exams.Wanted(
            exam=self.exams_here.get(typed.get("exam", "")),
            statuses=(exams.Status(status),) if status else (),
            search=typed.get("search", ""),
            purposes=(exams.Purpose(typed.get("purpose") or exams.Purpose.SITTING),),
            sort=typed.get("sort") or "-started",
            offset=offset,
            limit=limit,
        )
