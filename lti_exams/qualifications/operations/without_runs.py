"""Statuses that no run of the wizard made: decided elsewhere, or taken back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from lti_exams.launches import api as launches
from lti_exams.qualifications.models import QualifiesForFinalExam, Status
from lti_exams.qualifications.operations.runs import check_active
from lti_exams.qualifications.operations.saving import Saving, note, take_turns
from lti_exams.qualifications.queries.statuses import last_status
from lti_exams.qualifications.rules.statuses import (
    State,
    StatusRefused,
    Wording,
    check_open,
    check_status,
)
from lti_exams.rosters import api as rosters


@transaction.atomic
def retract(
    period: launches.Course, saving: Saving, *, of: int | None = None, now: datetime
) -> Status:
    """Take back what was decided, for a reason: a new status, under which nobody is decided.

    Whoever says the same once more, as by a second click, has said it already. Whoever says which
    list they mean takes back no other.
    """
    check_active(period, now=now)
    wanted = replace(saving, state=State.NOTREADY)
    check_status(Wording(wanted.state, wanted.message))
    take_turns(period)
    last = last_status(period)
    said = (wanted.state.value, wanted.message.strip(), wanted.by)
    if last is not None and (last.status, last.message, last.by) == said:
        return last
    if of is not None and (last is None or last.pk != of):
        raise StatusRefused("status-of-another-list")
    status = Status.objects.create(
        period=period,
        status=wanted.state.value,
        createtime=now,
        message=wanted.message.strip(),
        user=wanted.user,
        by=wanted.by,
    )
    note(status, now=now)
    return status


@transaction.atomic
def save_status(
    period: launches.Course,
    saving: Saving,
    decisions: Mapping[int, bool | None],
    *,
    now: datetime,
) -> Status:
    """Save what was decided elsewhere, without a plugin: it needs a message that says where from.

    Every active student is decided about; whoever is not named does not qualify.
    """
    check_active(period, now=now)
    check_status(Wording(saving.state, saving.message))
    if saving.state is State.NOTREADY:
        return retract(period, saving, now=now)
    take_turns(period)
    here = list(rosters.learners(period).values_list("pk", flat=True))
    told = {key: decisions.get(key, False) for key in here}
    check_open(saving.state, still_open=sum(each is None for each in told.values()))
    if not told:
        raise StatusRefused("status-nobody-to-decide-about")
    status = Status.objects.create(
        period=period,
        status=saving.state.value,
        createtime=now,
        message=saving.message.strip(),
        user=saving.user,
        by=saving.by,
    )
    QualifiesForFinalExam.objects.bulk_create(
        [
            QualifiesForFinalExam(
                relatedstudent_id=key, status=status, qualifies=each, under=status.status
            )
            for key, each in told.items()
        ],
        batch_size=1_000,
    )
    note(status, now=now)
    return status
