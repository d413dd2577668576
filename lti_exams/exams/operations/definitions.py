"""How exams are defined and changed, with every change kept."""

import json
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from django.db import IntegrityError, transaction

from lti_exams.exams.access.shelf import check_rules
from lti_exams.exams.errors import ExamChangedMeanwhile, SlugTaken
from lti_exams.exams.models import Attempt, Exam, ExamChange
from lti_exams.exams.operations.accommodations import clock_by_terms
from lti_exams.exams.operations.reclock import Reclocking, reclock
from lti_exams.exams.operations.swap import Who, check_reason
from lti_exams.exams.queries.cases import base_terms, granted_for
from lti_exams.exams.queries.exams import definition_of
from lti_exams.exams.rules.clock import Clock
from lti_exams.exams.rules.editing import Definition, check_definition
from lti_exams.exams.rules.kinds import Purpose
from lti_exams.exams.rules.states import IN_PROGRESS, UNSTARTED
from lti_exams.exams.rules.terms import to_document
from lti_exams.launches.api import Course

_FIELDS = tuple(field.name for field in fields(Definition))
_UNSTARTED = sorted(state.value for state in UNSTARTED)
_IN_PROGRESS = sorted(state.value for state in IN_PROGRESS)


@transaction.atomic
def define_exam(course: Course, definition: Definition, *, by: Who, now: datetime) -> Exam:
    """Make an exam in a course."""
    _check(definition)
    exam = Exam(course=course, created_at=now, **_columns(definition))
    _save(exam)
    _keep_change(exam, None, definition, by=by, now=now)
    return exam


@transaction.atomic
def edit_exam(
    exam: Exam, definition: Definition, *, by: Who, now: datetime, since: int | None = None
) -> Exam:
    """Change an exam. What has not started follows it; what has started keeps its terms.

    Where it is told since which version somebody thought about it, no change of others is undone.
    """
    _check(definition)
    held = Exam.objects.select_for_update().get(pk=exam.pk)
    before = definition_of(held)
    if definition == before:
        return held
    if since not in (None, held.version):
        raise ExamChangedMeanwhile
    for name, value in _columns(definition).items():
        setattr(held, name, value)
    held.version += 1
    _save(held)
    _keep_change(held, before, definition, by=by, now=now)
    _let_unstarted_follow(held, by=by, now=now)
    return held


def _check(definition: Definition) -> None:
    check_definition(definition)
    check_rules(definition.access_rules)


def _columns(definition: Definition) -> dict[str, Any]:
    plain = {name: _plain(getattr(definition, name)) for name in _FIELDS if name != "access_rules"}
    return plain | {"access_document": json.dumps(list(definition.access_rules))}


def _plain(value: object) -> object:
    return value.value if isinstance(value, StrEnum) else value


def _save(exam: Exam) -> None:
    try:
        with transaction.atomic():
            exam.save()
    except IntegrityError as error:
        raise SlugTaken(field="slug") from error


def _keep_change(
    exam: Exam, before: Definition | None, after: Definition, *, by: Who, now: datetime
) -> None:
    changed = [
        name for name in _FIELDS if before is None or getattr(before, name) != getattr(after, name)
    ]
    ExamChange.objects.create(
        exam=exam,
        at=now,
        by=by.name,
        version=exam.version,
        before={name: _shown(before, name) for name in changed} if before else {},
        after={name: _shown(after, name) for name in changed},
    )


def _shown(definition: Definition, name: str) -> object:
    """Return a field as the history keeps it: of access rules the names, not words and keys."""
    value = getattr(definition, name)
    if name == "access_rules":
        return [rule["rule"] for rule in cast("tuple[dict[str, Any], ...]", value)]
    return value.isoformat() if isinstance(value, datetime) else _plain(value)


def _let_unstarted_follow(exam: Exam, *, by: Who, now: datetime) -> None:
    granted = granted_for(exam)
    why = Reclocking(action="attempt.follow_exam", by=by, now=now)
    unstarted = exam.attempts.filter(state__in=_UNSTARTED)
    reclock(unstarted, lambda one: clock_by_terms(one, now=now, granted=granted), why)


@transaction.atomic
def apply_terms_to_running(exam: Exam, *, by: Who, reason: str, now: datetime) -> list[Attempt]:
    """Let attempts that run go on under the exam's terms of today, because staff choose so."""
    check_reason(by, reason)
    granted = granted_for(exam)

    def clock(attempt: Attempt) -> Clock:
        base = base_terms(exam, attempt.person_id, Purpose(attempt.purpose))
        attempt.terms = to_document(base)
        return clock_by_terms(attempt, now=now, granted=granted)

    why = Reclocking(action="attempt.follow_exam", by=by, now=now, reason=reason)
    return reclock(exam.attempts.filter(state__in=_IN_PROGRESS), clock, why)
