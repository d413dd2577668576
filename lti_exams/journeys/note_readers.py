"""Who read a list of students is written down, wherever they read it."""

from datetime import datetime

from lti_exams.audit import api as audit
from lti_exams.journeys.access import Caller
from lti_exams.qualifications import api as qualifications


def note_reader(
    action: str, caller: Caller, status: qualifications.Status, *, now: datetime, **told: object
) -> None:
    """Write down who had which list, and how."""
    audit.record(
        actor=caller.name,
        action=action,
        subject=f"course:{status.period_id}",
        now=now,
        after={"status": status.pk, **told},
    )
