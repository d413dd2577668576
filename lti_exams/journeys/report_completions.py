"""Programs outside tell what people completed: many at once, each event once."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from lti_exams.assessments import api as assessments
from lti_exams.journeys import reach
from lti_exams.journeys.access import Act, ActRefused, Caller, Role
from lti_exams.journeys.find_subjects import subject_in
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones

MOST_AT_ONCE = 1_000
_CLOCKS_DIFFER = timedelta(days=1)
_LARGEST_KEY = 2**63 - 1
T = TypeVar("T")


class EventTaken(LtiExamsError):
    """An event was told before of somebody or something else: it is another one, misnamed."""

    code = "completion-event-taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event, as a program tells it: who completed what, when, and how well."""

    event: str
    course: int
    subject: str
    evidence: milestones.Evidence
    person: int | None = None
    sub: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the events: refusals by their place, what was known, how many changed."""

    refused: Mapping[int, LtiExamsError]
    repeated: frozenset[str]
    changed: tuple[milestones.Changed, ...]


def caller_of_signature(
    source: str, signed: assessments.signatures.Signed, body: bytes, *, now: datetime
) -> Caller:
    """Know a place outside by the secret that it shares with us."""
    known = assessments.by_key(source) if "\x00" not in source else None
    secret = known.secret if known is not None and known.is_active else ""
    if not assessments.signatures.is_signed(signed, secret, body=body, now=now.timestamp()):
        raise assessments.SignatureRefused
    return Caller(
        name=source,
        roles=frozenset({Role.ASSESSMENT}),
        only=frozenset({Act.REPORT_COMPLETIONS}),
    )


def report_completions(caller: Caller, told: Sequence[Told], *, now: datetime) -> Taken:
    """Record every event that can be, and say of the others why not.

    All that can be recorded is, in one transaction with the milestones that it gives and takes.
    """
    caller.check_may(Act.REPORT_COMPLETIONS)
    here = _Here(caller, told)
    reports: dict[int, milestones.Report] = {}
    refused: dict[int, LtiExamsError] = {}
    first: dict[str, milestones.Report] = {}
    for place, one in enumerate(told):
        try:
            _check_happened(one.evidence.at, now=now)
            reports[place] = here.report(one)
            _check_same(first.setdefault(one.event, reports[place]), reports[place])
        except LtiExamsError as error:
            refused[place] = error
    good = [one for place, one in reports.items() if place not in refused]
    recorded = milestones.record_and_complete(good, by=caller.name, now=now)
    for place, report in reports.items():
        if report.event in recorded.taken:
            refused[place] = EventTaken(field="event")
    return Taken(refused, recorded.repeated, recorded.changed)


def _check_happened(at: datetime, *, now: datetime) -> None:
    """Refuse what is yet to come: it would stay the newest, whatever is told and decided later."""
    if at > now + _CLOCKS_DIFFER:
        raise milestones.ConditionRefused(field="at", why="it lies in the future")


def _check_same(first: milestones.Report, again: milestones.Report) -> None:
    """Refuse one name for two events: the second would count as the first, and be lost."""
    if first is not again and first.about != again.about:
        raise EventTaken(field="event")


class _Here:
    """What events name, looked up once for all of them."""

    def __init__(self, caller: Caller, told: Sequence[Told]) -> None:
        self._caller = caller
        self._courses: dict[int, launches.Course | LtiExamsError] = {}
        self._people: dict[tuple[int, int | str], int] = {}
        self._subjects: dict[tuple[int, str], milestones.Subject | LtiExamsError] = {}
        by_course: dict[int, list[Told]] = defaultdict(list)
        for one in told:
            by_course[one.course].append(one)
        for key, some in by_course.items():
            self._courses[key] = _kept(partial(reach.course, caller, key))
            self._find_people(key, some)

    def _find_people(self, course: int, told: Sequence[Told]) -> None:
        found = self._courses[course]
        if isinstance(found, LtiExamsError):
            return
        keys = {one.person for one in told if one.person and one.person <= _LARGEST_KEY}
        subs = {one.sub for one in told if one.sub and "\x00" not in one.sub}
        people = found.memberships.order_by()
        for key, sub in (
            people.filter(person__in=keys) | people.filter(person__sub__in=subs)
        ).values_list("person", "person__sub"):
            self._people[course, key] = self._people[course, sub] = key

    def report(self, one: Told) -> milestones.Report:
        """Return one event as a report, or refuse it."""
        course = _unwrapped(self._courses[one.course])
        person = self._people.get((one.course, one.sub if one.person is None else one.person))
        if person is None:
            raise reach.NoSuchPerson(field="sub" if one.person is None else "person")
        report = milestones.Report(
            person=person,
            subject=self._subject(course, one),
            evidence=one.evidence,
            source=self._caller.name,
            event=one.event,
        )
        milestones.check_report(report)
        return report

    def _subject(self, course: launches.Course, one: Told) -> milestones.Subject:
        told = (one.course, one.subject)
        if told not in self._subjects:
            self._subjects[told] = _kept(partial(_allowed, self._caller, course, one.subject))
        return _unwrapped(self._subjects[told])


def _allowed(caller: Caller, course: launches.Course, told: str) -> milestones.Subject:
    """Return what is told about, if this caller has a say in it.

    A place that signs by itself speaks of its own content alone: `content-item:its-key/…`.
    """
    subject = subject_in(course, told)
    is_content = subject.kind is milestones.SubjectKind.CONTENT_ITEM
    if Role.ASSESSMENT in caller.roles:
        is_theirs = is_content and subject.key.startswith(f"{caller.name}/")
    else:
        is_theirs = caller.course is None or not is_content or _is_given_here(subject)
    if not is_theirs:
        raise ActRefused(act=Act.REPORT_COMPLETIONS.value)
    return subject


def _is_given_here(subject: milestones.Subject) -> bool:
    """Tell whether content gives nothing in another course: its key is the same everywhere."""
    return milestones.courses_giving(subject) <= {subject.course}


def _kept(find: Callable[[], T]) -> T | LtiExamsError:
    try:
        return find()
    except LtiExamsError as error:
        return error


def _unwrapped(found: T | LtiExamsError) -> T:
    if isinstance(found, LtiExamsError):
        raise found
    return found
