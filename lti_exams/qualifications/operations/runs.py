"""The wizard: one run goes from the list of plugins to a saved status, on the server."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, Subquery

from lti_exams.accounts.api import User
from lti_exams.kernel.conditions import All
from lti_exams.kernel.digests import digest_of
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.qualifications.deciding.drafts import write_figures
from lti_exams.qualifications.deciding.sets import Decision, Members
from lti_exams.qualifications.models import Figure, Run, Status
from lti_exams.qualifications.operations.overrides import overridden
from lti_exams.qualifications.queries.statuses import last_status
from lti_exams.qualifications.rules.statuses import StatusRefused
from lti_exams.qualifications.rules.tree import Rule, among
from lti_exams.qualifications.shelf.registry import qualifiesforexam_plugins
from lti_exams.rosters import api as rosters

# Long enough for a day's interruption, short enough that forgotten ones take no room.
_RUN_LIVES = timedelta(hours=24)
FOUND = "found-by-plugin"


class NoSuchRun(LtiExamsError):
    """There is no such run, it is somebody else's, or it was given up long ago."""

    code = "run-unknown"


class RunIsSaved(LtiExamsError):
    """The run has become a status; whoever wants another one begins anew."""

    code = "run-is-saved"


class RunNotComputed(LtiExamsError):
    """Nothing was computed yet that could be looked at or saved."""

    code = "run-not-computed"


