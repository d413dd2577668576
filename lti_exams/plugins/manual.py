"""Somebody chooses, one by one; or everybody qualifies, or nobody."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lti_exams.kernel.conditions import All, Any, Condition
from lti_exams.launches import api as launches
from lti_exams.plugins import reading
from lti_exams.qualifications import api as qualifications

CHOSEN = "chosen-by-hand"
_KNOWN = frozenset({"who", "people"})
_WHO: dict[object, Condition] = {
    "chosen": Any((qualifications.among(CHOSEN),)),
    "everybody": All(),
    "nobody": Any(),
}


def chosen(
    period: launches.Course, settings: qualifications.Settings, *, now: datetime
) -> qualifications.Decision:
    """Let those qualify who are named by their membership; strangers change nothing."""
    del period, now
    reading.whole(settings, _KNOWN)
    who = settings.get("who", "chosen")
    if not isinstance(who, str) or who not in _WHO:
        raise reading.Refused(field="who", why=_("it is neither chosen, everybody nor nobody"))
    people = qualifications.Members(frozenset(reading.keys(settings, "people")))
    return qualifications.Decision(qualifications.Rule(_WHO[who]), {CHOSEN: people})


def summary(settings: qualifications.Settings) -> str:
    who = settings.get("who", "chosen")
    if who == "everybody":
        return _("Everybody")
    if who == "nobody":
        return _("Nobody")
    count = len(settings.get("people", []))
    words = ngettext("%(count)d student chosen by hand", "%(count)d students chosen by hand", count)
    return words % {"count": count}
