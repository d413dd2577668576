"""What stands in a list: everybody whom a status decided about, or only what changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import F, Q, QuerySet

from lti_exams.launches import api as launches
from lti_exams.qualifications.models import QualifiesForFinalExam, Status
from lti_exams.qualifications.queries.statuses import decisions_of


class Mark(StrEnum):
    """What a list says of a student; absent is who is on one list and not on the other."""

    YES = "yes"
    NO = "no"
    OPEN = "open"
    ABSENT = "absent"


class Order(StrEnum):
    """By what a list is sorted; people without that name come last."""

    FAMILY_NAME = "family-name"
    NAME = "name"
    USER_ID = "user-id"


_WORDS = {True: Mark.YES, False: Mark.NO, None: Mark.OPEN}
_PERSON = "relatedstudent__person__"
_ORDERS: Mapping[Order, Sequence[str]] = {
    Order.FAMILY_NAME: (f"{_PERSON}family_name", f"{_PERSON}name", f"{_PERSON}sub"),
    Order.NAME: (f"{_PERSON}name", f"{_PERSON}sub"),
    Order.USER_ID: (f"{_PERSON}sub",),
}


def mark_of(qualifies: bool | None) -> Mark:  # noqa: FBT001
    return _WORDS[qualifies]


@dataclass(frozen=True, slots=True)
class Entry:
    """One student of a list."""

    person: launches.Person
    mark: Mark
    is_carried: bool = False
    # By a decision about this student alone, whatever the rule says.
    is_single: bool = False
    before: Mark | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """A list: its course, what was decided and when, and everybody on it."""

    course: launches.Course
    status: Status
    entries: Sequence[Entry]
    since: Status | None = None


def whole(status: Status, *, order: Order = Order.FAMILY_NAME) -> Content:
    """Return everybody whom a status decided about."""
    by = _ORDERS[order]
    found = decisions_of(status).annotate(is_blank=Q(**{by[0]: ""})).order_by("is_blank", *by)
    return Content(status.period, status, [_entry(one) for one in found.iterator(2_000)])


def _entry(decision: QualifiesForFinalExam) -> Entry:
    return Entry(
        decision.relatedstudent.person,
        mark_of(decision.qualifies),
        is_carried=decision.is_carried,
        is_single=decision.override_id is not None,
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """A student of whom a newer status says something else."""

    member_id: int
    before: Mark
    after: Mark


def differences_between(before: Status | None, after: Status) -> list[Difference]:
    """Compare two statuses, in one query; against none, everybody is new."""
    keys = [one.pk for one in (before, after) if one is not None]
    told = marks_of(keys)
    old = {} if before is None else told[before.pk]
    new = told[after.pk]
    return [
        Difference(key, old.get(key, Mark.ABSENT), new.get(key, Mark.ABSENT))
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key)
    ]


def marks_of(statuses: Collection[int]) -> Mapping[int, Mapping[int, Mark]]:
    """Return what statuses say of each related student, in one query."""
    told: dict[int, dict[int, Mark]] = {key: {} for key in statuses}
    rows = QualifiesForFinalExam.objects.filter(status__in=statuses)
    for status, member, qualifies in rows.values_list(
        "status_id", "relatedstudent_id", "qualifies"
    ):
        told[status][member] = mark_of(qualifies)
    return told


def count_changes(
    pairs: Iterable[tuple[int | None, int]],
) -> Mapping[tuple[int | None, int], int]:
    """Count of how many students each newer status says something else, in one query."""
    asked = set(pairs)
    told = marks_of({key for pair in asked for key in pair if key is not None})
    return {pair: _count(told.get(pair[0] or 0, {}), told[pair[1]]) for pair in asked}


def _count(old: Mapping[int, Mark], new: Mapping[int, Mark]) -> int:
    return sum(old.get(key) != new.get(key) for key in old.keys() | new.keys())


def changed_since(before: Status | None, after: Status) -> Content:
    """Return the students of whom a status says something else than an older one did."""
    told = differences_between(before, after)
    people = dict(_people({one.member_id for one in told}))
    carried, single = _exceptions(after)
    entries = [
        Entry(
            people[one.member_id],
            one.after,
            is_carried=one.member_id in carried,
            is_single=one.member_id in single,
            before=one.before,
        )
        for one in told
    ]
    return Content(after.period, after, sorted(entries, key=_by_family_name), since=before)


def _exceptions(status: Status) -> tuple[set[int], set[int]]:
    """Return whom an earlier term carried, and about whom was decided singly, in one query."""
    some = status.students.filter(Q(is_carried=True) | Q(override__isnull=False))
    rows = list(some.values_list("relatedstudent_id", "is_carried", "override_id"))
    carried = {member for member, is_carried, _ in rows if is_carried}
    return carried, {member for member, _, override in rows if override is not None}


def _people(members: set[int]) -> Iterator[tuple[int, launches.Person]]:
    keys = sorted(members)
    for start in range(0, len(keys), 1_000):
        found: QuerySet[launches.Membership] = launches.Membership.objects.filter(
            pk__in=keys[start : start + 1_000]
        )
        for one in found.select_related("person").order_by(F("pk")):
            yield one.pk, one.person


def _by_family_name(entry: Entry) -> tuple[bool, str, str, str]:
    person = entry.person
    nameless = not (person.family_name or person.name)
    return nameless, person.family_name, person.name, person.sub


@dataclass(frozen=True, slots=True)
class Made:
    """Who has a list made, and when: it stands on the list."""

    by: str
    at: datetime
