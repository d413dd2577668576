"""Scores that staff type, one by one or as a table out of a spreadsheet."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.journeys.enter_scores import Entered, Entry
from lti_exams.kernel.points import scaled
from lti_exams.web.forms.fields import SPELLING, reason_field
from lti_exams.web.forms.people import Directory
from lti_exams.web.refusals import words_of

COLUMNS = ("person", "score", "maximum", "attempt")
_LARGEST_FILE = 1_000_000
_MOST_ROWS = 2_000
_WHICH = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")


def points_typed(text: str) -> int:
    """Read points with a point or a comma before the decimals."""
    if not _NUMBER.fullmatch(text.strip()):
        told = {"text": text.strip()[:40]}
        raise forms.ValidationError(_("“%(text)s” is no number of points, such as 17.5.") % told)
    return scaled(Decimal(text.strip().replace(",", ".")))


class PointsField(forms.CharField):
    """Points as people write them, with a point or a comma; kept in ten-thousandths."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {**SPELLING, "inputmode": "decimal", "size": "8"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=20, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return points_typed(typed) if typed else None


class ScoreForm(forms.Form):
    """The score of one attempt."""

    score = PointsField(label=_("Points"))
    reason = reason_field()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table that can be taken."""

    number: int
    entry: Entry


class ScoresForm(forms.Form):
    """A table of scores: pasted, or a file of comma-separated values."""

    rows = forms.CharField(
        label=_("Rows"),
        required=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 8, **SPELLING}),
        help_text=_(
            "The first line names the columns: person, score, and if you like maximum and attempt. "
            "A person is a name, an e-mail address or an id. Without an attempt, the newest that "
            "has ended is meant."
        ),
    )
    file = forms.FileField(label=_("Or a file (CSV)"), required=False)
    reason = reason_field()

    def __init__(
        self, data: Any = None, files: Any = None, *, exam: exams.Exam, directory: Directory
    ) -> None:
        super().__init__(data, files)
        self.exam, self.directory = exam, directory
        self.lines: list[Line] = []

    def clean_file(self) -> str:
        """Return what a file says, with or without the mark that spreadsheets begin it with."""
        sent: UploadedFile | None = self.cleaned_data["file"]
        if sent is None:
            return ""
        if (sent.size or 0) > _LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than a megabyte."))
        try:
            return sent.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("Save the file as CSV in UTF-8.")) from None

    def clean(self) -> dict[str, Any]:
        """Read every row, and say of each that cannot be read which and why."""
        typed = super().clean() or {}
        self.text = typed.get("file") or typed.get("rows", "").removeprefix("\ufeff")
        reason, newest = typed.get("reason", ""), self._attempts()
        for number, row in self._rows():
            try:
                self.lines.append(Line(number, self._entry(number, row, newest, reason)))
            except forms.ValidationError as error:
                self._refuse(number, " ".join(error.messages))
        if not self.lines and not self.errors:
            self.add_error("rows", _("There is no row under the line that names the columns."))
        return typed

    def _rows(self) -> Iterable[tuple[int, dict[str, str]]]:
        """Return the rows; of too many none, so that nobody believes that all were taken."""
        rows = list(_table(self.text))
        if len(rows) <= _MOST_ROWS:
            return rows
        told = _("There are %(many)s rows, and %(most)s can be taken at once. Send them in parts.")
        self.add_error("rows", told % {"many": len(rows), "most": _MOST_ROWS})
        return ()

    def show(self, entered: Entered) -> None:
        """Show beside the rows why some of them were not taken."""
        for number, error in entered.refused.items():
            self._refuse(number, words_of(error))

    def _refuse(self, number: int, why: str) -> None:
        self.add_error("rows", _("Line %(line)s: %(why)s") % {"line": number, "why": why})

    def _attempts(self) -> Mapping[tuple[int, int | None], exams.Attempt]:
        """Return the attempts that have ended, by person and number; by None, the newest."""
        ended = [state.value for state in exams.ENDED if state is not exams.State.RESET]
        found: dict[tuple[int, int | None], exams.Attempt] = {}
        sat = self.exam.attempts.filter(state__in=ended, purpose=exams.Purpose.SITTING.value)
        for attempt in sat.select_related("exam", "person").order_by("number"):
            found[attempt.person_id, attempt.number] = attempt
            found[attempt.person_id, None] = attempt
        return found

    def _entry(
        self,
        number: int,
        row: Mapping[str, str],
        attempts: Mapping[tuple[int, int | None], exams.Attempt],
        reason: str,
    ) -> Entry:
        person = self.directory.find(row["person"])
        if person is None:
            raise forms.ValidationError(_("Nobody of the course, or several, go by this name."))
        which = int(row["attempt"]) if _WHICH.fullmatch(row["attempt"]) else None
        attempt = attempts.get((person.pk, which))
        if attempt is None or (row["attempt"] and which is None):
            raise forms.ValidationError(_("They have no such attempt that has ended."))
        maximum = points_typed(row["maximum"]) if row["maximum"] else self.exam.maximum_points
        if maximum < 1:
            raise forms.ValidationError(_("The maximum must be more than nothing."))
        return Entry(
            attempt=attempt,
            points=points_typed(row["score"]),
            maximum=maximum,
            reason=reason,
            number=number,
        )


def _table(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    lines = text.strip().splitlines()
    if not lines:
        return
    # A spreadsheet that is copied has tabs; where a comma stands before decimals, semicolons.
    mark = max(";\t,", key=lines[0].count)
    try:
        read = list(csv.reader(lines, delimiter=mark))
    except csv.Error:
        return
    names = [name.strip().lower() for name in read[0]]
    for number, values in enumerate(read[1:], start=2):
        told = dict(zip(names, (value.strip() for value in values), strict=False))
        if any(told.values()):
            yield number, {name: told.get(name, "") for name in COLUMNS}
