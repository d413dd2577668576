"""A teacher goes through the wizard: plugin, settings, preview, and a status at the end."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from lti_exams.accounts.api import User
from lti_exams.journeys import reach
from lti_exams.journeys.access import Act, Caller, Role
from lti_exams.journeys.ask_for_milestones import usable_milestones
from lti_exams.journeys.follow_statuses import follow_status
from lti_exams.journeys.note_readers import note_reader
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.rosters import api as rosters

# From so many students on, computing takes long enough for people to wonder; it goes on in parts of
# that size then, and says after each how far it has come.
LARGE = 20_000


@dataclass(frozen=True, slots=True)
class Offered:
    """A plugin of the list, whether it was used the last time, and why it cannot work here."""

    plugin: qualifications.Plugin
    was_used: bool
    why_not: Sequence[str]


def see_plugins(caller: Caller, period: launches.Course) -> list[Offered]:
    """List the plugins in their order; those that cannot work here say why."""
    caller.check_may(Act.QUALIFY, period)
    last = qualifications.last_status(period, with_plugin=True)
    used = last.plugin if last else ""
    return [
        Offered(each, each.id == used, [str(why) for why in each.why_not(period)])
        for each in qualifications.qualifiesforexam_plugins.get_configured_list()
    ]


def awaits_students(caller: Caller, period: launches.Course, *, now: datetime) -> bool:
    """Tell whether the course is so new here that its students are just being read."""
    caller.check_may(Act.QUALIFY, period)
    return rosters.awaits_first_reading(period, now=now)


def begin_run(
    caller: Caller,
    period: launches.Course,
    *,
    launch: launches.Launch | None = None,
    user: User | None = None,
    now: datetime,
) -> qualifications.Run:
    """Begin a run, which begins with what was decided by the last time."""
    caller.check_may(Act.QUALIFY, period)
    owner = qualifications.Owner(by=caller.name, launch=launch, user=user)
    return qualifications.begin_run(period, owner, now=now)


def run_of(caller: Caller, period: launches.Course, key: str) -> qualifications.Run:
    """Return a run to whoever began it."""
    caller.check_may(Act.QUALIFY, period)
    return qualifications.run_of(period, key, qualifications.Owner(by=caller.name))


def choose_plugin(caller: Caller, run: qualifications.Run, name: str) -> qualifications.Run:
    """Decide with this plugin."""
    caller.check_may(Act.QUALIFY, run.period)
    return qualifications.choose_plugin(run, name)


def decide_by(
    caller: Caller, run: qualifications.Run, settings: Mapping[str, Any], *, now: datetime
) -> bool:
    """Tell the plugin what to decide by, and compute the preview.

    In a course so large that it takes a moment it is not computed yet: people see that first.
    """
    caller.check_may(Act.QUALIFY, run.period)
    check_settings(caller, run.period, settings)
    qualifications.keep_settings(run, settings)
    if is_large(run.period):
        qualifications.decision_of(run, now=now)
        return False
    qualifications.compute(run, now=now)
    return True


def dry_run(
    caller: Caller,
    period: launches.Course,
    plugin: str,
    settings: Mapping[str, Any],
    *,
    now: datetime,
) -> qualifications.Run:
    """Compute what a plugin would decide by these settings, for a caller without pages.

    Nothing is kept of settings that make no sense.
    """
    caller.check_may(Act.QUALIFY, period)
    check_settings(caller, period, settings)
    decides = qualifications.qualifiesforexam_plugins.offered(plugin).decides
    if decides is None:
        raise qualifications.PluginSettingsRefused(
            field="plugin", why="it asks on pages of its own, which only people go through"
        )
    decides(period, settings, now=now)
    run = qualifications.choose_plugin(begin_run(caller, period, now=now), plugin)
    qualifications.keep_settings(run, settings)
    qualifications.compute(run, now=now)
    return run


def compute(caller: Caller, run: qualifications.Run, *, now: datetime) -> qualifications.Decision:
    """Compute the preview by what the plugin was told."""
    caller.check_may(Act.QUALIFY, run.period)
    check_settings(caller, run.period, run.plugin_settings)
    return qualifications.compute(run, now=now)


def compute_part(caller: Caller, run: qualifications.Run, *, now: datetime) -> bool:
    """Compute the preview of the next students; tell whether they were the last."""
    caller.check_may(Act.QUALIFY, run.period)
    check_settings(caller, run.period, run.plugin_settings)
    return qualifications.compute_part(run, size=LARGE, now=now)


def see_progress(caller: Caller, run: qualifications.Run) -> qualifications.Progress:
    """Say how far the computing of a preview has come."""
    caller.check_may(Act.QUALIFY, run.period)
    return qualifications.progress_of(run)


def is_large(period: launches.Course) -> bool:
    """Tell whether people wonder how long it takes, and are told instead."""
    return rosters.learners(period).count() > LARGE


def check_settings(caller: Caller, period: launches.Course, settings: Mapping[str, Any]) -> None:
    """Refuse to look into courses that the caller does not teach: who passed there is theirs."""
    if Role.SERVICE_STAFF in caller.roles:
        return
    _check_milestones(period, settings.get("milestones"))
    asked = settings.get("courses")
    if not isinstance(asked, list):
        return
    others = {each for each in asked if type(each) is int and each != period.pk}
    if caller.person is not None:
        open_to = taught(caller.person)
    else:
        found = reach.courses(caller).filter(pk__in=[key for key in others if 0 < key < 2**63])
        open_to = set(found.values_list("pk", flat=True))
    if not open_to.issuperset(others):
        raise qualifications.PluginSettingsRefused(
            field="courses", why="one of them is not a course that you teach"
        )


def _check_milestones(period: launches.Course, asked: object) -> None:
    """Refuse milestones of other courses: who holds those is nobody's business here."""
    if not isinstance(asked, list) or not asked:
        return
    usable = {one.key for one in usable_milestones(period)}
    if not usable.issuperset(each for each in asked if type(each) is int):
        raise qualifications.PluginSettingsRefused(
            field="milestones", why="one of them is not a milestone that this course can use"
        )