class PluginCannotWork(LtiExamsError):
    """Something in the course keeps the plugin from working there."""

    code = "plugin-cannot-work"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose session a run belongs to."""

    by: str
    launch: launches.Launch | None = None
    user: User | None = None


def check_active(period: launches.Course, *, now: datetime) -> None:
    """Refuse to change a course whose term is over or has not begun."""
    if not period.is_active(now):
        raise StatusRefused("status-on-past-course")


def begin_run(period: launches.Course, owner: Owner, *, now: datetime) -> Run:
    """Begin anew, with the plugin and the settings of the last status where it has them."""
    check_active(period, now=now)
    last = last_status(period, with_plugin=True)
    known = last is not None and qualifiesforexam_plugins.find(last.plugin) is not None
    return Run.objects.create(
        key=secrets.token_urlsafe(18),
        period=period,
        by=owner.by,
        launch=owner.launch,
        user=owner.user,
        plugin=last.plugin if last and known else "",
        plugin_settings=last.plugin_settings if last and known else {},
        opened_at=now,
    )


def run_of(period: launches.Course, key: str, owner: Owner) -> Run:
    """Return a run of a course to whoever began it."""
    run = find_run(key)
    if run.period_id != period.pk or run.by != owner.by:
        raise NoSuchRun
    return run


def find_run(key: str) -> Run:
    """Return a run by its key alone; the caller asks whose it is."""
    found = Run.objects.select_related("period__term", "launch", "user", "status")
    run = found.filter(key=key).first() if key.isprintable() else None
    if run is None:
        raise NoSuchRun
    return run


def choose_plugin(run: Run, id: str) -> Run:
    """Decide with this plugin; what another one was told is forgotten."""
    plugin = qualifiesforexam_plugins.offered(id)
    why_not = plugin.why_not(run.period)
    if why_not:
        raise PluginCannotWork(name=id, why=str(why_not[0]).rstrip("."))
    if run.plugin != id:
        last = last_status(run.period, with_plugin=True)
        again = last is not None and last.plugin == id
        run.plugin, run.output, run.notready = id, None, []
        run.plugin_settings = last.plugin_settings if last and again else {}
        _keep_otherwise(run, "plugin", "plugin_settings", "output", "notready")
    return run


def keep_settings(run: Run, settings: Mapping[str, Any]) -> Run:
    """Keep what the plugin was told; what was computed by other settings is not looked at."""
    run.plugin_settings = dict(settings)
    return _keep_otherwise(run, "plugin_settings")


def keep_output(run: Run, passing: Collection[int]) -> Run:
    """Keep whom a plugin found that decides by itself: related students of this course."""
    here = set(rosters.learners(run.period).values_list("pk", flat=True))
    run.output = sorted(here.intersection(passing))
    return _keep_otherwise(run, "output")


def keep_notready(run: Run, members: Collection[int]) -> Run:
    """Keep which students of the course are left open, should the status be almost ready."""
    here = rosters.learners(run.period).filter(pk__in=set(members))
    run.notready = sorted(here.values_list("pk", flat=True))
    _keep(run, "notready")
    return run


@transaction.atomic
def _keep_otherwise(run: Run, *fields: str) -> Run:
    """Keep what was said, and forget what was computed before it was."""
    run.computed_at, run.rule_digest, run.saving = None, "", None
    _keep(run, *fields, "computed_at", "rule_digest", "saving")
    Figure.objects.filter(run=run, is_fresh=False).delete()
    return run


def _keep(run: Run, *fields: str) -> None:
    if not Run.objects.filter(pk=run.pk, status=None).exists():
        raise RunIsSaved
    run.save(update_fields=fields)


def decision_of(run: Run, *, now: datetime, settings: Mapping[str, Any] | None = None) -> Decision:
    """Return how the plugin of a run decides, by its settings or by others."""
    if not run.plugin:
        raise RunNotComputed
    plugin = qualifiesforexam_plugins[run.plugin]
    if plugin.decides is not None:
        told = run.plugin_settings if settings is None else settings
        return overridden(run.period, plugin.decides(run.period, told, now=now), now=now)
    if run.output is None:
        raise RunNotComputed
    found = Decision(Rule(All((among(FOUND),))), {FOUND: Members(frozenset(run.output))})
    return overridden(run.period, found, now=now)


@transaction.atomic
def compute(run: Run, *, now: datetime) -> Decision:
    """Compute what the preview shows."""
    decision = decision_of(run, now=now)
    before = run.rule_digest
    told = looked_at(run, decision, now=now)
    run.computed_at, run.rule_digest = now, told["rule_digest"]
    # It also holds the run: two who compute it at once take turns.
    mine = Run.objects.filter(pk=run.pk, status=None)
    # A run that was never computed has no figures that would have to go.
    is_first = not before and bool(mine.filter(rule_digest="").update(**told))
    if not is_first and not mine.update(**told):
        raise RunIsSaved
    write_figures(run, decision, replaces=not is_first)
    return decision


def looked_at(run: Run, decision: Decision, *, now: datetime) -> dict[str, Any]:
    """Return what a run keeps of what people look at: the rule, and the list it would replace."""
    last = Status.objects.filter(period=run.period_id).order_by("-pk").values("pk")[:1]
    return {"computed_at": now, "rule_digest": digest_of_rule(decision), "replaces": Subquery(last)}


def true_decision(run: Run, *, now: datetime) -> Decision:
    """Return how a computed run decides, its figures computed again where it asks others by now.

    A limit of a column, or a decision about one student, may have changed the rule meanwhile: the
    figures of one rule, read by another, say nothing that is true.
    """
    if run.computed_at is None:
        raise RunNotComputed
    decision = decision_of(run, now=now)
    if digest_of_rule(decision) == run.rule_digest:
        return decision
    return compute(run, now=now)


def digest_of_rule(decision: Decision) -> str:
    """Tell one rule from another."""
    return digest_of(repr(decision.rule))


def sweep_runs(*, now: datetime) -> int:
    """Give up runs that nobody has gone on with for a day."""
    old = Run.objects.filter(Q(opened_at__lt=now - _RUN_LIVES), status=None)
    keys = list(old.values_list("pk", flat=True)[:500])
    Figure.objects.filter(run__in=keys).delete()
    return Run.objects.filter(pk__in=keys, status=None).delete()[0]
