"""Deadlines speak by themselves: to teachers before and when they pass, then to the department."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from lti_exams.accounts import api as accounts
from lti_exams.audit import api as audit
from lti_exams.journeys.deadline_letters import to_department, to_teachers
from lti_exams.kernel.digests import digest_of
from lti_exams.launches import api as launches
from lti_exams.outbox import api as outbox
from lti_exams.qualifications import api as qualifications

Step = qualifications.Step


def escalate_deadlines(*, now: datetime) -> int:
    """Tell of every deadline what is due to be told, each step once; return of how many courses.

    The last step goes first: whoever is told today that they are late has a while to answer.
    """
    return sum(_take(step, now=now) for step in (Step.ESCALATED, Step.LATE, Step.SOON))


@transaction.atomic
def _take(step: qualifications.Step, *, now: datetime) -> int:
    told = qualifications.take_step(
        step,
        ahead=timedelta(days=settings.QUALIFIESFOREXAM_REMIND_DAYS_BEFORE),
        patience=timedelta(days=settings.QUALIFIESFOREXAM_ESCALATE_DAYS_AFTER),
        now=now,
    )
    if told:
        keys = [one.pk for one in told]
        courses = list(qualifications.overview(launches.Course.objects.filter(pk__in=keys)))
        letters = list(_letters(step, courses, now=now))
        outbox.send_emails(letters, now=now)
        _note(step, keys, len(letters), now=now)
    return len(told)


def _letters(
    step: qualifications.Step, courses: Sequence[Any], *, now: datetime
) -> Iterator[outbox.Letter]:
    if step is Step.ESCALATED:
        for to, late in _by_reader(courses).items():
            # The courses were taken in this transaction and never again: the moment is enough.
            yield to_department(to, late, key=f"{now.isoformat()}:{digest_of(to)[:16]}")
        return
    for course in courses:
        key = f"{step.value}:{course.deadline_at.isoformat()}"
        yield from to_teachers(course, is_late=step is Step.LATE, key=key)


def _by_reader(courses: Sequence[Any]) -> dict[str, list[Any]]:
    """Return who reads of which courses; those without a department go to whoever runs this."""
    staff = accounts.staff_of({one.unit_id for one in courses if one.unit_id})
    found: dict[str, list[Any]] = defaultdict(list)
    for course in courses:
        addresses = {user.email for user in staff.get(course.unit_id, ())}
        for to in sorted(addresses) or [settings.CONTACT_EMAIL]:
            if to:
                found[to].append(course)
    return found


def _note(step: qualifications.Step, keys: list[int], letters: int, *, now: datetime) -> None:
    audit.record(
        actor="system",
        action=f"deadline-told-{step.value}",
        subject="courses",
        now=now,
        after={"courses": sorted(keys), "letters": letters},
    )
