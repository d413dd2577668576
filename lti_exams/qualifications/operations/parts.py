"""A large course is gone through part by part, so that people see how far it has come.

Its list is saved at once or not at all: what people see meanwhile is that it is being saved.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from lti_exams.qualifications.deciding.drafts import count_for_plans, write_figures
from lti_exams.qualifications.deciding.sql import Part
from lti_exams.qualifications.models import Figure, Run
from lti_exams.qualifications.operations.runs import (
    RunIsSaved,
    decision_of,
    digest_of_rule,
    looked_at,
)
from lti_exams.qualifications.operations.saving import Saving
from lti_exams.qualifications.rules.statuses import State
from lti_exams.rosters import api as rosters


@dataclass(frozen=True, slots=True)
class Progress:
    """How many students were gone through, and of how many."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 100


def progress_of(run: Run) -> Progress:
    """Say how far the computing of a run has come."""
    total = rosters.learners(run.period).count()
    return Progress(min(Figure.objects.filter(run=run, is_fresh=False).count(), total), total)


def begin_saving(run: Run, saving: Saving) -> None:
    """Keep what is said with the list; whoever looks at the run sees that it is being saved."""
    told = {"status": saving.state.value, "message": saving.message}
    if not Run.objects.filter(pk=run.pk, status=None).update(saving=told):
        raise RunIsSaved
    run.saving = told


def take_saving(run: Run) -> Saving | None:
    """Hold the run, and return what is to be saved; none to whoever comes second.

    A page that was loaded again asks a second time: had something changed since the preview, it
    would save what nobody has looked at.
    """
    held = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
    told = held.saving if held.status_id is None else None
    forget_saving(held)
    if told is None:
        return None
    return Saving(state=State(told["status"]), message=told["message"])


def forget_saving(run: Run) -> None:
    """Let people look at the preview again."""
    Run.objects.filter(pk=run.pk).update(saving=None)


@transaction.atomic
def compute_part(run: Run, *, size: int, now: datetime) -> bool:
    """Compute the next students of a run; tell whether they were the last."""
    held = _held(run)
    if held.computed_at is not None:
        return True
    decision = decision_of(held, now=now)
    digest = digest_of_rule(decision)
    if held.rule_digest not in ("", digest):
        # A limit has changed meanwhile: what was computed by the old one is worth nothing.
        Figure.objects.filter(run=held, is_fresh=False).delete()
    part, is_last = _next_part(held, size)
    write_figures(held, decision, replaces=False, part=part)
    if is_last:
        count_for_plans()
    told = looked_at(held, decision, now=now) if is_last else {"rule_digest": digest}
    Run.objects.filter(pk=held.pk).update(**told)
    return is_last


def _held(run: Run) -> Run:
    """Hold the run: two windows that compute it at once take turns."""
    held = Run.objects.select_for_update(of=("self",)).select_related("period").get(pk=run.pk)
    if held.status_id is not None:
        raise RunIsSaved
    return held


def _next_part(run: Run, size: int) -> tuple[Part, bool]:
    figures = Figure.objects.filter(run=run, is_fresh=False)
    after = figures.aggregate(last=Max("relatedstudent__person_id"))["last"] or 0
    left = rosters.learners(run.period).filter(person_id__gt=after).order_by("person_id")
    # The last of the part, and the first of the next one, should there be any.
    ends = list(left.values_list("person_id", flat=True)[size - 1 : size + 1])
    return (Part(after, ends[0]), False) if len(ends) > 1 else (Part(after), True)
