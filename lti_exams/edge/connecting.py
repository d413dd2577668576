"""What was tried at an LMS, and the remedy where it did not work: for every surface."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.delivering import REASONS
from lti_exams.edge.wording import WORDING
from lti_exams.edge.wording.shape import Text
from lti_exams.grades import api as grades
from lti_exams.journeys.test_connection import Item, Line

TITLES: Mapping[str, Text] = {
    Item.KEYS: _("Its keys can be fetched"),
    Item.TOKEN: _("It gives us an access token"),
    Item.CLOCK: _("Its clock and ours agree"),
    grades.Part.SCOPES: _("It grants every permission that grades need"),
    grades.Part.MADE: _("A column can be made"),
    grades.Part.SCORED: _("A score is taken"),
    grades.Part.READ: _("The score can be read back"),
    grades.Part.REMOVED: _("The column can be removed"),
    Item.ROSTER: _("The roster of a course can be read"),
}
_REMEDIES: Mapping[str, Text] = {
    "clocks-differ": _(
        "The clocks are %(told)s seconds apart. Let both servers keep time by NTP, or the LMS may "
        "refuse what we sign."
    ),
    "keys-unavailable": _("Compare the key set address with what the LMS shows. It said: %(told)s"),
    "lms-list-refused": _("Let the LMS's administrator allow Names and Role Provisioning."),
}
_LEFT_OUT = _("Not tried: nobody has opened a graded link of a course there yet.")
_UNKNOWN = _("Look into the log of this service for the line with this test.")


def title_of(line: Line) -> Text:
    return TITLES[line.name]


def remedy_of(line: Line) -> str:
    """Say what to do about what was tried; nothing where it is good."""
    if line.good:
        return ""
    if line.good is None:
        return str(_LEFT_OUT)
    if line.code in _REMEDIES:
        return str(_REMEDIES[line.code]) % {"told": line.told}
    if line.code in REASONS:
        reason = REASONS[line.code]
        return " ".join(part for part in (str(reason.what), str(reason.next), line.told) if part)
    return str(WORDING[line.code].next if line.code in WORDING else _UNKNOWN)
