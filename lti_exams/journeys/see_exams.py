"""Staff look at the exams of a course, and at one of them with all that belongs to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.name_actors import names_of
from lti_exams.journeys.placements import PlacementKind
from lti_exams.launches import api as launches

_IN_PROGRESS = sorted(state.value for state in exams.IN_PROGRESS)
_CHANGES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Counted:
    """An exam, and how many attempts stand where."""

    exam: exams.Exam
    counts: Mapping[exams.Status, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamSeen:
    """What staff see of one exam."""

    exam: exams.Exam
    counts: Mapping[exams.Status, int]
    running: int
    links: Sequence[launches.Link]
    changes: Sequence[exams.ExamChange]
    extensions: Sequence[exams.Extension]
    names: Mapping[str, str]
    may_edit: bool
    may_grant: bool

    @property
    def link_names(self) -> list[str]:
        """What the links are called, each name once."""
        return list(dict.fromkeys(map(str, self.links)))


def see_exams(caller: Caller, course: launches.Course) -> list[Counted]:
    """Return the exams of a course with their counts, in two queries."""
    caller.check_may(Act.SEE_EXAMS, course)
    found = list(exams.exams_of(course))
    counts = exams.counts_of(found)
    return [Counted(exam, counts[exam.pk]) for exam in found]


def see_exam(caller: Caller, course: launches.Course, key: int) -> ExamSeen:
    """Return one exam of a course, with what was changed and given."""
    caller.check_may(Act.SEE_EXAMS, course)
    exam = exams.exam_of(course, key)
    changes = list(exam.changes.all()[:_CHANGES_SHOWN])
    extensions = list(exam.extensions.prefetch_related("attempts"))
    return ExamSeen(
        exam=exam,
        counts=exams.count_by_status(exam),
        running=exam.attempts.filter(
            state__in=_IN_PROGRESS, purpose=exams.Purpose.SITTING.value
        ).count(),
        links=list(links_to(exam)),
        changes=changes,
        extensions=extensions,
        names=names_of([*(one.by for one in changes), *(one.given_by for one in extensions)]),
        may_edit=caller.may(Act.EDIT_EXAMS, course),
        may_grant=caller.may(Act.GRANT_TIME, course),
    )


def links_to(exam: exams.Exam) -> list[launches.Link]:
    """Return the links of the course that open an exam."""
    placed = {"placement__kind": PlacementKind.EXAM.value, "placement__key": str(exam.pk)}
    return list(launches.links_of(exam.course).filter(**placed))


@dataclass(frozen=True, slots=True)
class Readiness:
    """How one learner's rehearsal went: done, failed, under way, or not tried."""

    person: launches.Person
    word: str
    attempt: exams.Attempt | None = None
    status: exams.Status | None = None


def see_readiness(
    caller: Caller, course: launches.Course, key: int, *, now: datetime
) -> tuple[exams.Exam, list[Readiness]]:
    """Return who of the learners has rehearsed an exam, and how it went."""
    caller.check_may(Act.SEE_ATTEMPTS, course)
    exam = exams.exam_of(course, key)
    rehearsed = exam.attempts.filter(purpose=exams.Purpose.REHEARSAL.value).order_by("number")
    tries: dict[int, list[exams.Attempt]] = {}
    for attempt in rehearsed.select_related("exam"):
        tries.setdefault(attempt.person_id, []).append(attempt)
    learners = [one.person for one in launches.people_of(course) if "Learner" in one.roles]
    return exam, [_readiness(person, tries.get(person.pk, []), now=now) for person in learners]


def _readiness(
    person: launches.Person, tries: Sequence[exams.Attempt], *, now: datetime
) -> Readiness:
    """A rehearsal that went well once is enough, whatever came after it."""
    if not tries:
        return Readiness(person, "not-tried")
    done = [one for one in tries if one.submitted_at is not None]
    last = done[-1] if done else tries[-1]
    is_open = exams.as_of(last.snapshot, now).state in exams.OPEN
    word = "done" if done else "under-way" if is_open else "failed"
    return Readiness(person, word, last, last.status(now))
