"""Staff give time: to one person for good, or to everybody who is in progress."""

from datetime import datetime

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.launches import api as launches


def _staff(caller: Caller) -> exams.Who:
    return exams.Who(exams.Actor.STAFF, caller.name)


def accommodate(
    caller: Caller,
    person: launches.Person,
    where: exams.Exam | launches.Course,
    allowance: exams.Allowance,
    *,
    reason: str,
    now: datetime,
) -> exams.Accommodation:
    """Grant a person more time or other dates, in one exam or in all exams of a course."""
    course = where.course if isinstance(where, exams.Exam) else where
    caller.check_may(Act.GRANT_TIME, course)
    return exams.accommodate(person, where, allowance, by=_staff(caller), reason=reason, now=now)


def withdraw(
    caller: Caller, granted: exams.Accommodation, *, reason: str, now: datetime
) -> exams.Accommodation:
    """Take back what was granted."""
    caller.check_may(Act.GRANT_TIME, granted.course)
    return exams.withdraw_accommodation(granted, by=_staff(caller), reason=reason, now=now)


def extend_everyone(
    caller: Caller, exam: exams.Exam, *, seconds: int, reason: str, now: datetime
) -> exams.Extension:
    """Give everybody who is in progress more time at once."""
    caller.check_may(Act.GRANT_TIME, exam.course)
    return exams.extend_everyone(exam, seconds=seconds, by=_staff(caller), reason=reason, now=now)


def undo_extension(
    caller: Caller, extension: exams.Extension, *, reason: str, now: datetime
) -> exams.Extension:
    """Take back what everybody was given, where some of it is left."""
    caller.check_may(Act.GRANT_TIME, extension.exam.course)
    return exams.undo_extension(extension, by=_staff(caller), reason=reason, now=now)
