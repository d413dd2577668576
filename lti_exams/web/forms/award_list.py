"""Decisions about many people's milestones at once, as a spreadsheet has them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.journeys.award_list import Decision
from lti_exams.journeys.award_milestones import Verdict
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.web.forms.fields import SPELLING, ZoneField, in_zone
from lti_exams.web.forms.people import Directory
from lti_exams.web.forms.tables import table
from lti_exams.web.refusals import words_of

COLUMNS = ("person", "milestone", "act", "until", "reason")


class AwardListForm(forms.Form):
    """Rows of a table. One that makes no sense stands in nobody else's way."""

    rows = forms.CharField(
        label=_("Rows"),
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 8, **SPELLING}),
        help_text=_(
            "Comma-separated values; the first line names the columns: person, milestone, act, "
            "until, reason. The act is award, waive, revoke or let-facts-decide. A milestone goes "
            "by its short name or its title. Dates look like 2027-02-01 09:00."
        ),
    )
    zone = ZoneField()

    def __init__(
        self,
        data: Any = None,
        *,
        directory: Directory,
        around: Iterable[milestones.MilestoneValue],
    ) -> None:
        super().__init__(data)
        self.directory = directory
        self.named: dict[str, set[int]] = {}
        for one in around:
            for name in {one.name, one.title}:
                self.named.setdefault(name.casefold(), set()).add(one.key)

    def clean(self) -> dict[str, Any]:
        """Read every row; what is wrong with a row is kept beside those that make sense."""
        typed = super().clean() or {}
        self.written = list(table(typed.get("rows", ""), COLUMNS))
        self.decisions: list[Decision] = []
        self.faults: dict[int, str] = {}
        decided: set[tuple[int, int]] = set()
        for number, row in enumerate(self.written):
            try:
                made = self._decision(number, row.cells, typed.get("zone", "UTC"))
                _check_once(decided, made)
                self.decisions.append(made)
            except forms.ValidationError as error:
                self.faults[number] = " ".join(error.messages)
        if not self.written and not self.errors:
            self.add_error("rows", _("There is no row under the line that names the columns."))
        return typed

    def refuse(self, refused: Mapping[int, LtiExamsError]) -> bool:
        """Say of every row that cannot be why, by its line; tell whether there is any."""
        faults = {**self.faults, **{number: words_of(why) for number, why in refused.items()}}
        for number in sorted(faults):
            told = {"line": number + 2, "why": faults[number]}
            self.add_error("rows", _("Line %(line)s: %(why)s") % told)
        return bool(faults)

    def _decision(self, number: int, cells: Mapping[str, str], zone: str) -> Decision:
        return Decision(
            number=number,
            person=self._person(cells["person"]),
            milestone=self._milestone(cells["milestone"]),
            verdict=_verdict(cells["act"]),
            reason=cells["reason"],
            until=_until(cells["until"], zone),
        )

    def _person(self, written: str) -> launches.Person:
        found = self.directory.find(written)
        if found is None:
            raise forms.ValidationError(_("Nobody of the course, or several, go by this name."))
        return found

    def _milestone(self, written: str) -> int:
        found = self.named.get(written.casefold(), set())
        if len(found) != 1:
            raise forms.ValidationError(_("No milestone of the course, or several, go by this."))
        return next(iter(found))


def _check_once(decided: set[tuple[int, int]], made: Decision) -> None:
    """Refuse a second word about the same: which of the two is meant, nobody can tell."""
    about = (made.person.pk, made.milestone)
    if about in decided:
        raise forms.ValidationError(
            _("A row above decides about this person and this milestone already.")
        )
    decided.add(about)


def _verdict(written: str) -> Verdict:
    try:
        return Verdict(written.lower())
    except ValueError:
        raise forms.ValidationError(
            _("“%(text)s” is no act: write award, waive, revoke or let-facts-decide.")
            % {"text": written[:40]}
        ) from None


def _until(written: str, zone: str) -> datetime | None:
    if not written:
        return None
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        raise forms.ValidationError(
            _("“%(text)s” is no date: write 2027-02-01 09:00.") % {"text": written[:40]}
        ) from None
    return read if read.tzinfo else in_zone(read, zone)
