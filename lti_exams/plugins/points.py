"""Whoever has enough points in the chosen assignments together qualifies."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from lti_exams.kernel.conditions import All
from lti_exams.kernel.points import plain
from lti_exams.launches import api as launches
from lti_exams.plugins import reading
from lti_exams.qualifications import api as qualifications
from lti_exams.results import api as results

_KNOWN = frozenset({"columns", "groups", "minimum"})


def enough_points(
    period: launches.Course, settings: qualifications.Settings, *, now: datetime
) -> qualifications.Decision:
    """Compare the sum with the minimum, in ten-thousandths; blank is all pass limits together."""
    del now
    reading.whole(settings, _KNOWN)
    asked = reading.chosen(period, settings)
    minimum = reading.number(settings.get("minimum"), "minimum", most=10**15)
    if minimum is None:
        minimum = _limits(asked)
    added = qualifications.plain_sum([column.pk for column in asked])
    enough = All((qualifications.at_least(0, minimum),))
    return qualifications.Decision(qualifications.Rule(enough, (added,)))


def _limits(columns: Sequence[results.Column]) -> int:
    limits = [column.pass_limit for column in columns if column.pass_limit is not None]
    if len(limits) < len(columns):
        why = _("a chosen assignment has no pass limit, so there is no sum of them")
        raise reading.Refused(field="minimum", why=why)
    return sum(limits)


def summary(settings: qualifications.Settings) -> str:
    minimum, count = settings.get("minimum"), len(settings.get("columns", []))
    if settings.get("groups"):
        return _in_groups(settings, minimum)
    if minimum is None:
        return _("As many points as the pass limits of %(count)d assignments together") % {
            "count": count
        }
    points = format(plain(minimum).normalize(), "f")
    return _("At least %(points)s points in %(count)d assignments") % {
        "points": points,
        "count": count,
    }


def _in_groups(settings: qualifications.Settings, minimum: int | None) -> str:
    told = {"chosen": reading.told_chosen(settings)}
    if minimum is None:
        return _("As many points as the pass limits together: %(chosen)s") % told
    points = format(plain(minimum).normalize(), "f")
    return _("At least %(points)s points: %(chosen)s") % {"points": points, **told}
