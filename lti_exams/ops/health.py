"""Whether this process can do its work: asked by load balancers, containers and `doctor`."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lti_exams.grades import api as grades
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.secrets import decrypt, encrypt
from lti_exams.outbox import api as outbox


def database_answers() -> str:
    """Return what is wrong with the database, or nothing."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "The database cannot be reached."
    return ""


def migrations_are_applied() -> str:
    """Return what is wrong with the tables, or nothing."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "The tables cannot be looked at."
    return f"{len(waiting)} migrations wait: run manage.py migrate." if waiting else ""


def master_key_opens() -> str:
    """Return what is wrong with the master key, or nothing."""
    try:
        decrypt(encrypt("a secret"))
    except LtiExamsError:
        return "No master key can be used: see keys/README.md."
    return ""


PROBES: dict[str, Callable[[], str]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "master_key": master_key_opens,
}


def outbox_flows() -> str:
    """Return what keeps e-mails, webhooks and events here, or nothing."""
    late, stuck = outbox.late_by(timezone.now()), outbox.count_stuck()
    said = []
    if late > outbox.LATE:
        hours = late.total_seconds() / 3600
        said.append(f"The oldest thing to send waits for {hours:.1f} h: does manage.py work run?")
    if stuck:
        said.append(f"{stuck} messages stand still: see /staff/outbox.")
    return " ".join(said)


def grades_flow() -> str:
    """Return what keeps grades here, or nothing."""
    standing = grades.standing(now=timezone.now())
    said = []
    if standing.late_by > grades.LATE:
        minutes = standing.late_by.total_seconds() / 60
        said.append(f"The oldest grade is due for {minutes:.0f} min: does manage.py work run?")
    if standing.stalled:
        said.append(f"{standing.stalled} grades were given up: see manage.py resend.")
    if standing.held:
        said.append(f"{standing.held} LMS deployments refuse our grades: see /staff/.")
    return " ".join(said)


# What staff should look at, and what keeps nobody from launching.
BACKLOGS: dict[str, Callable[[], str]] = {"outbox": outbox_flows, "grades": grades_flow}


def backlogs() -> list[str]:
    """Say of every backlog that is too long what it is."""
    return [said for backlog in BACKLOGS.values() if (said := backlog())]


def troubles() -> dict[str, str]:
    """Run every probe and return what each has found wrong; an empty text means nothing."""
    return {name: probe() for name, probe in PROBES.items()}


@never_cache
@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    """The process answers; restarting it would help nothing."""
    return JsonResponse({"status": "live"})


@never_cache
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """The process can serve a launch. What is wrong is named, not explained: anyone may ask."""
    healthy = {name: not trouble for name, trouble in troubles().items()}
    status = "ready" if all(healthy.values()) else "not-ready"
    return JsonResponse({"status": status, **healthy}, status=200 if status == "ready" else 503)
