"""What staff type to grant somebody more time or other dates, one by one or as a list."""

import csv
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.journeys.grant_many import Grant, SomeNotGranted
from lti_exams.launches import api as launches
from lti_exams.web.forms.fields import SPELLING, HourField, ZoneField, in_zone, reason_field
from lti_exams.web.forms.people import Directory
from lti_exams.web.staff.refused import words_of

_DATES = ("opens_at", "due_at", "closes_at")
COLUMNS = ("person", "exam", "minutes", "percent", "opens", "due", "closes", "reason")
_MOST_ROWS = 2_000
_LARGEST_DIGITS = 9


class GrantForm(forms.Form):
    """What one person is granted."""

    person = forms.CharField(
        label=_("Who"),
        max_length=255,
        widget=forms.TextInput(attrs={**SPELLING, "list": "people"}),
        help_text=_("Name, e-mail address or id of somebody who belongs to the course."),
    )
    exam = forms.ChoiceField(label=_("Where"), required=False)
    minutes = forms.IntegerField(
        label=_("Minutes more (optional)"), required=False, help_text=_("Or a percentage, below.")
    )
    percent = forms.IntegerField(
        label=_("Percent more (optional)"),
        required=False,
        help_text=_("50 makes 90 minutes out of 60."),
    )
    zone = ZoneField()
    opens_at = HourField(label=_("Opens for them (optional)"))
    due_at = HourField(label=_("Is due for them (optional)"))
    closes_at = HourField(label=_("Closes for them (optional)"))
    exceptions = forms.CharField(
        label=_("Exceptions (optional)"),
        required=False,
        max_length=4_100,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, such as “own breaks” or “reader allowed”. Proctors see them."),
    )
    reason = reason_field()

    def __init__(
        self,
        data: Any = None,
        *,
        course: launches.Course,
        exams_here: Sequence[exams.Exam],
        directory: Directory,
    ) -> None:
        super().__init__(data)
        self.course, self.directory = course, directory
        self.exams_here = {str(one.pk): one for one in exams_here}
        field = self.fields["exam"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        everywhere = ("", _("All exams of this course"))
        field.choices = [everywhere, *((key, one.title) for key, one in self.exams_here.items())]

    def clean_person(self) -> launches.Person:
        """Return the one person whom this names."""
        found = self.directory.find(self.cleaned_data["person"])
        if found is None:
            raise forms.ValidationError(
                _("Nobody of the course, or several people, go by this. Use the e-mail address.")
            )
        return found

    def where(self) -> exams.Exam | launches.Course:
        """Return where it is granted."""
        return self.exams_here.get(self.cleaned_data["exam"], self.course)

    def allowance(self) -> exams.Allowance:
        """Return what is granted."""
        typed = self.cleaned_data
        return exams.Allowance(
            minutes=typed["minutes"],
            percent=typed["percent"],
            exceptions=tuple(filter(None, map(str.strip, typed["exceptions"].splitlines()))),
            **{name: in_zone(typed[name], typed["zone"]) for name in _DATES},
        )


class ListForm(forms.Form):
    """Many rows at once, as a spreadsheet has them."""

    rows = forms.CharField(
        label=_("Rows"),
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 8, **SPELLING}),
        help_text=_(
            "Comma-separated values; the first line names the columns: person, exam, minutes, "
            "percent, opens, due, closes, reason. An empty exam means all exams of the course; "
            "otherwise write its short name. Dates look like 2027-02-01 09:00."
        ),
    )
    zone = ZoneField()

    def __init__(
        self,
        data: Any = None,
        *,
        course: launches.Course,
        exams_here: Sequence[exams.Exam],
        directory: Directory,
    ) -> None:
        super().__init__(data)
        self.course, self.directory = course, directory
        self.exams_here = {one.slug: one for one in exams_here}

    def clean(self) -> dict[str, Any]:
        """Read every row, and say of each that cannot be read which and why."""
        typed = super().clean() or {}
        self.grants: list[Grant] = []
        for line, row in enumerate(_table(typed.get("rows", "")), start=2):
            try:
                self.grants.append(self._grant(line, row, typed.get("zone", "UTC")))
            except forms.ValidationError as error:
                self._refuse(line, " ".join(error.messages))
        if not self.grants and not self.errors:
            self.add_error("rows", _("There is no row under the line that names the columns."))
        return typed

    def show(self, refused: SomeNotGranted) -> None:
        """Show beside the rows why some of them cannot be granted."""
        for line, error in refused.values["refused"].items():  # type: ignore[attr-defined]
            self._refuse(line, words_of(error))

    def _refuse(self, line: int, why: str) -> None:
        self.add_error("rows", _("Line %(line)s: %(why)s") % {"line": line, "why": why})

    def _grant(self, line: int, row: dict[str, str], zone: str) -> Grant:
        person = self.directory.find(row["person"])
        if person is None:
            raise forms.ValidationError(_("Nobody of the course, or several, go by this name."))
        if row["exam"] and row["exam"] not in self.exams_here:
            raise forms.ValidationError(_("The course has no exam of this short name."))
        allowance = exams.Allowance(
            minutes=_number(row["minutes"]),
            percent=_number(row["percent"].rstrip("% ")),
            opens_at=_hour(row["opens"], zone),
            due_at=_hour(row["due"], zone),
            closes_at=_hour(row["closes"], zone),
        )
        where = self.exams_here.get(row["exam"], self.course)
        return Grant(
            line=line, person=person, where=where, allowance=allowance, reason=row["reason"]
        )


def _table(text: str) -> list[dict[str, str]]:
    lines = text.strip().splitlines()
    if not lines:
        return []
    # A spreadsheet that is copied has tabs; some languages write semicolons.
    mark = max(",;\t", key=lines[0].count)
    try:
        read = list(csv.DictReader(lines, delimiter=mark))[:_MOST_ROWS]
    except csv.Error:
        return []
    names = {name: (name or "").strip().lower() for name in (read[0] if read else {})}
    rows = [{names[name]: value for name, value in row.items() if name in names} for row in read]
    return [{name: _cell(row.get(name)) for name in COLUMNS} for row in rows]


def _cell(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _number(text: str) -> int | None:
    if not text:
        return None
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _LARGEST_DIGITS):
        raise forms.ValidationError(_("“%(text)s” is no whole number.") % {"text": text[:40]})
    return int(text)


def _hour(text: str, zone: str) -> datetime | None:
    if not text:
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise forms.ValidationError(
            _("“%(text)s” is no date: write 2027-02-01 09:00.") % {"text": text[:40]}
        ) from None
    return read if read.tzinfo else in_zone(read, zone)