def taught(person: launches.Person) -> set[int]:
    """Return the courses that somebody teaches, by key."""
    teaches = launches.Standing.TEACHER
    return {
        one.course_id
        for one in launches.courses_of(person)
        if one.is_active and launches.standing(one.roles) is teaches
    }


def leave_open(
    caller: Caller, run: qualifications.Run, members: Collection[int]
) -> qualifications.Run:
    """Mark who is not ready yet."""
    caller.check_may(Act.QUALIFY, run.period)
    return qualifications.keep_notready(run, members)


@transaction.atomic
def save_run(
    caller: Caller,
    run: qualifications.Run,
    saving: qualifications.Saving,
    *,
    now: datetime,
) -> qualifications.Saved:
    """Save a run as a status, or say what has changed since the preview."""
    caller.check_may(Act.QUALIFY, run.period)
    check_settings(caller, run.period, run.plugin_settings)
    saved = qualifications.save_run(run, replace(saving, by=caller.name), now=now)
    if saved.status is not None:
        follow_status(saved.status, now=now)
    return saved


@transaction.atomic
def retract(
    caller: Caller,
    period: launches.Course,
    message: str,
    *,
    of: int | None = None,
    now: datetime,
) -> qualifications.Status:
    """Take back what was decided, and say why; of a list that is meant, no other."""
    caller.check_may(Act.QUALIFY, period)
    saving = qualifications.Saving(
        state=qualifications.State.NOTREADY, message=message, by=caller.name
    )
    status = qualifications.retract(period, saving, of=of, now=now)
    if status.createtime == now:
        # What was said before, and is said again by a second click, has been followed already.
        follow_status(status, now=now)
    return status


@transaction.atomic
def save_status(
    caller: Caller,
    period: launches.Course,
    saving: qualifications.Saving,
    decisions: Mapping[int, bool | None],
    *,
    now: datetime,
) -> qualifications.Status:
    """Save what was decided elsewhere; the message says where."""
    caller.check_may(Act.QUALIFY, period)
    told = replace(saving, by=caller.name)
    status = qualifications.save_status(period, told, decisions, now=now)
    follow_status(status, now=now)
    return status


def see_status(
    caller: Caller, period: launches.Course, key: int, *, now: datetime
) -> qualifications.Status:
    """Return a status of this course to whoever reads what it says of each student."""
    caller.check_may(Act.SEE_QUALIFICATIONS, period)
    status = qualifications.status_of(period, key)
    note_reader("list-seen", caller, status, now=now)
    return status
