"""Awards as badges that anybody can verify: handed out, listed once they hold no more."""

from datetime import datetime

from django.conf import settings

from lti_exams.journeys.access import Act, ActRefused, Caller
from lti_exams.journeys.award_milestones import check_belong
from lti_exams.journeys.find_subjects import check_asked
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones


def issuer() -> milestones.Issuer:
    """Return who issues badges here."""
    return milestones.Issuer(origin=settings.PUBLIC_ORIGIN, name=settings.SERVICE_NAME)


def own_badge(caller: Caller, key: int, *, now: datetime) -> str:
    """Return the badge of something that the caller reached."""
    if caller.person is None:
        raise ActRefused(act=Act.SEE_MILESTONES.value)
    return milestones.issue_badge(caller.person.pk, key, issuer(), now=now)


def badge_of(
    caller: Caller, course: launches.Course, person: launches.Person, key: int, *, now: datetime
) -> str:
    """Return the badge of something that somebody reached, as far as a course is about it."""
    caller.check_may(Act.SEE_MILESTONES, course)
    check_belong(course, [person.pk])
    check_asked(caller, course, [key], Act.SEE_MILESTONES, now=now)
    return milestones.issue_badge(person.pk, key, issuer(), now=now)


def badge_key(name: str, *, now: datetime) -> dict[str, object] | None:
    """Return one of the keys with which badges are signed."""
    keys = milestones.badge_keys(now=now)["keys"]
    found = keys if isinstance(keys, list) else []
    return next((one for one in found if one["kid"] == name), None)
