"""What one person reached, with what it rests on and everything that it was before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lti_exams.journeys.access import Act, ActRefused, Caller
from lti_exams.journeys.find_subjects import keys_of_namespace, keys_tied
from lti_exams.journeys.name_subjects import names_of_subjects
from lti_exams.journeys.reach import NoSuchPerson
from lti_exams.journeys.record_milestones import subject_of_course
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenHolding:
    """One milestone of a person: as it stands, and what it was before, newest first."""

    holding: milestones.Holding
    past: Sequence[milestones.Past]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRecord:
    """A person's milestones, and how they stand before the gate of a course."""

    person: launches.Person
    holdings: Sequence[SeenHolding]
    path: milestones.Path | None
    names: Mapping[str, str]


def see_record(
    caller: Caller, course: launches.Course, person: launches.Person, *, now: datetime
) -> SeenRecord:
    """Return what somebody of a course reached, as far as the course has to do with it.

    A person sees the same of themselves; a teacher learns nothing of other courses.
    """
    if person != caller.person:
        caller.check_may(Act.SEE_MILESTONES, course)
    if not course.memberships.filter(person=person).exists():
        raise NoSuchPerson(field="person")
    about = keys_tied(course, None, now=now) | keys_of_namespace(course)
    path = milestones.path(person.pk, [subject_of_course(course)], now=now)
    return _record(person, about, path, now=now)


def see_own_record(caller: Caller, *, now: datetime) -> SeenRecord:
    """Return everything that the caller ever reached, in whichever course."""
    if caller.person is None:
        raise ActRefused(act=Act.SEE_MILESTONES.value)
    return _record(caller.person, None, None, now=now)


def _record(
    person: launches.Person,
    about: set[int] | None,
    path: milestones.Path | None,
    *,
    now: datetime,
) -> SeenRecord:
    found = milestones.records_of([person.pk], now=now)[person.pk]
    shown = [one for one in found if about is None or one.milestone.key in about]
    past = milestones.histories_of(person.pk)
    subjects = [] if path is None else [step.subject for step in path.steps]
    return SeenRecord(
        person=person,
        holdings=[SeenHolding(holding=one, past=past.get(one.milestone.key, ())) for one in shown],
        path=path,
        names=names_of_subjects(subjects),
    )
