"""Whoever passed qualifies: every assignment of the course, or those that are chosen."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lti_exams.launches import api as launches
from lti_exams.plugins import reading
from lti_exams.qualifications import api as qualifications
from lti_exams.results import api as results


def every_one_passed(
    period: launches.Course, settings: qualifications.Settings, *, now: datetime
) -> qualifications.Decision:
    """Ask for every assignment that is in use today."""
    del now
    reading.whole(settings, frozenset())
    asked = list(results.columns_of(period).values_list("pk", flat=True))
    if not asked:
        # All of nothing is passed by everybody, which nobody means.
        raise reading.Refused(field="columns", why=str(_("the course has no assignments")))
    return qualifications.Decision(qualifications.Rule(qualifications.all_passed(asked)))


def chosen_ones_passed(
    period: launches.Course, settings: qualifications.Settings, *, now: datetime
) -> qualifications.Decision:
    """Ask for the assignments that were chosen, one by one or by their group."""
    del now
    reading.whole(settings, frozenset({"columns", "groups"}))
    keys = [column.pk for column in reading.chosen(period, settings)]
    return qualifications.Decision(qualifications.Rule(qualifications.all_passed(keys)))


def summary(settings: qualifications.Settings) -> str:
    if settings.get("groups"):
        return _("Passed: %(chosen)s") % {"chosen": reading.told_chosen(settings)}
    count = len(settings.get("columns", []))
    words = ngettext(
        "%(count)d chosen assignment passed", "%(count)d chosen assignments passed", count
    )
    return words % {"count": count}
