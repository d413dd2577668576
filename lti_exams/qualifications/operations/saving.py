"""A status is saved: recomputed, compared with what was looked at, and never changed after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.dispatch import Signal

from lti_exams.accounts.api import User
from lti_exams.audit import api as audit
from lti_exams.launches import api as launches
from lti_exams.qualifications.deciding import drafts
from lti_exams.qualifications.deciding.decisions import Changed, changes_of, write_decisions
from lti_exams.qualifications.deciding.plan import plan
from lti_exams.qualifications.deciding.sets import Decision
from lti_exams.qualifications.models import Figure, Run, Status
from lti_exams.qualifications.operations.runs import (
    RunNotComputed,
    check_active,
    decision_of,
    digest_of_rule,
    looked_at,
)
from lti_exams.qualifications.queries.statuses import last_status
from lti_exams.qualifications.rules.documents import write_rule
from lti_exams.qualifications.rules.statuses import (
    State,
    StatusRefused,
    Wording,
    check_open,
    check_status,
)
from lti_exams.qualifications.shelf.plugin import Plugin
from lti_exams.qualifications.shelf.registry import qualifiesforexam_plugins
from lti_exams.results import api as results
from lti_exams.rosters import api as rosters

# Sent after the commit, with `status`. For plugins and other apps; nothing of ours listens.
status_saved = Signal()


@dataclass(frozen=True, slots=True)
class Saved:
    """The status; or none, and what has changed since the preview, which shows it from now on.

    `newer` is a list that somebody else has saved since, or taken back. That results `came` is told
    where the plugin does not look at them again by itself.
    """

    status: Status | None
    changed: Sequence[Changed] = ()
    rule_changed: bool = False
    newer: Status | None = None
    came: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What somebody says about the status that they save."""

    state: State
    message: str = ""
    by: str = ""
    user: User | None = None


@transaction.atomic
def save_run(run: Run, saving: Saving, *, now: datetime) -> Saved:
    """Make a run a status: everything is computed again, and a run is saved once.

    Where a result or the roster changed since the preview, or a colleague saved a list, nothing is
    saved: the run holds what is true now, and the caller is told what that changed.
    """
    held = Run.objects.select_for_update(of=("self",)).select_related("status").get(pk=run.pk)
    if held.status is not None:
        return Saved(held.status)
    check_active(run.period, now=now)
    _check(held, saving)
    take_turns(held.period)
    decision = decision_of(held, now=now)
    students = drafts.write_figures(held, decision, is_fresh=True)
    differs = _since_looked_at(held, decision, students)
    if differs is not None:
        _take_over(held, decision, now=now)
        return differs
    return Saved(_saved(held, decision, saving, students=students, now=now))


def take_turns(period: launches.Course) -> None:
    """Let lists of a course be saved one after the other, so that each sees the one before.

    Launches go on meanwhile: they only ask that the course stays the one that it is.
    """
    launches.Course.objects.select_for_update(no_key=True).get(pk=period.pk)


def _since_looked_at(run: Run, decision: Decision, students: int) -> Saved | None:
    """Return what is otherwise than it was looked at; none where everything is the same.

    Figures are compared under the rule that they were made by, and under no other.
    """
    newer = _newer_of_others(run)
    if digest_of_rule(decision) != run.rule_digest:
        return Saved(None, rule_changed=True, newer=newer)
    with drafts.whole_lists(students):
        changed = changes_of(run, plan(decision.rule))
    came = _came_unseen(run)
    return Saved(None, changed, newer=newer, came=came) if changed or newer or came else None


def _came_unseen(run: Run) -> bool:
    """Tell whether results came since a plugin found by itself who passes, and will not look again.

    One with a `post_statussave` verifies there what it found.
    """
    plugin = qualifiesforexam_plugins[run.plugin]
    looks_again = plugin.decides is not None or plugin.post_statussave is not None
    if looks_again or run.computed_at is None:
        return False
    return results.came_since(run.period, run.computed_at)


