"""What a domain rule refused, shown beside the field that it is about."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.points import PointsRefused
from lti_exams.web.refusals import words_of
from lti_exams.web.words import Text

# What whoever typed an exam can mend in its form; everything else is told on a page of its own.
OF_AN_EXAM = (
    exams.ExamRefused,
    exams.AccessRuleRefused,
    exams.ExamChangedMeanwhile,
    exams.SlugTaken,
    PointsRefused,
)

_WHY: dict[str, Text] = {
    "not after opens_at": _("This must be after the exam opens."),
    "not after due_at": _("This must not be before the exam is due."),
    "before what comes earlier": _("This must not be before the date above it."),
    "not an address range": _("Write one network a line, such as 192.0.2.0/24."),
    "not 64 small hexadecimal digits": _("A key has 64 characters, 0 to 9 and a to f."),
    "minutes are given already": _("Give minutes or a percentage, not both."),
    "nothing is granted": _("Give more time, dates or exceptions: nothing is granted yet."),
    "not while the attempt went on": _(
        "This was not while the attempt went on. Look at the time zone, too."
    ),
    "before the moment, or to come": _("This must be after the moment, and not to come yet."),
    "no time was left, so some must be given": _(
        "No time was left when it was interrupted. Give some minutes on top."
    ),
    "a group closes before it opens": _("A group must close after it opens."),
}


def show_in(form: forms.Form, error: LtiExamsError) -> None:
    """Put every fault of a refusal beside its field, or above all fields."""
    for field, why in _faults(error):
        form.add_error(field if field in form.fields else None, str(_WHY.get(why, "")) or why)


def _faults(error: LtiExamsError) -> Iterable[tuple[str, str]]:
    faults = error.values.get("faults")
    if isinstance(faults, tuple):
        return faults
    why = str(error.values.get("why", ""))
    return [(str(error.values.get("field", "")), why if why in _WHY else words_of(error))]
