"""What somebody can reach. A thing of another course, or of another person, does not exist there.

Whoever may not do something in a course that they do reach is told so: that is `access`.
"""

from django.db.models import QuerySet

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches

_LARGEST_KEY = 2**63 - 1


class NoSuchCourse(LtiExamsError):
    """There is no such course, or it is not among those that the caller reaches."""

    code = "course-unknown"


class NoSuchPerson(LtiExamsError):
    """Nobody of this key belongs to the course."""

    code = "person-unknown"


class PersonNotInCourse(LtiExamsError):
    """Nobody of the key that an address names belongs to the course."""

    code = "person-not-in-course"


class PersonNotFound(LtiExamsError):
    """Nobody has the key that an address names."""

    code = "person-not-found"


def course(caller: Caller, key: int) -> launches.Course:
    """Return a course that the caller reaches."""
    if caller.course is not None and caller.course.pk == key:
        return caller.course
    everywhere = caller.course is None and bool(caller.roles)
    courses = launches.Course.objects.select_related("deployment__platform", "term")
    found = courses.filter(pk=key).first() if everywhere and key <= _LARGEST_KEY else None
    if found is None or not caller.reaches(found):
        raise NoSuchCourse
    return found


def courses(caller: Caller) -> QuerySet[launches.Course]:
    """Return every course that the caller reaches, by title."""
    every = launches.Course.objects.order_by("title", "pk")
    if caller.course is not None:
        return every.filter(pk=caller.course.pk)
    if caller.units is not None:
        every = every.filter(unit__in=caller.units)
    return every if caller.roles else every.none()


def exam(caller: Caller, course_key: int, key: int) -> exams.Exam:
    """Return an exam of a course that the caller reaches."""
    return exams.exam_of(course(caller, course_key), key)


def exam_and_attempts(
    caller: Caller, course_key: int, key: int
) -> tuple[exams.Exam, list[exams.Attempt]]:
    """Return an exam of a course that the caller reaches, and the caller's own attempts at it."""
    here = course(caller, course_key)
    if caller.person is None:
        return exams.exam_of(here, key), []
    return exams.exam_sat_by(caller.person, here, key)


def attempt(caller: Caller, key: int) -> exams.Attempt:
    """Return an attempt of the caller, or one that they look after."""
    if caller.may(Act.SEE_ATTEMPTS):
        return _looked_after(caller, key)
    if caller.person is None:
        caller.check_may(Act.SEE_ATTEMPTS)
    assert caller.person is not None  # noqa: S101 - whoever has none was refused above
    own = exams.attempt_of(caller.person, key)
    if caller.course is None or own.exam.course_id != caller.course.pk:
        raise exams.NoSuchAttempt
    return own


def looked_after(caller: Caller, key: int) -> exams.Attempt:
    """Return an attempt to somebody who looks after it."""
    found = attempt(caller, key)
    caller.check_may(Act.SEE_ATTEMPTS, found.exam.course)
    return found


def _looked_after(caller: Caller, key: int) -> exams.Attempt:
    if caller.course is None:
        return exams.attempt_known(key)
    return exams.attempt_in(caller.course, key)


def own_attempt(caller: Caller, key: int) -> exams.Attempt:
    """Return an attempt that the caller makes: nobody sits for somebody else."""
    found = attempt(caller, key)
    if caller.person is None or found.person_id != caller.person.pk:
        raise exams.NoSuchAttempt
    return found


def latest_attempt(caller: Caller) -> exams.Attempt | None:
    """Return the attempt that the caller is in, else the one made last, in the course they are in.

    A program, and staff without an LMS, sit nothing.
    """
    if caller.person is None or caller.course is None:
        return None
    return exams.latest_attempt(caller.person, caller.course)


def extension(caller: Caller, course_key: int, exam_key: int, key: int) -> exams.Extension:
    """Return an extension of an exam that the caller reaches."""
    known = exam(caller, course_key, exam_key).extensions.select_related("exam__course")
    found = known.filter(pk=key).first() if 0 < key <= _LARGEST_KEY else None
    if found is None:
        raise exams.NoSuchExtension
    return found


def person(course: launches.Course, *, key: int | None = None, sub: str = "") -> launches.Person:
    """Return somebody who belongs to a course, by our key or by what the LMS calls them."""
    named = {"person_id": key} if key is not None else {"person__sub": sub}
    asked = course.memberships.select_related("person")
    known = key is None or 0 < key <= _LARGEST_KEY
    member = asked.filter(**named).first() if known else None
    if member is None:
        raise NoSuchPerson(field="person" if key is not None else "sub")
    return member.person


def member(course: launches.Course, key: int) -> launches.Person:
    """Return somebody of a course whom an address names: whoever is not in it is not there."""
    try:
        return person(course, key=key)
    except NoSuchPerson as error:
        raise PersonNotInCourse from error


def anybody(caller: Caller, *, key: int) -> launches.Person:
    """Return a person of whatever course, to somebody who looks after all of them."""
    found = _anybody(caller, pk=key)
    if found is None:
        raise PersonNotFound
    return found


def anybody_named(
    caller: Caller, *, key: int | None = None, platform: int = 0, sub: str = ""
) -> launches.Person:
    """Return a person by our key or by what their LMS calls them, to whom looks after everybody."""
    named = {"platform": platform, "sub": sub} if key is None else {"pk": key}
    found = _anybody(caller, **named)
    if found is None:
        raise NoSuchPerson(field="sub" if key is None else "person")
    return found


def _anybody(caller: Caller, **named: int | str) -> launches.Person | None:
    caller.check_may(Act.SEE_PROFILES)
    is_key = all(not isinstance(one, int) or 0 < one <= _LARGEST_KEY for one in named.values())
    people = launches.Person.objects.select_related("platform")
    return people.filter(**named).first() if is_key else None
