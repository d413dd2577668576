"""What was tried at an LMS, and the remedy where it did not work: for every surface."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.delivering import REASONS, heard
from lti_exams.edge.wording import WORDING
from lti_exams.edge.wording.shape import Text
from lti_exams.grades import api as grades
from lti_exams.journeys.test_connection import NOT_NOW, Item, Line

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
    "keys-unavailable": _(
        "Compare the key set address with what the LMS shows. If it is the same, test again in a "
        "few minutes. %(told)s"
    ),
    "access-token-refused": _(
        "Compare the token address and the audience with what the LMS shows, and let its "
        "administrator see that it has our keys."
    ),
    "lms-list-refused": _("Let the LMS's administrator allow Names and Role Provisioning."),
}
_AWAY = _(
    "The LMS gave no answer, or an error. Test again in a few minutes. If it stays so, ask its "
    "administrator."
)
# What passes by itself: nothing is to be mended on either side.
_PASSING = frozenset(
    {NOT_NOW, grades.Meaning.UNCERTAIN, grades.Meaning.NOT_NOW, grades.Meaning.THROTTLED}
)
_LEFT_OUT: Mapping[str, Text] = {
    "": _("Not tried: nobody has opened a graded link of a course there yet."),
    "no-time": _("Not known: the LMS has told no time yet. Test again."),
    grades.BEFORE_IT: _("Not tried: what comes before it does not work yet."),
    grades.NOBODY: _("Not tried: no learner of the course is known yet. Let one open the link."),
}
_UNKNOWN = _("Look into the log of this service for the line with this test.")


def title_of(line: Line) -> Text:
    return TITLES[line.name]


def remedy_of(line: Line) -> str:
    """Say what to do about what was tried; nothing where it is good."""
    if line.good:
        return ""
    if line.good is None:
        return str(_LEFT_OUT[line.code])
    told = "" if line.told == line.code else heard(line.told)
    if line.code in _PASSING:
        return f"{_AWAY} {told}".strip()
    if line.code in _REMEDIES:
        return (str(_REMEDIES[line.code]) % {"told": told}).strip()
    if line.code in REASONS:
        reason = REASONS[line.code]
        return " ".join(part for part in (str(reason.what), str(reason.next), told) if part)
    return str(WORDING[line.code].next if line.code in WORDING else _UNKNOWN)
