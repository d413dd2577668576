"""The time of a whole university is up in the same second."""

import time
from datetime import datetime, timedelta
from typing import Any

from benchmarks.exam_hall.hall import Hall, an_hour_ago
from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.grades import api as grades
from lti_exams.journeys.close_due_attempts import close_due_attempts


def measure(attempts: int, rounds: int) -> dict[str, Any]:
    """Return the seconds of each round, and what each has written.

    In one half of the rounds all end in the same second, in the other each in a second of its own.
    """
    together = [_swept(attempts, apart=timedelta(0)) for _ in range(rounds)]
    apart = [_swept(attempts, apart=timedelta(seconds=1)) for _ in range(rounds)]
    return {"together": together, "apart": apart}


def _swept(attempts: int, *, apart: timedelta) -> dict[str, float]:
    began = an_hour_ago()
    hall = Hall.opened(began)
    hall.fill(attempts, now=began, apart=apart)
    entries = audit.Entry.objects.count()
    return {
        "seconds": _seconds_to_close(began + timedelta(hours=1, minutes=5)),
        "ended": hall.exam.attempts.filter(state=exams.State.SUBMITTED.value).count(),
        "audit_rows": audit.Entry.objects.count() - entries,
        "outcome_rows": grades.outcomes_told_by(hall.link).count(),
    }


def _seconds_to_close(now: datetime) -> float:
    began = time.perf_counter()
    close_due_attempts(now=now)
    return time.perf_counter() - began
