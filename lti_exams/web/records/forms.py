"""What teachers type about columns and results."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.kernel.digests import digest_of
from lti_exams.kernel.points import SCALE, plain
from lti_exams.results import api as results
from lti_exams.web.forms.fields import choice
from lti_exams.web.forms.scores import PointsField, points_typed
from lti_exams.web.words import Text

COUNTING: Mapping[str, Text] = {
    results.Counting.BEST: _("The best result"),
    results.Counting.LATEST: _("The latest result"),
    results.Counting.FIRST: _("The first result"),
}
SOURCES: Mapping[str, Text] = {
    results.Source.EXAM: _("an exam here"),
    results.Source.LMS: _("the LMS"),
    results.Source.FILE: _("a file"),
    results.Source.PROGRAM: _("a program"),
    results.Source.HAND: _("by hand"),
}
# What goes along with the preview of a file; whatever is larger is chosen once more.
_CARRIED = 1_000_000
_TOO_LARGE = 4_000_000


class ShownPointsField(PointsField):
    """Points that are known already: they are shown as people write them."""

    def prepare_value(self, value: Any) -> Any:
        """Write scaled points; what was typed is shown as it was typed."""
        return format(plain(value).normalize(), "f") if isinstance(value, int) else value


class ColumnForm(forms.Form):
    """An assignment."""

    title = forms.CharField(label=_("Title"), max_length=255)
    maximum = ShownPointsField(label=_("Maximum"), help_text=_("Full marks, such as 100."))
    pass_limit = ShownPointsField(
        label=_("Passed with"),
        required=False,
        help_text=_("Points from which it is passed. Empty: nobody passes by points alone."),
    )
    weight = ShownPointsField(
        label=_("Weight"), required=False, help_text=_("A factor for sums. Empty means 1.")
    )
    group = forms.CharField(
        label=_("Group"),
        required=False,
        max_length=100,
        help_text=_("Such as “Essays”: rules can ask for some of a group."),
    )
    counting = choice(_("Of several results of one person counts"), COUNTING)

    def definition(self) -> results.ColumnDefinition:
        """Return what was typed."""
        typed = self.cleaned_data
        return results.ColumnDefinition(
            title=typed["title"],
            maximum=typed["maximum"],
            pass_limit=typed["pass_limit"],
            weight=SCALE if typed["weight"] is None else typed["weight"],
            group=typed["group"],
            counting=results.Counting(typed["counting"]),
        )


def typed_of(column: results.Column) -> dict[str, Any]:
    """Return a column as its form shows it."""
    return {name: getattr(column, name) for name in ColumnForm.base_fields}


class EntryForm(forms.Form):
    """Points by hand: a field for each person of a page.

    Each field carries along what it showed: a colleague may have entered something meanwhile, or
    the page may show somebody more by now, and nobody meant to take that back.
    """

    def __init__(self, *args: Any, seen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for cell in seen.cells:
            field = ShownPointsField(
                label=str(cell.person), required=False, show_hidden_initial=True
            )
            field.initial = cell.by_hand.points if cell.by_hand else None
            self.fields[f"p-{cell.person.pk}"] = field

    def points(self) -> dict[int, int | None]:
        """Return what was changed on the page; None takes back what was there."""
        return {int(name[2:]): self.cleaned_data[name] for name in self.changed_data}


class FileForm(forms.Form):
    """A file of results: chosen, or carried along from the preview."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_(
            "CSV in UTF-8 with a first row that names the columns, one of them user_id. "
            "Decimal commas are understood."
        ),
    )
    carried = forms.CharField(required=False, widget=forms.HiddenInput)
    sha256 = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    name = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)

    data_of_file = b""

    def clean(self) -> dict[str, Any]:
        """Find the bytes, wherever they came from."""
        typed = super().clean() or {}
        chosen = typed.get("file")
        if chosen is not None:
            if chosen.size > _TOO_LARGE:
                raise forms.ValidationError(_("The file is larger than 4 MB. Send it in parts."))
            self.data_of_file = chosen.read()
            typed["name"] = chosen.name
        elif typed.get("carried"):
            self.data_of_file = _decoded(typed["carried"])
        else:
            self.add_error("file", _("Choose a file."))
        return typed


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise forms.ValidationError(_("The file did not arrive whole. Choose it again.")) from None


def carried(data: bytes) -> str:
    """Return a file as the preview carries it along, or nothing where it is too large for that."""
    return base64.b64encode(data).decode() if len(data) <= _CARRIED else ""


def new_columns(
    typed: Mapping[str, str], unknown: list[str]
) -> dict[str, results.ColumnDefinition]:
    """Return the columns that are to be made for a file, as somebody ticked them."""
    made = {}
    for place, name in enumerate(unknown):
        if typed.get(f"new-{place}") != "yes":
            continue
        limit = typed.get(f"new-{place}-limit", "").strip()
        made[name] = results.ColumnDefinition(
            title=name,
            maximum=points_typed(typed.get(f"new-{place}-maximum", "")),
            pass_limit=points_typed(limit) if limit else None,
            source=results.Source.FILE,
        )
    return made


def mark_of(made: Mapping[str, results.ColumnDefinition]) -> str:
    """Tell new columns that were looked at from others; nothing where there are none."""
    return digest_of(repr(sorted(made.items(), key=lambda one: one[0]))) if made else ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A column of a file that no assignment is known for, and what was typed about it so far."""

    name: str
    samples: Sequence[str]
    is_chosen: bool
    maximum: str
    limit: str

    @classmethod
    def typed(
        cls, typed: Mapping[str, str], place: int, name: str, samples: Sequence[str]
    ) -> "Offered":
        field = f"new-{place}"
        return cls(
            name,
            samples,
            typed.get(field) == "yes",
            typed.get(f"{field}-maximum", "100"),
            typed.get(f"{field}-limit", ""),
        )
