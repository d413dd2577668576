from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.qualifications.models import QualifiesForFinalExam, Status
from lti_exams.qualifications.rules.statuses import State

_LARGEST_KEY = 2**63 - 1


class NoSuchStatus(LtiExamsError):
    """There is no such status in this course."""

    code = "status-unknown"


def statuses_of(period: launches.Course) -> QuerySet[Status]:
    """Return everything that was ever decided about a course, the newest first."""
    return Status.objects.filter(period=period).select_related("user").order_by("-pk")


def last_status(
    period: launches.Course, *, with_plugin: bool = False, with_decisions: bool = False
) -> Status | None:
    """Return the active status; or the newest that a plugin, or that anybody, decided."""
    found = statuses_of(period)
    if with_decisions:
        found = found.exclude(status=State.NOTREADY.value)
    return (found.exclude(plugin="") if with_plugin else found).first()


def exported_status(period: launches.Course) -> Status | None:
    """Return what the registry was told last."""
    return statuses_of(period).filter(exported_timestamp__isnull=False).first()


def status_of(period: launches.Course, key: int) -> Status:
    """Return a status of this course and of no other."""
    found = statuses_of(period).filter(pk=key).first() if 0 < key <= _LARGEST_KEY else None
    if found is None:
        raise NoSuchStatus
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a status qualify, do not, and are open; of those who were decided about."""

    qualified: int
    not_qualified: int
    open: int

    @property
    def total(self) -> int:
        return self.qualified + self.not_qualified + self.open


def tally(status: Status) -> Tally:
    """Count the students of a status; who joined afterwards is not among them."""
    told = status.students.aggregate(
        qualified=Count("pk", filter=Q(qualifies=True)),
        not_qualified=Count("pk", filter=Q(qualifies=False)),
        open=Count("pk", filter=Q(qualifies=None)),
    )
    return Tally(**told)


def decisions_of(status: Status) -> QuerySet[QualifiesForFinalExam]:
    """Return the decisions of a status by family name; people without a name come last."""
    found = status.students.select_related("relatedstudent__person")
    person = "relatedstudent__person__"
    nameless = Q(**{f"{person}family_name": "", f"{person}name": ""})
    return found.annotate(is_nameless=nameless).order_by(
        "is_nameless", f"{person}family_name", f"{person}name", f"{person}sub"
    )


def active_decision(
    period: launches.Course, person: launches.Person
) -> QualifiesForFinalExam | None:
    """Return what the active status says of one person; a retracted one says nothing."""
    status = last_status(period)
    if status is None:
        return None
    mine = status.students.filter(relatedstudent__person=person)
    return mine.select_related("status", "override").first()


def member_keys(status: Status) -> Sequence[int]:
    """Return the related students that a status decided about."""
    return list(status.students.values_list("relatedstudent_id", flat=True))