def _newer_of_others(run: Run) -> Status | None:
    """Return the list that would be replaced unseen; of their own lists everybody knows."""
    last = last_status(run.period)
    seen = last is None or last.pk == run.replaces_id or last.by == run.by
    return None if seen else last


def _check(run: Run, saving: Saving) -> None:
    if saving.state is State.NOTREADY:
        raise StatusRefused("status-notready-takes-no-plugin")
    check_status(Wording(saving.state, saving.message, run.plugin))
    # Whoever was left open and has left the course since cannot be decided about any more.
    here = rosters.learners(run.period).filter(pk__in=run.notready)
    check_open(saving.state, still_open=here.count() if run.notready else 0)
    if run.computed_at is None:
        raise RunNotComputed


def _take_over(run: Run, decision: Decision, *, now: datetime) -> None:
    """Let the preview show what is true now."""
    Figure.objects.filter(run=run, is_fresh=False).delete()
    Figure.objects.filter(run=run, is_fresh=True).update(is_fresh=False)
    Run.objects.filter(pk=run.pk).update(**looked_at(run, decision, now=now))


def _saved(run: Run, decision: Decision, saving: Saving, *, students: int, now: datetime) -> Status:
    plugin = qualifiesforexam_plugins[run.plugin]
    status = _status(run, decision, plugin, saving, now)
    with drafts.whole_lists(students):
        written = write_decisions(run, decision, status)
    if not written:
        raise StatusRefused("status-nobody-to-decide-about")
    Run.objects.filter(pk=run.pk).update(status=status)
    Figure.objects.filter(run=run).delete()
    _tell_plugin(plugin, status, run.plugin_settings)
    note(status, now=now)
    return status


def _status(run: Run, decision: Decision, plugin: Plugin, saving: Saving, now: datetime) -> Status:
    roster = rosters.roster_of(run.period)
    return Status.objects.create(
        period=run.period,
        status=saving.state.value,
        createtime=now,
        message=saving.message.strip(),
        user=saving.user,
        by=saving.by or run.by,
        plugin=run.plugin,
        plugin_version=plugin.version,
        plugin_settings=run.plugin_settings,
        columns=_columns(run.period, decision),
        rule=write_rule(decision.rule, decision.names),
        roster_read_at=roster.read_at if roster else None,
    )


def _columns(period: launches.Course, decision: Decision) -> list[dict[str, Any]]:
    """Return the columns that had a say, as they are now."""
    found = results.Column.objects.filter(course=period).in_bulk(decision.rule.columns)
    fields = ("key", "title", "maximum", "pass_limit", "weight")
    return [
        {"id": key, **{name: getattr(found[key], name) for name in fields}}
        for key in decision.rule.columns
        if key in found
    ]


def _tell_plugin(plugin: Plugin, status: Status, settings: Mapping[str, Any]) -> None:
    """Let the plugin do what it does with a saved status; what it refuses is not saved."""
    if plugin.post_statussave is None:
        return
    if plugin.uses_settings:
        plugin.post_statussave(status, settings)
    else:
        plugin.post_statussave(status)


def note(status: Status, *, now: datetime) -> None:
    audit.record(
        actor=status.by,
        action="status-saved",
        subject=f"course:{status.period_id}",
        now=now,
        after={"status": status.pk, "state": status.status, "plugin": status.plugin},
        reason=status.message,
    )
    transaction.on_commit(lambda: status_saved.send(Status, status=status))


def mark_exported(status: Status, *, by: str, now: datetime) -> bool:
    """Note that another system has taken a status over; the first time holds."""
    marked = Status.objects.filter(pk=status.pk, exported_timestamp=None)
    changed = bool(marked.update(exported_timestamp=now))
    if changed:
        status.exported_timestamp = now
        audit.record(
            actor=by,
            action="status-exported",
            subject=f"course:{status.period_id}",
            now=now,
            after={"status": status.pk},
        )
    return changed
