"""What reviewers type: which sittings they seek, what they decide, what they say of a moment."""

from datetime import datetime
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.journeys.review_attempt import Verdict
from lti_exams.kernel.points import scaled
from lti_exams.proctoring import api as proctoring
from lti_exams.web.forms.fields import HourField, ZoneField, choice, in_zone, reason_field
from lti_exams.web.review_words import REVIEWS, VERDICTS

_WAITING = "waiting-or-second"
_ALL = "all"
_SHOWN = {
    _WAITING: _("Waits for somebody"),
    exams.Review.SECOND.value: REVIEWS[exams.Review.SECOND].words,
    exams.Review.VERIFIED.value: REVIEWS[exams.Review.VERIFIED].words,
    exams.Review.REJECTED.value: REVIEWS[exams.Review.REJECTED].words,
    _ALL: _("All"),
}


class HallForm(forms.Form):
    """Who is sought in the hall."""

    search = forms.CharField(label=_("Name or e-mail"), required=False, max_length=200)

    def sought(self) -> str:
        """Return the name that is sought; one that makes no sense does not narrow the list."""
        return str(self.cleaned_data["search"]) if self.is_valid() else ""


class QueueForm(forms.Form):
    """Which sittings are sought."""

    search = forms.CharField(label=_("Name or e-mail"), required=False, max_length=200)
    exam = forms.ChoiceField(label=_("Exam"), required=False)
    review = choice(_("Review"), _SHOWN, required=False)
    severity = forms.DecimalField(
        label=_("Severity of at least (0 to 1)"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(1),
        max_digits=5,
        decimal_places=4,
    )
    differs = forms.BooleanField(
        label=_("Only where the vendor saw somebody else than the LMS told"), required=False
    )

    def __init__(self, data: object, *, exams_here: list[exams.Exam]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field = self.fields["exam"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("All")), *((str(one.pk), one.title) for one in exams_here)]
        self.exams_here = {str(one.pk): one for one in exams_here}

    def sought(self, *, offset: int, limit: int) -> proctoring.Sought:
        """Return what is sought; a filter that makes no sense does not narrow the list."""
        self.is_valid()
        typed = self.cleaned_data
        severity = typed.get("severity")
        return proctoring.Sought(
            exam=self.exams_here.get(typed.get("exam", "")),
            reviews=_reviews(typed.get("review") or _WAITING),
            search=typed.get("search", ""),
            least_severity=None if severity is None else scaled(severity),
            only_differences=bool(typed.get("differs")),
            offset=offset,
            limit=limit,
        )


def _reviews(wanted: str) -> tuple[exams.Review, ...]:
    if wanted == _ALL:
        return ()
    if wanted == _WAITING:
        return (exams.Review.WAITING, exams.Review.SECOND)
    return (exams.Review(wanted),)


class VerdictForm(forms.Form):
    """What somebody decides about a sitting, and why."""

    verdict = forms.ChoiceField(
        label=_("What you decide"),
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": _(
                "This cannot be decided any more: somebody was quicker, or you chose it twice. "
                "The page shows how the sitting stands now."
            )
        },
    )
    reason = reason_field(widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: object = None, *, may: frozenset[Verdict]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field = self.fields["verdict"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(one.value, VERDICTS[one]) for one in Verdict if one in may]


class RemarkForm(forms.Form):
    """What somebody says of a moment, or of a stretch from it on."""

    zone = ZoneField()
    moment = HourField(label=_("Moment"))
    until = HourField(label=_("Until (where it is a stretch)"))
    text = forms.CharField(
        label=_("Comment"), max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_moment(self) -> datetime:
        """Ask for a moment: a remark about nothing in particular helps nobody."""
        moment: datetime | None = self.cleaned_data["moment"]
        if moment is None:
            raise forms.ValidationError(_("Say which moment you mean."))
        return moment

    def remark(self) -> proctoring.Remark:
        """Return what was said, with instants."""
        typed = self.cleaned_data
        moment = in_zone(typed["moment"], typed["zone"])
        assert moment is not None  # noqa: S101 - clean_moment asks for one
        until = in_zone(typed["until"], typed["zone"])
        return proctoring.Remark(text=typed["text"], moment=moment, until=until)
