"""Before a course, a link and an exam stand gates; staff are never locked out."""

from dataclasses import replace
from datetime import datetime

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.find_subjects import number
from lti_exams.journeys.placements import PlacementKind
from lti_exams.journeys.record_milestones import (
    subject_of_course,
    subject_of_exam,
    subject_of_link,
)
from lti_exams.journeys.see_groups import told_parts
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones

_STAFF = frozenset({launches.Standing.TEACHER, launches.Standing.ASSISTANT})


class GateRefused(LtiExamsError):
    """A review is asked of a gate that does not hold them, or lets past where no waiver does."""

    codes = ("gate-only-for-people", "gate-open-already", "gate-past-waivers")


def with_milestones(
    caller: Caller, exam: exams.Exam, presented: exams.Presented, *, now: datetime
) -> exams.Presented:
    """Add to what somebody brings the milestones that still stand between them and an exam."""
    person = caller.person.pk if caller.person else None
    subjects = [*subjects_around(caller, exam.course), subject_of_exam(exam)]
    found = milestones.gate(person, subjects, now=now)
    if found.is_open:
        return presented
    # A group that lost its parts is shut and names none of them.
    missing = told_parts(found) or {exam.title}
    return replace(presented, prerequisites=presented.prerequisites | missing)


def subjects_around(caller: Caller, course: launches.Course) -> list[milestones.Subject]:
    """Return what asks of everything in a course: the course, and the link that was launched."""
    found = [subject_of_course(course)]
    if caller.link is not None and caller.course == course:
        found.append(
            milestones.Subject(milestones.SubjectKind.LINK, str(caller.link), str(course.pk))
        )
    return found


def gate_of_launch(launch: launches.Launch, *, now: datetime) -> milestones.Gate | None:
    """Judge a launch by its course and its link; None where nothing holds this person back.

    An exam tells of its gate on its own page, with everything else that it asks: whoever is in the
    middle of one is not sent away.
    """
    if launch.course is None or launches.standing_of(launch) in _STAFF:
        return None
    subjects = [subject_of_course(launch.course)]
    if launch.link is not None:
        subjects.append(subject_of_link(launch.link))
    found = milestones.gate(launch.person_id, subjects, now=now)
    return None if found.is_open else found


def exam_of_caller(caller: Caller, course: launches.Course) -> exams.Exam | None:
    """Return the exam that the link opens by which somebody came."""
    if caller.link is None or caller.course != course:
        return None
    opens = launches.Placement.objects.filter(link=caller.link, kind=PlacementKind.EXAM.value)
    key = opens.values_list("key", flat=True).first()
    return exams.exams_of(course).filter(pk=number(key)).first() if key else None


def is_open(
    caller: Caller, course: launches.Course, *, exam: exams.Exam | None = None, now: datetime
) -> bool:
    """Tell whether somebody may come in now; a page that waits asks this each second."""
    if may_pass(caller, course):
        return True
    subjects = subjects_around(caller, course)
    if exam is not None:
        subjects.append(subject_of_exam(exam))
    whose = caller.person.pk if caller.person else None
    return milestones.gate(whose, subjects, now=now).is_open


def may_pass(caller: Caller, course: launches.Course) -> bool:
    """Tell whether somebody passes whatever a course asks: its staff do."""
    return caller.may(Act.SEE_MILESTONES, course)


def path_for(
    caller: Caller, exam: exams.Exam, *, person: launches.Person | None = None, now: datetime
) -> milestones.Path:
    """Say what is missing for an exam and how to get it: one's own, or as staff anybody's."""
    return path_to(caller, exam.course, exam=exam, person=person, now=now)


def path_to(
    caller: Caller,
    course: launches.Course,
    *,
    exam: exams.Exam | None = None,
    person: launches.Person | None = None,
    now: datetime,
) -> milestones.Path:
    """Say what is missing for a course, or for an exam in it, and how to get it."""
    if person is not None and person != caller.person:
        caller.check_may(Act.SEE_MILESTONES, course)
    whose = person or caller.person
    # By which link somebody else comes is not known, and the caller's own says nothing of it.
    is_own = whose == caller.person
    subjects = subjects_around(caller, course) if is_own else [subject_of_course(course)]
    if exam is not None:
        subjects.append(subject_of_exam(exam))
    return milestones.path(whose.pk if whose else None, subjects, now=now)
