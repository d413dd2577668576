"""Many grants at once, as a spreadsheet has them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.journeys.grant_many import Grant
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.web.forms.fields import SPELLING, ZoneField, in_zone
from lti_exams.web.forms.people import Directory
from lti_exams.web.forms.tables import table
from lti_exams.web.refusals import words_of

COLUMNS = ("person", "exam", "minutes", "percent", "opens", "due", "closes", "reason")
_LARGEST_DIGITS = 9


class ListForm(forms.Form):
    """Rows of a table. One that makes no sense stands in nobody else's way."""

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
        """Read every row; what is wrong with a row is kept beside those that can be granted."""
        typed = super().clean() or {}
        self.written = list(table(typed.get("rows", ""), COLUMNS))
        self.grants: list[Grant] = []
        self.faults: dict[int, str] = {}
        for number, row in enumerate(self.written):
            try:
                self.grants.append(self._grant(number, row.cells, typed.get("zone", "UTC")))
            except forms.ValidationError as error:
                self.faults[number] = " ".join(error.messages)
        if not self.written and not self.errors:
            self.add_error("rows", _("There is no row under the line that names the columns."))
        return typed

    def keep_refused(self, refused: Mapping[int, LtiExamsError]) -> bool:
        """Keep nothing but the rows that were not granted, each with why; tell whether any is."""
        faults = {**self.faults, **{number: words_of(why) for number, why in refused.items()}}
        left = [self.written[number].written for number in sorted(faults)]
        columns = self.cleaned_data["rows"].strip().splitlines()[0]
        zone = self.cleaned_data["zone"]
        self.data = {"rows": "\n".join([columns, *left]), "zone": zone}
        for line, number in enumerate(sorted(faults), start=2):
            told = {"line": line, "why": faults[number]}
            self.add_error("rows", _("Line %(line)s: %(why)s") % told)
        return bool(faults)

    def _grant(self, number: int, cells: Mapping[str, str], zone: str) -> Grant:
        person = self.directory.find(cells["person"])
        if person is None:
            raise forms.ValidationError(_("Nobody of the course, or several, go by this name."))
        if cells["exam"] and cells["exam"] not in self.exams_here:
            raise forms.ValidationError(_("The course has no exam of this short name."))
        allowance = exams.Allowance(
            minutes=_number(cells["minutes"]),
            percent=_number(cells["percent"].rstrip("% ")),
            opens_at=_hour(cells["opens"], zone),
            due_at=_hour(cells["due"], zone),
            closes_at=_hour(cells["closes"], zone),
        )
        where = self.exams_here.get(cells["exam"], self.course)
        return Grant(
            number=number, person=person, where=where, allowance=allowance, reason=cells["reason"]
        )


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
