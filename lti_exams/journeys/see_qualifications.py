"""What a course's lists say: the active one and those before, each student, and one's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.name_actors import names_of
from lti_exams.journeys.note_readers import note_reader
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.rosters import api as rosters

_NAMED = 50
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Drift:
    """Who came and who went since the active list was made: how many, and some of them."""

    joined: Sequence[launches.Membership]
    joined_count: int
    left: Sequence[launches.Membership]
    left_count: int
    # Single decisions that were made since, and those of the list that hold no longer.
    made: int
    lapsed: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that is known of a course's lists."""

    active: qualifications.Status | None
    summary: str
    tally: qualifications.Tally | None
    statuses: Sequence[qualifications.Status]
    exported: qualifications.Status | None
    drift: Drift | None
    overrides: Sequence[qualifications.Override]
    ended: frozenset[int]
    names: Mapping[str, str]
    goes_on: bool
    may_qualify: bool


def see_overview(caller: Caller, period: launches.Course, *, now: datetime) -> Overview:
    """Return the active list of a course with what came before it, and what has changed since."""
    caller.check_may(Act.SEE_QUALIFICATIONS, period)
    statuses = list(qualifications.statuses_of(period)[:_SHOWN])
    active = statuses[0] if statuses else None
    overrides = list(qualifications.overrides_of(period))
    acted = [*(one.by for one in statuses), *(one.by for one in overrides)]
    return Overview(
        active=active,
        summary=summary_of(active) if active else "",
        tally=qualifications.tally(active) if active else None,
        statuses=statuses,
        exported=next((one for one in statuses if one.exported_timestamp), None),
        drift=_drift(period, active, now=now),
        overrides=overrides,
        ended=frozenset(one.pk for one in overrides if one.expires_at and one.expires_at <= now),
        names=names_of([*acted, *(one.seconded_by for one in overrides)]),
        goes_on=period.is_active(now),
        may_qualify=caller.may(Act.QUALIFY, period),
    )


def see_history(
    caller: Caller, period: launches.Course, *, state: str = "", oldest_first: bool = False
) -> Sequence[qualifications.Status]:
    """Return the lists of a course, all of them or those of one state or that were exported."""
    caller.check_may(Act.SEE_QUALIFICATIONS, period)
    found = qualifications.statuses_of(period)
    if state == "exported":
        found = found.filter(exported_timestamp__isnull=False)
    elif state:
        found = found.filter(status=state)
    return list((found.reverse() if oldest_first else found)[:_SHOWN])


def _drift(
    period: launches.Course, active: qualifications.Status | None, *, now: datetime
) -> Drift | None:
    if active is None or active.status == qualifications.State.NOTREADY.value:
        return None
    found = rosters.drift(period, active.students.values("relatedstudent_id"))
    return Drift(
        list(found.joined[:_NAMED]),
        found.joined.count(),
        list(found.left[:_NAMED]),
        found.left.count(),
        *qualifications.not_in_list(active, now=now),
    )


def summary_of(status: qualifications.Status) -> str:
    """Say in a sentence by what a status was decided; blank where its plugin is gone."""
    plugin = qualifications.qualifiesforexam_plugins.find(status.plugin) if status.plugin else None
    if plugin is None:
        return ""
    return plugin.summary(status.plugin_settings) or str(plugin.title)


@dataclass(frozen=True, slots=True)
class StatusSeen:
    """One list, and a part of its students with the reasons as they were."""

    status: qualifications.Status
    is_active: bool
    summary: str
    tally: qualifications.Tally
    lines: Sequence[qualifications.Decided]
    total: int
    names: Mapping[str, str]


def see_students(
    caller: Caller,
    period: launches.Course,
    key: int,
    wanted: qualifications.Wanted,
    *,
    now: datetime,
) -> StatusSeen:
    """Return a list of this course with those of its students who are asked for.

    That somebody read it is written down.
    """
    caller.check_may(Act.SEE_QUALIFICATIONS, period)
    status = qualifications.status_of(period, key)
    note_reader("list-seen", caller, status, now=now, start=wanted.start)
    lines, total = qualifications.decided_lines(status, wanted)
    return StatusSeen(
        status,
        qualifications.last_status(period) == status,
        summary_of(status),
        qualifications.tally(status),
        lines,
        total,
        names_of([status.by]),
    )


@dataclass(frozen=True, slots=True)
class OwnQualification:
    """Whether somebody qualifies by the active list, and why; None is not yet."""

    qualifies: bool | None
    status: qualifications.Status | None
    line: qualifications.Decided | None


def see_own_decision(
    caller: Caller, period: launches.Course
) -> qualifications.QualifiesForFinalExam | None:
    """Return what the active list says of a learner, without its reasons; None where it is mute."""
    if caller.person is None or not caller.may(Act.SEE_OWN_QUALIFICATION, period):
        return None
    return qualifications.active_decision(period, caller.person)


def see_own(caller: Caller, period: launches.Course) -> OwnQualification:
    """Tell a learner how they stand, and nothing of anybody else."""
    caller.check_may(Act.SEE_OWN_QUALIFICATION, period)
    if caller.person is None:
        return OwnQualification(None, None, None)
    decision = qualifications.active_decision(period, caller.person)
    if decision is None:
        # Whoever came after the list was made is not decided about, and is not told that it failed.
        return OwnQualification(None, _list_of_others(period), None)
    line = qualifications.decided(decision)
    return OwnQualification(decision.qualifies, decision.status, line)


def _list_of_others(period: launches.Course) -> qualifications.Status | None:
    status = qualifications.last_status(period)
    taken_back = status is not None and status.status == qualifications.State.NOTREADY.value
    return None if taken_back else status
