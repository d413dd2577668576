"""What people completed is written down, and awards what it fulfils in the same transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from lti_exams.kernel.prepared import Asked, Entry, Question
from lti_exams.milestones.models import Completion
from lti_exams.milestones.models.columns import columns_of_subject
from lti_exams.milestones.operations.judging import (
    Rules,
    judge,
    newest,
    pairs_of,
    rules_around,
)
from lti_exams.milestones.operations.keeping import Changed, Why, awards_of, hold_people, keep
from lti_exams.milestones.operations.reconsidering import note
from lti_exams.milestones.queries.among import NumberAmong, TextAmong, array
from lti_exams.milestones.rules.conditions import Evidence, check_evidence
from lti_exams.milestones.rules.subjects import Subject, check_key, digest_of_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What somebody tells of a person and a subject. One event of one source counts once."""

    person: int
    subject: Subject
    evidence: Evidence
    source: str
    event: str

    @property
    def digest(self) -> str:
        return digest_of_all(self.source, self.event)

    @property
    def about(self) -> tuple[int, str]:
        return self.person, self.subject.digest


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of reports: the awards that changed, and which events were known already.

    An event that is `taken` was told before of somebody or something else: it was not recorded.
    """

    changed: tuple[Changed, ...]
    repeated: frozenset[str]
    taken: frozenset[str] = frozenset()


def record(reports: Sequence[Report], *, by: str, now: datetime) -> Recorded:
    """Take reports of any number of people and subjects, in a constant number of queries."""
    wanted: dict[str, Report] = {}
    taken = set()
    for one in reports:
        check_report(one)
        first = wanted.setdefault(one.digest, one)
        if first is not one and first.about != one.about:
            taken.add(one.event)
    if not wanted:
        return Recorded((), frozenset())
    done = _record(wanted, Why(by=by, now=now))
    return replace(done, taken=done.taken | taken)


def check_report(report: Report) -> None:
    """Refuse a report of an event without a name, or of what cannot be."""
    check_key("event", report.event)
    check_key("source", report.source)
    check_evidence(report.evidence)


# The caller's transaction, or one of its own; a point to return to would be one query more.
@transaction.atomic(savepoint=False)
def _record(wanted: dict[str, Report], why: Why) -> Recorded:
    people = {one.person for one in wanted.values()}
    hold_people(people)
    rules = rules_around({one.subject.digest for one in wanted.values()})
    known = _known(people, rules, wanted)
    there = {row.event_digest: row for row in known if row.event_digest in wanted}
    repeated, taken = _events(wanted, there), _taken(wanted, there)
    new = [_row(one, why.now) for digest, one in wanted.items() if digest not in there]
    if not new:
        return Recorded((), repeated, taken)
    _new.store_all(new)
    touched = newest(new)
    pairs = list(pairs_of(touched, rules))
    held = awards_of(people, rules) if pairs else {}
    facts = newest([*known, *new])
    changed = keep(judge(pairs, rules, facts, held, now=why.now), held, why)
    note(changed, "milestone.record", why)
    return Recorded(changed, repeated, taken)


_new = Entry(Completion)


def _known(people: Iterable[int], rules: Rules, wanted: dict[str, Report]) -> list[Completion]:
    """Return what is known of these people, and the events that were told before."""
    digests = {digest for given in rules.values() for digest, _ in given}
    return _told.rows(people=array(people), subjects=array(digests), events=array(wanted))


_told = Question(
    lambda: Completion.objects.filter(
        Q(NumberAmong("person_id", Asked("people")))
        & Q(TextAmong("subject_digest", Asked("subjects")))
        | Q(TextAmong("event_digest", Asked("events")))
    ).order_by()
)


def _row(report: Report, now: datetime) -> Completion:
    evidence = report.evidence
    return Completion(
        person_id=report.person,
        **columns_of_subject(report.subject),
        source=report.source,
        event=report.event,
        event_digest=report.digest,
        at=evidence.at,
        is_complete=evidence.is_complete,
        score=evidence.score,
        completion=evidence.completion,
        is_verified=evidence.is_verified,
        received_at=now,
    )


def _events(wanted: dict[str, Report], there: Mapping[str, Completion]) -> frozenset[str]:
    return frozenset(wanted[digest].event for digest in there)


def _taken(wanted: dict[str, Report], there: Mapping[str, Completion]) -> frozenset[str]:
    return frozenset(
        wanted[digest].event
        for digest, row in there.items()
        if wanted[digest].about != (row.person_id, row.subject_digest)
    )
