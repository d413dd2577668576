"""Staff see how the grades of a course travel to its LMS; learners see their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from lti_exams.exams import api as exams
from lti_exams.grades import api as grades
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.see_exams import links_to
from lti_exams.launches import api as launches


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveriesSeen:
    """What staff see of the grades of a course, or of one exam in it."""

    outcomes: QuerySet[grades.Outcome]
    counts: Mapping[grades.Group, int]
    takes: timedelta | None
    hold: grades.Hold | None
    columns: Sequence[grades.Column]
    is_away: bool
    # The LMS asked for patience until then.
    quiet_until: datetime | None
    may_send: bool


def see_deliveries(
    caller: Caller,
    course: launches.Course,
    *,
    exam: exams.Exam | None = None,
    group: grades.Group | None = None,
    now: datetime,
) -> DeliveriesSeen:
    """Return what is sent, what is on its way, and what needs somebody."""
    caller.check_may(Act.SEE_DELIVERIES, course)
    every = outcomes_here(course, exam)
    counts = grades.count_groups(every)
    platform = course.deployment.platform
    channel = grades.channel_of(platform)
    is_away = channel is not None and channel.is_open
    # Nobody knows when an LMS comes back.
    can_tell = counts[grades.Group.WAITING] > 0 and not is_away
    return DeliveriesSeen(
        outcomes=grades.of_group(every, group) if group else every,
        counts=counts,
        takes=grades.time_until_sent(platform, now=now) if can_tell else None,
        hold=grades.hold_on(course.deployment),
        columns=grades.troubled_columns(course),
        is_away=is_away,
        quiet_until=None if is_away else _quiet_until(channel, now),
        may_send=caller.may(Act.RESEND_OUTCOMES, course),
    )


def _quiet_until(channel: grades.Channel | None, now: datetime) -> datetime | None:
    until = channel.quiet_until if channel else None
    return until if until and until > now else None


def outcomes_here(
    course: launches.Course, exam: exams.Exam | None = None
) -> QuerySet[grades.Outcome]:
    """Return the outcomes of a course, or those that one exam of it has."""
    return grades.outcomes_in(course, None if exam is None else links_to(exam))


def see_delivery(
    caller: Caller, course: launches.Course, key: int
) -> tuple[grades.Outcome, Sequence[grades.Delivery]]:
    """Return one outcome and every try to tell it."""
    caller.check_may(Act.SEE_DELIVERIES, course)
    outcome = grades.outcome_in(course, key)
    return outcome, list(grades.deliveries_of(outcome))


def see_own_deliveries(caller: Caller) -> Sequence[grades.Outcome]:
    """Return what the LMS is told of whoever asks, in the course that they are in."""
    if caller.person is None or caller.course is None:
        return []
    return list(grades.outcomes_about(caller.person, caller.course))
