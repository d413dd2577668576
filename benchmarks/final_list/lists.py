"""What it takes to see and to save who qualifies."""

import resource
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.final_list.course import filled
from lti_exams.journeys import qualify_students
from lti_exams.journeys.access import caller_of_command
from lti_exams.journeys.see_preview import see_preview
from lti_exams.kernel.points import scaled
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.results import api as results

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
OWNER = qualifications.Owner(by="command")
COMMAND = caller_of_command()


def measure(students: int, assignments: int, rounds: int) -> dict[str, Any]:
    """Return the median seconds, the statements, and the growth of this process in MB."""
    plugins = len(qualifications.qualifiesforexam_plugins)
    course = filled(students, assignments, now=NOW)
    before = _peak()
    told: dict[str, Any] = {
        "approved": _seen(course, "lti_exams.approved.all", {}, rounds),
        "points": _seen(course, "lti_exams.points", _points(course, 70), rounds),
    }
    told["changed_limit"] = _changed_limit(course, rounds)
    told["save"] = _saved(course)
    return {
        **told,
        "plugins": plugins,
        "students": students,
        "assignments": assignments,
        "grown_mb": _peak() - before,
    }


def _points(course: launches.Course, each: int) -> dict[str, Any]:
    columns = list(results.columns_of(course).values_list("pk", flat=True))
    return {"columns": columns, "minimum": scaled(each * len(columns))}


def _seen(
    course: launches.Course, plugin: str, settings: dict[str, Any], rounds: int
) -> dict[str, Any]:
    """Compute a preview, and read everything that its pages show."""
    run = _run(course, plugin, settings)

    def compute() -> None:
        qualifications.compute(run, now=NOW)

    def preview() -> None:
        _computed(run)
        run.refresh_from_db()
        see_preview(COMMAND, run, qualifications.Wanted(), now=NOW)

    with CaptureQueriesContext(connection) as asked:
        compute()
    counts = qualifications.counts(run, qualifications.decision_of(run, now=NOW))
    return {
        "statements": _statements(asked),
        "decided": _median(compute, rounds),
        "preview": _median(preview, rounds),
        "qualified": counts.qualified,
    }


def _computed(run: qualifications.Run) -> None:
    """Compute as the pages do: a large course part by part, each followed by how far it has come.

    All of it counts, from the settings that are sent to the last part.
    """
    is_done = qualify_students.decide_by(COMMAND, run, run.plugin_settings, now=NOW)
    while not is_done:
        qualify_students.see_progress(COMMAND, run)
        is_done = qualify_students.compute_part(COMMAND, run, now=NOW)


def _run(course: launches.Course, plugin: str, settings: dict[str, Any]) -> qualifications.Run:
    run = qualifications.begin_run(course, OWNER, now=NOW)
    qualifications.choose_plugin(run, plugin)
    return qualifications.keep_settings(run, settings)


def _changed_limit(course: launches.Course, rounds: int) -> float:
    """Say who would change sides under another limit, and count anew."""
    run = _run(course, "lti_exams.points", _points(course, 70))
    _computed(run)
    decision = qualifications.decision_of(run, now=NOW)
    limits = iter(range(71, 71 + rounds))

    def change() -> None:
        other = qualifications.decision_of(run, now=NOW, settings=_points(course, next(limits)))
        qualifications.what_if(run, decision, other)

    return _median(change, rounds)


def _saved(course: launches.Course) -> float:
    """Save everybody's decision, which computes all of them again."""
    run = _run(course, "lti_exams.approved.all", {})
    _computed(run)
    run.refresh_from_db()
    saving = qualifications.Saving(state=qualifications.State.READY, by="command")
    began = time.perf_counter()
    saved = qualifications.save_run(run, saving, now=NOW)
    seconds = time.perf_counter() - began
    if saved.status is None or qualifications.tally(saved.status).total == 0:
        raise RuntimeError("nothing was saved")
    return round(seconds, 3)


def _median(act: Callable[[], object], rounds: int) -> float:
    return round(median(_seconds(act) for _ in range(rounds)), 4)


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _statements(asked: CaptureQueriesContext) -> int:
    """Count what asks for data or writes it; a savepoint or a BEGIN does neither."""
    words = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "CREATE")
    return sum(each["sql"].lstrip("( ").upper().startswith(words) for each in asked)


def _peak() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
