"""The product's side."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.milestone_race.course import (
    CROWD,
    CROWD_REQUIRED,
    FRESH,
    FULFILLED,
    MILESTONES,
    PEOPLE,
    REMOVED_FROM,
    REQUIRED,
)
from lti_exams.milestones import api as milestones
from lti_exams.milestones.models import Award
from tests.factories import exams as make

BY = "staff:1"
_keys: list[int] = []
_people: list[int] = []


def prepare(awards: int) -> None:
    """Make people, milestones, courses, and the awards that lie around."""
    now = timezone.now()
    _people.extend(one.pk for one in make.people(make.course(now), PEOPLE))
    _keys.extend(_made(MILESTONES, "background", now))
    _fill(awards, now)
    _require("needs", REQUIRED, now)
    _require("crowded", CROWD_REQUIRED, now)
    for number in FULFILLED:
        keys = _made(number, f"gives-{number}", now)
        milestones.fulfil([_gift(_course(f"gives-{number}"), key) for key in keys], by=BY, now=now)
    crowded = [one.key for one in milestones.milestones_in("crowded")]
    milestones.award(_people[:CROWD], crowded, by=BY, now=now)


def _fill(awards: int, now: datetime) -> None:
    each = awards // FRESH
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Award._meta.db_table} (person_id, milestone_id, state, by_hand, event,"
            " reached_at, is_verified, decided_at, decided_by, reason, version)"
            " SELECT %s + person, %s + (person * 7 + number) %% %s, 'earned', false, '', %s,"
            " false, %s, 'filled', '', 1"
            " FROM generate_series(0, %s) person, generate_series(0, %s) number",
            [_people[0], _keys[0], MILESTONES, now, now, FRESH - 1, each - 1],
        )


def _made(number: int, namespace: str, now: datetime) -> list[int]:
    new = [
        milestones.NewMilestone(namespace=namespace, name=f"m{one}", is_given_by_hand=False)
        for one in range(number)
    ]
    return [one.key for one in milestones.add_milestones(new, by=BY, now=now)]


def _course(key: str) -> milestones.Subject:
    return milestones.Subject(milestones.SubjectKind.COURSE, key)


def _gift(subject: milestones.Subject, key: int) -> milestones.NewFulfilment:
    return milestones.NewFulfilment(subject=subject, milestone=key)


def _require(name: str, number: int, now: datetime) -> None:
    keys = _made(number, name, now)
    gifts = [_gift(_course(f"{name}-giver-{key}"), key) for key in keys]
    milestones.fulfil(gifts, by=BY, now=now)
    asked = [milestones.NewRequirement(subject=_course(name), milestone=key) for key in keys]
    milestones.require(asked, by=BY, now=now)


def _holds(number: int) -> Callable[[], object]:
    person, key, now = _people[number % FRESH], _keys[number % MILESTONES], timezone.now()
    return lambda: milestones.holds(person, key, now=now)


def _paths(number: int) -> Callable[[], object]:
    person, now = _people[FRESH + number], timezone.now()

    def do() -> object:
        found = milestones.path(person, [_course("needs")], now=now)
        assert len(found.steps) == REQUIRED
        return found

    return do


def _completes(fulfilled: int) -> Callable[[int], Callable[[], object]]:
    def deed(number: int) -> Callable[[], object]:
        now = timezone.now()
        report = milestones.Report(
            person=_people[FRESH + number],
            subject=_course(f"gives-{fulfilled}"),
            evidence=milestones.Evidence(at=now),
            source="benchmark",
            event=f"event-{number}",
        )

        def do() -> object:
            with transaction.atomic():
                found = milestones.record([report], by=BY, now=now)
            assert len(found.changed) == fulfilled
            return found

        return do

    return deed


def _crowd(number: int) -> Callable[[], object]:
    first, now = number % 2, timezone.now()
    people = _people[first : CROWD - 1 + first]

    def do() -> object:
        found = milestones.who_pass(people, [_course("crowded")], now=now)
        assert all(one.met for one in found.values())
        return found

    return do


def _removal(number: int) -> Callable[[], object]:
    now = timezone.now()
    keys = _made(1, f"removed-{number}", now)
    milestones.award(_people[:REMOVED_FROM], keys, by=BY, now=now)
    return lambda: milestones.remove_milestones(keys, by=BY, now=now)


DEEDS: dict[str, Callable[[int], Callable[[], object]]] = {
    "holds": _holds,
    "paths": _paths,
    "crowd": _crowd,
    "removal": _removal,
    **{f"completes-{number}": _completes(number) for number in FULFILLED},
}
