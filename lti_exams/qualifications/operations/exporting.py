"""A list is handed over: the ledger says to whom, in which form, and what exactly."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.qualifications.lists.files import File, Form
from lti_exams.qualifications.models import Export, Status
from lti_exams.qualifications.operations.saving import mark_exported
from lti_exams.qualifications.queries.statuses import last_status

REGISTRY = "registry"
_TARGET = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class StatusSuperseded(LtiExamsError):
    """A newer status took its place, and a registry takes over what is true."""

    code = "status-superseded"


class TargetRefused(LtiExamsError):
    """No system can have such a name."""

    code = "export-target-invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingOver:
    """To whom a list goes, and as which file."""

    target: str
    form: Form
    file: File
    students: int


def check_target(target: str) -> None:
    """Refuse a name that could not stand in an address."""
    if not _TARGET.fullmatch(target):
        raise TargetRefused(field="target", why="it is not of small letters, digits and hyphens")


@transaction.atomic
def hand_over(status: Status, wanted: HandingOver, *, by: str, now: datetime) -> Export:
    """Write down that another system has taken over the active status."""
    check_target(wanted.target)
    # Whoever saves a status of this course meanwhile is after us, or we see it.
    launches.Course.objects.select_for_update().get(pk=status.period_id)
    active = last_status(status.period)
    if active is None or active.pk != status.pk:
        raise StatusSuperseded(status=status.pk)
    made = Export.objects.create(
        status=status,
        target=wanted.target,
        form=wanted.form.value,
        sha256=wanted.file.sha256,
        students=wanted.students,
        by=by,
        at=now,
    )
    mark_exported(status, by=by, now=now)
    return made
