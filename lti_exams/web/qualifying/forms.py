"""What people type about lists: which students they look for, what they save, and why."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from lti_exams.kernel.points import PointsRefused, scaled
from lti_exams.qualifications import api as qualifications
from lti_exams.web.forms.fields import SPELLING

ON_A_PAGE = 50
# The day after it is still a day, in every time zone.
_LAST_DAY = date(9998, 12, 31)
_SHOW: dict[str, dict[str, Any]] = {
    "yes": {"qualifies": True},
    "no": {"qualifies": False},
    "open": {"is_open": True},
}


class WantedForm(forms.Form):
    """Which students are shown, and in which order; nonsense narrows nothing."""

    q = forms.CharField(label=_("Name or user id"), required=False, max_length=200, strip=True)
    show = forms.ChoiceField(
        label=_("Students"),
        required=False,
        choices=[
            ("", _("All")),
            ("yes", _("Qualified")),
            ("no", _("Not qualified")),
            ("open", _("Not ready yet")),
        ],
    )
    sort = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)
    limit = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def wanted(self, *, page: int) -> qualifications.Wanted:
        self.is_valid()
        typed = getattr(self, "cleaned_data", {})
        sort = typed.get("sort") or "name"
        return qualifications.Wanted(
            sort=sort.removeprefix("-"),
            descending=sort.startswith("-"),
            search=typed.get("q", ""),
            start=(page - 1) * ON_A_PAGE,
            size=ON_A_PAGE,
            **_SHOW.get(typed.get("show", ""), {}),
        )


class HistoryForm(forms.Form):
    """Which lists of a course are shown, and in which order; nonsense narrows nothing."""

    state = forms.ChoiceField(
        label=_("Lists"),
        required=False,
        choices=[
            ("", _("All")),
            ("ready", _("Ready")),
            ("almostready", _("Almost ready")),
            ("notready", _("Not ready")),
            ("exported", _("Exported")),
        ],
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("Newest first")), ("oldest", _("Oldest first"))],
    )

    def wanted(self) -> dict[str, Any]:
        """Return what is asked for, as `see_history` takes it."""
        self.is_valid()
        typed = getattr(self, "cleaned_data", {})
        return {
            "state": typed.get("state", ""),
            "oldest_first": typed.get("order") == "oldest",
        }


class LimitForm(forms.Form):
    """Another limit, to see what it would bring."""

    limit = forms.CharField(
        max_length=20,
        widget=forms.TextInput(attrs={**SPELLING, "inputmode": "decimal", "size": "8"}),
    )

    def clean_limit(self) -> int:
        try:
            limit = scaled(self.cleaned_data["limit"].replace(",", "."))
        except PointsRefused:
            limit = -1
        if limit < 0:
            raise forms.ValidationError(_("Write a number from zero up, such as 60 or 12.5."))
        return limit


def message_field(**about: Any) -> forms.CharField:
    return forms.CharField(max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}), **about)


class SaveForm(forms.Form):
    """How far the list is, and what is said about it."""

    status = forms.ChoiceField(
        label=_("How far the list is"),
        choices=[
            ("ready", _("Ready: everybody is decided about")),
            (
                "almostready",
                _("Almost ready: some students are still open, and the message says why"),
            ),
        ],
        widget=forms.RadioSelect,
        initial="ready",
    )
    message = message_field(
        label=_("Message"),
        required=False,
        help_text=_("For those who handle the examination. Needed when students are left open."),
    )

    def saving(self) -> qualifications.Saving:
        typed = self.cleaned_data
        return qualifications.Saving(
            state=qualifications.State(typed["status"]), message=typed["message"]
        )


class RetractForm(forms.Form):
    """Why a list is taken back."""

    message = message_field(
        label=_("Why the list is taken back"),
        help_text=_("Those who handle the examination read it."),
    )
    # The list that was looked at: a colleague may have saved another one meanwhile.
    of = forms.IntegerField(required=False, widget=forms.HiddenInput)


class OverrideForm(forms.Form):
    """A decision about one student: who, which, why, and until when."""

    student = forms.CharField(
        label=_("Student"),
        max_length=300,
        widget=forms.TextInput(attrs={**SPELLING, "list": "students"}),
        help_text=_("The name as the list has it, or the user id."),
    )
    qualifies = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Qualifies")), ("no", _("Does not qualify"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    reason = message_field(label=_("Reason"))
    until = forms.DateField(
        label=_("Last day on which it holds (optional)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[MaxValueValidator(_LAST_DAY)],
    )

    def wanted(self, member: int) -> qualifications.NewOverride:
        typed = self.cleaned_data
        until = typed["until"]
        end = datetime.combine(until + timedelta(days=1), time(), UTC) if until else None
        return qualifications.NewOverride(
            relatedstudent=member,
            qualifies=typed["qualifies"] == "yes",
            reason=typed["reason"],
            expires_at=end,
        )
