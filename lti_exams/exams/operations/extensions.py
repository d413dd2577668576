"""More time: for one attempt, for everybody in progress, and taken back again."""

from datetime import datetime

from django.db import transaction

from lti_exams.exams.errors import NoSuchExtension
from lti_exams.exams.models import Attempt, Exam, Extension
from lti_exams.exams.operations.moves import check_length
from lti_exams.exams.operations.reclock import Reclocking, reclock
from lti_exams.exams.operations.swap import Who, check_reason
from lti_exams.exams.rules import clock as clocks
from lti_exams.exams.rules.clock import Clock
from lti_exams.exams.rules.kinds import Purpose
from lti_exams.exams.rules.states import IN_PROGRESS, IllegalMove

_IN_PROGRESS = sorted(state.value for state in IN_PROGRESS)


@transaction.atomic
def extend(attempt: Attempt, *, seconds: int, by: Who, reason: str, now: datetime) -> Attempt:
    """Give one attempt more time, before it starts or while it runs."""
    check_length(seconds)
    check_reason(by, reason)
    why = Reclocking(action="attempt.extend", by=by, now=now, reason=reason)
    mine = Attempt.objects.filter(pk=attempt.pk)
    extended = reclock(mine, lambda one: clocks.extended(one.clock, seconds), why)
    attempt.refresh_from_db()
    if not extended:
        raise IllegalMove(state=attempt.state, event="extend", actor=by.actor.value, why="")
    return attempt


@transaction.atomic
def extend_everyone(exam: Exam, *, seconds: int, by: Who, reason: str, now: datetime) -> Extension:
    """Give more time to everybody who sits an exam now, and remember whom it reached.

    Whoever rehearses or previews it is nobody of whom that is said.
    """
    check_length(seconds)
    check_reason(by, reason)
    why = Reclocking(action="attempt.extend", by=by, now=now, reason=reason)
    running = exam.attempts.filter(state__in=_IN_PROGRESS, purpose=Purpose.SITTING.value)
    reached = reclock(running, lambda one: clocks.extended(one.clock, seconds), why)
    extension = Extension.objects.create(
        exam=exam, seconds=seconds, given_at=now, given_by=by.name, reason=reason
    )
    extension.attempts.set(reached)
    return extension


@transaction.atomic
def undo_extension(extension: Extension, *, by: Who, reason: str, now: datetime) -> Extension:
    """Take an extension back, from whoever still has some of it left."""
    check_reason(by, reason)
    mine = Extension.objects.filter(pk=extension.pk, undone_at=None)
    if not mine.update(undone_at=now):
        raise NoSuchExtension
    why = Reclocking(action="attempt.undo_extension", by=by, now=now, reason=reason)

    def shorter(attempt: Attempt) -> Clock:
        return clocks.shortened(attempt.clock, extension.seconds, now=now)

    reclock(extension.attempts.all(), shorter, why)
    extension.undone_at = now
    return extension
