"""Who watches an exam besides those whom the LMS names: by a list of the exam or the course."""

from dataclasses import replace

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, ActRefused, Caller, Role
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring

_ROLES_OF_PART: dict[str, frozenset[Role]] = {
    proctoring.Part.PROCTOR: frozenset({Role.PROCTOR}),
    proctoring.Part.REVIEWER: frozenset({Role.REVIEWER}),
}


def at_exam(caller: Caller, exam: exams.Exam) -> Caller:
    """Return a caller with what a list adds to their rights at one exam."""
    if caller.person is None or caller.course is None or exam.course_id != caller.course.pk:
        return caller
    listed = proctoring.listings_of(caller.person, caller.course)
    parts = [one.part for one in listed if one.exam_id in (None, exam.pk)]
    added = frozenset[Role]().union(*(_ROLES_OF_PART[part] for part in parts))
    return replace(caller, roles=caller.roles | added)


def check_not_own(caller: Caller, attempt: exams.Attempt, act: Act) -> None:
    """Refuse that somebody watches over their own sitting, or decides about it."""
    is_own = caller.person is not None and caller.person.pk == attempt.person_id
    if is_own and attempt.purpose == exams.Purpose.SITTING:
        raise ActRefused(act=act.value)


def watches(caller: Caller) -> bool:
    """Tell whether somebody watches exams of their course: by their role, or by a list."""
    watched = exams_watched(caller)
    return caller.may(Act.SEE_REVIEWS) or watched is None or bool(watched)


def within_reach(
    caller: Caller, course: launches.Course, sought: proctoring.Sought
) -> proctoring.Sought:
    """Narrow what somebody seeks to what they watch: never their own sittings."""
    watched = None if caller.may(Act.SEE_REVIEWS, course) else exams_watched(caller)
    if watched is not None and not watched:
        caller.check_may(Act.SEE_REVIEWS, course)
    own = caller.person.pk if caller.person else None
    return replace(sought, exam_keys=watched, but_of=own)


def exams_watched(caller: Caller) -> frozenset[int] | None:
    """Return the exams of their course that a list lets somebody watch; None means all of them."""
    if caller.person is None or caller.course is None:
        return frozenset()
    listed = proctoring.listings_of(caller.person, caller.course)
    keys = {one.exam_id for one in listed}
    return None if None in keys else frozenset(key for key in keys if key is not None)
