"""Which vendor guards the exams of a course, and what each exam asks of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.edit_exams import decide_usual, edit_exam
from lti_exams.journeys.units_around import units_of
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring


@dataclass(frozen=True, slots=True)
class Chosen:
    """The vendor that a course has now, and the exams that changed with it."""

    vendor: proctoring.Vendor
    changed: Sequence[exams.Exam]
    # Attempts that go on with the vendor that they began with.
    running: int


def vendors_for(caller: Caller, course: launches.Course) -> list[proctoring.Vendor]:
    """Return the vendors among which a course may choose."""
    caller.check_may(Act.SEE_VENDORS, course)
    return proctoring.vendors_for(units_of(course))


@transaction.atomic
def choose_vendor(
    caller: Caller, course: launches.Course, key: str, *, for_exams: bool, now: datetime
) -> Chosen:
    """Let another vendor guard new exams, and where wished those that are there.

    Whoever is with a vendor stays there, what was granted stays granted, and an attempt that has
    begun goes on under the terms that it froze: only who comes next goes to the new one.
    """
    caller.check_may(Act.EDIT_EXAMS, course)
    vendor = _offered(course, key)
    usual = replace(exams.usual_of(course), vendor=vendor.reference)
    decide_usual(caller, course, usual, now=now)
    changed = _moved(caller, course, vendor, now=now) if for_exams else []
    running = exams.Attempt.objects.filter(
        exam__in=changed, state__in=[state.value for state in exams.OPEN]
    )
    return Chosen(vendor, changed, running.count())


def _offered(course: launches.Course, key: str) -> proctoring.Vendor:
    found = next((one for one in proctoring.vendors_for(units_of(course)) if one.key == key), None)
    if found is None:
        raise proctoring.NoSuchVendor(key=key[:100], field="vendor")
    return found


def _moved(
    caller: Caller, course: launches.Course, vendor: proctoring.Vendor, *, now: datetime
) -> list[exams.Exam]:
    guarded = exams.exams_of(course).exclude(vendor__in=["", vendor.reference])
    return [
        edit_exam(
            caller,
            exam,
            replace(exams.definition_of(exam), vendor=vendor.reference),
            now=now,
        )
        for exam in guarded
    ]


def name_mailbox(caller: Caller, course: launches.Course, address: str, *, now: datetime) -> None:
    """Say where learners of a course write when something goes wrong, and where alarms go."""
    usual = replace(exams.usual_of(course), escalation_email=address)
    decide_usual(caller, course, usual, now=now)


def decide_proctoring(
    caller: Caller, exam: exams.Exam, wishes: proctoring.ExamWishes, *, now: datetime
) -> proctoring.ExamProctoring:
    """Decide what an exam asks of its vendor and of its reviewers."""
    caller.check_may(Act.EDIT_EXAMS, exam.course)
    return proctoring.decide_proctoring(exam, wishes, by=caller.name, now=now)


def see_proctoring(caller: Caller, exam: exams.Exam) -> proctoring.ExamProctoring:
    """Return what an exam asks of its vendor and of its reviewers."""
    caller.check_may(Act.SEE_EXAMS, exam.course)
    return proctoring.proctoring_of(exam)
