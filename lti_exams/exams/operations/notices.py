"""What staff tell a learner of an attempt."""

from datetime import datetime

from lti_exams.audit import api as audit
from lti_exams.exams.models import Attempt, Notice
from lti_exams.exams.operations.swap import Who


def notify(attempt: Attempt, *, about: str, message: str, by: Who, now: datetime) -> Notice:
    """Keep what staff did to an attempt for the learner to read, and that they were told."""
    notice = Notice.objects.create(attempt=attempt, at=now, about=about, message=message.strip())
    audit.record(
        actor=by.name,
        action="attempt.notify",
        subject=attempt.key,
        after={"about": about, "message": notice.message},
        now=now,
    )
    return notice
