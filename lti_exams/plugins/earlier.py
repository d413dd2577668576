"""Whoever passed, or qualified in an earlier term, qualifies.

Nobody is carried twice: a decision that was itself carried over carries nobody any further.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lti_exams.kernel.conditions import Any
from lti_exams.launches import api as launches
from lti_exams.plugins import reading
from lti_exams.qualifications import api as qualifications

_KNOWN = frozenset({"columns", "groups", "courses", "valid_days"})
_MOST_DAYS = 36_500


def passed_or_qualified_earlier(
    period: launches.Course, settings: qualifications.Settings, *, now: datetime
) -> qualifications.Decision:
    """Ask for the chosen assignments, or for a decision of an earlier course that still holds."""
    reading.whole(settings, _KNOWN)
    asked = reading.chosen(period, settings)
    days = reading.number(settings.get("valid_days"), "valid_days", most=_MOST_DAYS)
    earlier = _qualified_in(period, reading.keys(settings, "courses"), days, now)
    passed = qualifications.all_passed(column.pk for column in asked)
    either = Any((passed, qualifications.among(qualifications.EARLIER)))
    sets = {qualifications.EARLIER: earlier}
    return qualifications.Decision(qualifications.Rule(either), sets)


def _qualified_in(
    period: launches.Course, courses: list[int], days: int | None, now: datetime
) -> qualifications.People:
    """Find who qualifies by the active status of an earlier course of the same LMS."""
    if not courses or period.pk in courses:
        raise reading.Refused(field="courses", why=_("no earlier course is chosen"))
    newer = qualifications.Status.objects.filter(
        period=OuterRef("status__period"), pk__gt=OuterRef("status_id")
    )
    found = qualifications.QualifiesForFinalExam.objects.filter(
        ~Exists(newer),
        qualifies=True,
        is_carried=False,
        status__period__in=courses,
        status__period__deployment__platform=period.deployment.platform_id,
    )
    if days is not None:
        found = found.filter(status__createtime__gte=now - timedelta(days=days))
    return qualifications.People(found.values_list("relatedstudent__person_id", flat=True))


def no_earlier_courses(period: launches.Course) -> Sequence[str]:
    """Say why nobody can have qualified earlier: no other course of the LMS has decided."""
    platform = period.deployment.platform_id
    others = qualifications.Status.objects.filter(period__deployment__platform=platform)
    if not others.exclude(period=period).exists():
        return [_("No other course of this LMS has saved who qualifies.")]
    return reading.no_columns(period)


def summary(settings: qualifications.Settings) -> str:
    count = len(settings.get("courses", []))
    words = ngettext(
        "Assignments passed, or qualified in %(count)d earlier course",
        "Assignments passed, or qualified in one of %(count)d earlier courses",
        count,
    )
    return words % {"count": count}
