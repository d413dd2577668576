"""Staff define the exams of a course, one by one or all at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.tell_outcomes import tell_edited
from lti_exams.journeys.units_around import may_name_vendor
from lti_exams.launches import api as launches


def _staff(caller: Caller) -> exams.Who:
    return exams.Who(exams.Actor.STAFF, caller.name)


def define_exam(
    caller: Caller, course: launches.Course, definition: exams.Definition, *, now: datetime
) -> exams.Exam:
    """Make an exam in a course; one that needs a vendor and names none gets the course's."""
    caller.check_may(Act.EDIT_EXAMS, course)
    whole = exams.completed(definition, exams.usual_of(course))
    _check_vendor(course, whole.vendor)
    return exams.define_exam(course, whole, by=_staff(caller), now=now)


def _check_vendor(course: launches.Course, vendor: str) -> None:
    if vendor and not may_name_vendor(course, vendor):
        raise exams.ExamRefused(field="vendor", why="not for the units of this course")


def decide_usual(
    caller: Caller, course: launches.Course, usual: exams.Usual, *, now: datetime
) -> exams.Usual:
    """Decide what new exams of a course get where they say nothing else."""
    caller.check_may(Act.EDIT_EXAMS, course)
    if usual.vendor and not may_name_vendor(course, usual.vendor):
        raise exams.CourseSettingsRefused(field="vendor", why="not for the units of this course")
    return exams.decide_usual(course, usual, by=_staff(caller), now=now)


@transaction.atomic
def edit_exam(
    caller: Caller,
    exam: exams.Exam,
    definition: exams.Definition,
    *,
    now: datetime,
    since: int | None = None,
) -> exams.Exam:
    """Change an exam for all attempts that have not started, and the grades that hang on it."""
    caller.check_may(Act.EDIT_EXAMS, exam.course)
    whole = definition
    if not definition.vendor:
        whole = exams.completed(definition, exams.usual_of(exam.course))
    if whole.vendor != exam.vendor:
        _check_vendor(exam.course, whole.vendor)
    edited = exams.edit_exam(exam, whole, by=_staff(caller), now=now, since=since)
    tell_edited(exam, edited, now=now)
    if exam.vendor and not edited.vendor:
        _let_in_who_waits(caller, edited, now=now)
    return edited


def replace_exam(
    caller: Caller, exam: exams.Exam, definition: exams.Definition, *, now: datetime
) -> exams.Exam:
    """Put a whole definition in the place of another.

    Where it needs a vendor and names none, the exam keeps its own.
    """
    whole = exams.completed(definition, exams.Usual(vendor=exam.vendor))
    return edit_exam(caller, exam, whole, now=now)


def _let_in_who_waits(caller: Caller, exam: exams.Exam, *, now: datetime) -> None:
    """Let those begin who wait for a vendor that the exam has no more: nobody else would."""
    waits = exams.State.PROCTORING_REQUESTED
    reason = "the exam has no vendor any more"
    for attempt in exam.attempts.filter(state=waits.value).select_related("exam"):
        # Whoever has just been let in, or came too late, is not held up and holds up nobody.
        with suppress(exams.IllegalMove):
            admit = exams.Event.ADMIT
            done = exams.move(attempt, admit, by=_staff(caller), now=now, reason=reason)
            follow_changes([*done.earlier, done], now=now)


def apply_to_running(
    caller: Caller, exam: exams.Exam, *, reason: str, now: datetime
) -> Sequence[exams.Attempt]:
    """Let running attempts go on under the terms of today, because staff choose so."""
    caller.check_may(Act.EDIT_EXAMS, exam.course)
    return exams.apply_terms_to_running(exam, by=_staff(caller), reason=reason, now=now)


class Change(StrEnum):
    """What became of an exam when all exams of its course were told at once."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DEACTIVATED = "deactivated"


Changed = tuple[exams.Exam, Change]


@transaction.atomic
def synchronise_exams(
    caller: Caller,
    course: launches.Course,
    definitions: Sequence[exams.Definition],
    *,
    deactivate_missing: bool,
    now: datetime,
) -> list[Changed]:
    """Make or change exams by their slugs: all of them, or none where one is refused.

    Where it is wished so, exams that are not among them are switched off; they keep everything.
    """
    caller.check_may(Act.EDIT_EXAMS, course)
    known = {exam.slug: exam for exam in exams.exams_of(course)}
    done: list[Changed] = []
    for index, definition in enumerate(definitions):
        if any(one.slug == definition.slug for one, _ in done):
            raise exams.ExamRefused(field=f"exams.{index}.slug", why="there twice")
        with _naming(index):
            done.append(_told(caller, course, known.pop(definition.slug, None), definition, now))
    if deactivate_missing:
        done += [_switched_off(caller, exam, now) for exam in known.values() if exam.is_active]
    return done


@contextmanager
def _naming(index: int) -> Iterator[None]:
    """Name the exam of the list whose field is refused."""
    try:
        yield
    except (exams.ExamRefused, exams.AccessRuleRefused) as error:
        path = f"exams.{index}.{error.values['field']}"
        raise type(error)(field=path, why=error.values["why"]) from error


def _told(
    caller: Caller,
    course: launches.Course,
    exam: exams.Exam | None,
    definition: exams.Definition,
    now: datetime,
) -> Changed:
    if exam is None:
        return define_exam(caller, course, definition, now=now), Change.CREATED
    edited = replace_exam(caller, exam, definition, now=now)
    return edited, Change.UNCHANGED if edited.version == exam.version else Change.UPDATED


def _switched_off(caller: Caller, exam: exams.Exam, now: datetime) -> Changed:
    definition = replace(exams.definition_of(exam), is_active=False)
    return edit_exam(caller, exam, definition, now=now), Change.DEACTIVATED
