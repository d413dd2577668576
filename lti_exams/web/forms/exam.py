"""An exam as staff type it: what, when, how long, what counts, who guards it and who comes in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.kernel import points
from lti_exams.web import words
from lti_exams.web.forms.access_rules import AccessFields, rules_typed, typed_of
from lti_exams.web.forms.fields import (
    SPELLING,
    HourField,
    MinutesField,
    ZoneField,
    choice,
    in_zone,
    on_clock,
)
from lti_exams.web.forms.people import Directory

_DATES = ("opens_at", "due_at", "closes_at")
_LENGTHS = ("limit_seconds", "grace_seconds", "pause_limit_seconds")
_PLAIN = ("title", "instructions", "review_policy", "may_opt_out", "hide_after_due", "is_active")
_WORDS: dict[str, Any] = {
    "kind": exams.Kind,
    "late_policy": exams.LatePolicy,
    "counting": exams.Counting,
    "rejected_policy": exams.GradePolicy,
    "timed_out_policy": exams.GradePolicy,
    "second_device": exams.SecondDevice,
}


@dataclass(frozen=True, slots=True)
class Group:
    """Some fields that belong together, under one heading."""

    key: str
    title: words.Text
    names: tuple[str, ...]
    told: words.Text = ""


GROUPS = (
    Group("what", _("What"), ("title", "slug", "kind", "instructions", "is_active")),
    Group("when", _("When"), ("zone", *_DATES, "late_policy", "hide_after_due")),
    Group(
        "how-long",
        _("How long"),
        _LENGTHS,
        _("Accommodations of single learners are added to these."),
    ),
    Group(
        "what-counts",
        _("Attempts and grade"),
        ("attempts_allowed", "counting", "maximum_points", "rejected_policy", "timed_out_policy"),
    ),
    Group(
        "proctoring",
        _("Proctoring and devices"),
        ("vendor", "review_policy", "may_opt_out", "second_device"),
    ),
    Group("access", _("Who comes in"), ("password", "networks", "keys", "groups")),
)


class ExamForm(AccessFields):
    """Everything that staff decide about an exam."""

    title = forms.CharField(label=_("Title"), max_length=255)
    slug = forms.CharField(
        label=_("Short name (optional)"),
        max_length=255,
        required=False,
        widget=forms.TextInput(attrs=SPELLING),
        help_text=_("Letters, digits and hyphens, for programs. Without one, the title is used."),
    )
    kind = choice(
        _("Kind"),
        words.KINDS,
        widget=forms.RadioSelect,
        initial=exams.Kind.TIMED.value,
        help_text=_("Proctored and onboarding exams need a vendor that is connected."),
    )
    instructions = forms.CharField(
        label=_("Instructions (optional)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Learners read them before they begin, and agree to them. Put no questions here: who "
            "rehearses the exam reads them before it opens."
        ),
    )
    is_active = forms.BooleanField(label=_("Learners can use it"), required=False, initial=True)
    zone = ZoneField()
    opens_at = HourField(label=_("Opens (optional)"))
    due_at = HourField(label=_("Is due (optional)"))
    closes_at = HourField(
        label=_("Closes (optional)"), help_text=_("Nobody works after it, whatever time is left.")
    )
    late_policy = choice(
        _("When somebody's time is up and nothing was handed in"),
        words.LATE,
        widget=forms.RadioSelect,
        initial=exams.LatePolicy.COUNTS.value,
    )
    hide_after_due = forms.BooleanField(
        label=_("Hide the exam from learners after it is due"), required=False
    )
    limit_seconds = MinutesField(
        label=_("Time limit in minutes (optional)"),
        required=False,
        help_text=_("From each learner's own start. Without one, only the dates hold."),
    )
    grace_seconds = MinutesField(
        label=_("Grace in minutes"),
        initial=60,
        help_text=_("So much later than the deadline what was under way still arrives."),
    )
    pause_limit_seconds = MinutesField(
        label=_("Longest pause in minutes (optional)"), required=False, initial=1_800
    )
    attempts_allowed = forms.IntegerField(
        label=_("Attempts allowed (optional)"),
        required=False,
        initial=1,
        help_text=_("Without a number, as many as people like."),
    )
    counting = choice(_("Of several attempts counts"), words.COUNTING)
    maximum_points = forms.DecimalField(
        label=_("Points for full marks"), initial=100, max_digits=14, decimal_places=4
    )
    rejected_policy = choice(_("An attempt that a review rejects means"), words.GRADE)
    timed_out_policy = choice(
        _("An attempt that timed out means"),
        words.GRADE,
        initial=exams.GradePolicy.WITHHELD.value,
    )
    vendor = forms.ChoiceField(label=_("Vendor"), required=False)
    review_policy = forms.CharField(
        label=_("For the reviewers (optional)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What is allowed, such as paper or a calculator."),
    )
    may_opt_out = forms.BooleanField(label=_("Learners may decline proctoring"), required=False)
    second_device = choice(
        _("When somebody goes on at a second device"),
        words.DEVICES,
        widget=forms.RadioSelect,
        initial=exams.SecondDevice.TAKES_OVER.value,
    )
    # Since which version of the exam somebody thinks about it.
    since = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        directory: Directory,
        exam: exams.Exam | None = None,
        zone: str = "UTC",
        vendors: Mapping[str, str] | None = None,
    ) -> None:
        self.directory, self.exam = directory, exam
        initial = _typed_of(exam, directory, zone) if exam else None
        super().__init__(data, initial=initial)
        # A vendor that is not offered any more stays the one of exams that have it.
        kept = {exam.vendor: exam.vendor} if exam and exam.vendor else {}
        offered = {**kept, **(vendors or {})}
        none = _("None, or the usual one of the course") if offered else _("No vendor is connected")
        vendor = self.fields["vendor"]
        assert isinstance(vendor, forms.ChoiceField)  # noqa: S101 - declared above
        vendor.choices = [("", none), *offered.items()]

    def grouped(self) -> list[tuple[Group, list[forms.BoundField]]]:
        """Return the fields under their headings."""
        return [(group, [self[name] for name in group.names]) for group in GROUPS]

    def clean(self) -> dict[str, Any]:
        """Read the access rules, which name people and hours of this form."""
        typed = super().clean() or {}
        try:
            self.rules = rules_typed(typed, self.directory, typed.get("zone", "UTC"))
        except forms.ValidationError as error:
            self.add_error("groups", error)
        return typed

    def definition(self) -> exams.Definition:
        """Return what was typed; what the form does not show stays as it is."""
        typed = self.cleaned_data
        told: dict[str, Any] = {name: typed[name] for name in (*_PLAIN, *_LENGTHS)}
        told |= {name: kind(typed[name]) for name, kind in _WORDS.items()}
        told |= {name: in_zone(typed[name], typed["zone"]) for name in _DATES}
        told |= {
            "slug": typed["slug"] or (self.exam.slug if self.exam else _slug_of(typed["title"])),
            "grace_seconds": typed["grace_seconds"] or 0,
            "attempts_allowed": typed["attempts_allowed"],
            "maximum_points": points.scaled(typed["maximum_points"]),
            "vendor": typed["vendor"],
            "access_rules": self.rules,
        }
        return (
            replace(exams.definition_of(self.exam), **told)
            if self.exam
            else exams.Definition(**told)
        )


def _slug_of(title: str) -> str:
    return slugify(title)[:80] or "exam"


def _typed_of(exam: exams.Exam, directory: Directory, zone: str) -> dict[str, Any]:
    definition = exams.definition_of(exam)
    names = ("slug", "vendor", "attempts_allowed", *_PLAIN, *_LENGTHS)
    told: dict[str, Any] = {name: getattr(definition, name) for name in names}
    told |= {name: getattr(definition, name).value for name in _WORDS}
    told |= {name: on_clock(getattr(definition, name), zone) for name in _DATES}
    maximum = points.plain(definition.maximum_points)
    told |= {
        "since": exam.version,
        "zone": zone,
        "maximum_points": maximum.quantize(Decimal(1)) if maximum == int(maximum) else maximum,
    }
    return told | typed_of(definition.access_rules, directory, zone)
