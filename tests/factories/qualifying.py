"""Runs of the wizard as tests need them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications

ALL, SUBSET, POINTS = "lti_exams.approved.all", "lti_exams.approved.subset", "lti_exams.points"
MANUAL, ADVANCED, EARLIER = "lti_exams.manual", "lti_exams.advanced", "lti_exams.earlier"
MILESTONES = "lti_exams.milestones"
READY = qualifications.State.READY
OWNER = qualifications.Owner(by="person:1")


def run(
    period: launches.Course,
    plugin: str = ALL,
    settings: Mapping[str, Any] | None = None,
    *,
    now: datetime,
    by: str = "person:1",
) -> qualifications.Run:
    """Return a run that was computed."""
    made = qualifications.begin_run(period, qualifications.Owner(by=by), now=now)
    qualifications.choose_plugin(made, plugin)
    qualifications.keep_settings(made, settings or {})
    qualifications.compute(made, now=now)
    return made


def save(
    made: qualifications.Run,
    state: qualifications.State = READY,
    message: str = "",
    *,
    now: datetime,
) -> qualifications.Status:
    """Save a run of which nothing has changed."""
    saved = qualifications.save_run(
        made, qualifications.Saving(state=state, message=message), now=now
    )
    assert saved.status is not None
    return saved.status


def earlier_course(
    course: launches.Course, person: launches.Person, *, now: datetime
) -> launches.Course:
    """Return another course of the same LMS, in which somebody learned."""
    old = launches.Course.objects.create(deployment=course.deployment, context_id="old")
    launches.Membership.objects.create(course=old, person=person, roles=["Learner"], as_of=now)
    return old


def decided_by_hand(course: launches.Course, *, now: datetime) -> qualifications.Status:
    """Save that everybody qualifies."""
    return save(run(course, MANUAL, {"who": "everybody"}, now=now), now=now)


def who(status: qualifications.Status) -> dict[launches.Person, bool | None]:
    """Return what a status says of each person."""
    return {one.relatedstudent.person: one.qualifies for one in qualifications.decisions_of(status)}


def would(made: qualifications.Run, *, now: datetime) -> dict[launches.Person, bool]:
    """Return what a run would decide of each person."""
    decision = qualifications.decision_of(made, now=now)
    found = qualifications.lines(made, decision, qualifications.Wanted(size=1_000))
    return {line.member.person: line.qualifies for line in found}
