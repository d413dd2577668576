"""The teachers of courses that are late are written to: once a day and course at most."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.deadline_letters import to_teachers
from lti_exams.journeys.keep_deadlines import courses_named
from lti_exams.launches import api as launches
from lti_exams.outbox import api as outbox
from lti_exams.qualifications import api as qualifications


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many letters were written about how many courses, and which nobody could be told of."""

    letters: int
    courses: int
    not_late: int
    nobody: tuple[launches.Course, ...]


@transaction.atomic
def remind_teachers(caller: Caller, keys: Collection[int], *, now: datetime) -> Reminded:
    """Write to everybody who teaches in those of these courses that are late."""
    caller.check_may(Act.REMIND_TEACHERS)
    named = launches.Course.objects.filter(pk__in=[one.pk for one in courses_named(caller, keys)])
    late = qualifications.standing(qualifications.Stand.LATE, now=now)
    courses = list(qualifications.overview(named).filter(late))
    key = f"{now:%Y-%m-%d}"
    written = {one.pk: list(to_teachers(one, is_late=True, key=key)) for one in courses}
    letters = [letter for mine in written.values() for letter in mine]
    outbox.send_emails(letters, now=now)
    told = {"courses": sorted(written), "letters": len(letters)}
    audit.record(
        actor=caller.name, action="teachers-reminded", subject="courses", now=now, after=told
    )
    nobody = tuple(one for one in courses if not written[one.pk])
    return Reminded(len(letters), len(courses), len(set(keys)) - len(courses), nobody)
