"""What the pages of the shipped plugins need to know: who is there, and what can be chosen."""

from collections.abc import Sequence

from lti_exams.journeys import access, reach
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.ask_for_milestones import usable_milestones
from lti_exams.journeys.qualify_students import taught
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.qualifications import api as qualifications


def caller_of_run(run: qualifications.Run) -> Caller:
    """Return whose run it is; whether they are here is asked at the wizard's door."""
    if run.launch is not None:
        return access.caller_of_launch(run.launch)
    if run.user is not None:
        return access.caller_of_user(run.user)
    return Caller(name=run.by, roles=frozenset())


def milestones_for(caller: Caller, period: launches.Course) -> Sequence[milestones.MilestoneValue]:
    """Return the milestones that students of a course can be asked for."""
    caller.check_may(Act.QUALIFY, period)
    return usable_milestones(period)


def earlier_courses_for(caller: Caller, period: launches.Course) -> Sequence[launches.Course]:
    """Return the courses of the same LMS that the caller may look into, the latest term first."""
    caller.check_may(Act.QUALIFY, period)
    platform = period.deployment.platform_id
    found = launches.Course.objects.filter(deployment__platform=platform).exclude(pk=period.pk)
    if caller.person is not None:
        found = found.filter(pk__in=taught(caller.person))
    else:
        found = found.filter(pk__in=reach.courses(caller).values("pk"))
    return list(found.order_by("-term__begins_at", "title", "pk")[:200])
