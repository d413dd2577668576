"""edx-milestones' side: its own functions, called as Open edX calls them."""

from collections.abc import Callable

from django.db import connection
from milestones import api
from milestones.models import Milestone, MilestoneRelationshipType, UserMilestone

from benchmarks.milestone_race.course import (
    CROWD,
    CROWD_REQUIRED,
    FRESH,
    FULFILLED,
    MILESTONES,
    REMOVED_FROM,
    REQUIRED,
)

_keys: list[int] = []


def prepare(awards: int) -> None:
    """Make milestones, courses, and the awards that lie around."""
    for name in ("requires", "fulfills"):
        MilestoneRelationshipType.objects.get_or_create(name=name)
    Milestone.objects.bulk_create(
        [
            Milestone(namespace="background", name=f"m{one}", display_name="m", description="m")
            for one in range(MILESTONES)
        ]
    )
    _keys.extend(Milestone.objects.order_by("id").values_list("id", flat=True))
    _fill(awards)
    _require("needs", REQUIRED)
    crowded = _require("crowded", CROWD_REQUIRED)
    for number in FULFILLED:
        for one in _made(number, f"gives-{number}"):
            api.add_course_milestone(_course(f"gives-{number}"), "fulfills", one)
    for one in crowded:
        for person in range(1, CROWD + 1):
            api.add_user_milestone({"id": person}, one)


def _fill(awards: int) -> None:
    each = awards // FRESH
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {UserMilestone._meta.db_table} (created, modified, user_id, milestone_id,"
            " source, active) SELECT now(), now(), 1 + person, %s + (person * 7 + number) %% %s,"
            " '', true FROM generate_series(0, %s) person, generate_series(0, %s) number",
            [_keys[0], MILESTONES, FRESH - 1, each - 1],
        )


def _made(number: int, namespace: str) -> list[dict[str, object]]:
    return [
        api.add_milestone(
            {"namespace": namespace, "name": f"m{one}", "display_name": "m", "description": "m"}
        )
        for one in range(number)
    ]


def _course(key: object) -> str:
    return f"course-v1:edX+{key}+2027"


def _require(name: str, number: int) -> list[dict[str, object]]:
    made = _made(number, name)
    for one in made:
        api.add_course_milestone(_course(f"{name}-giver-{one['id']}"), "fulfills", one)
        api.add_course_milestone(_course(name), "requires", one)
    return made


def _holds(number: int) -> Callable[[], object]:
    person, key = 1 + number % FRESH, _keys[number % MILESTONES]
    return lambda: api.user_has_milestone({"id": person}, {"id": key})


def _paths(number: int) -> Callable[[], object]:
    person = 1 + FRESH + number

    def do() -> object:
        found = api.get_course_milestones_fulfillment_paths(_course("needs"), {"id": person})
        assert len(found) == REQUIRED
        return found

    return do


def _completes(fulfilled: int) -> Callable[[int], Callable[[], object]]:
    def deed(number: int) -> Callable[[], object]:
        person = 1 + FRESH + number

        def do() -> None:
            found = api.get_course_milestones(_course(f"gives-{fulfilled}"), "fulfills")
            assert len(found) == fulfilled
            for one in found:
                api.add_user_milestone({"id": person}, one)

        return do

    return deed


def _crowd(number: int) -> Callable[[], object]:
    first = 1 + number % 2

    def do() -> None:
        for person in range(first, first + CROWD - 1):
            assert not api.get_course_required_milestones(_course("crowded"), {"id": person})

    return do


def _removal(number: int) -> Callable[[], object]:
    made = _made(1, f"removed-{number}")[0]
    UserMilestone.objects.bulk_create(
        [UserMilestone(user_id=person, milestone_id=made["id"]) for person in range(REMOVED_FROM)]
    )
    return lambda: api.remove_milestone(made["id"])


DEEDS: dict[str, Callable[[int], Callable[[], object]]] = {
    "holds": _holds,
    "paths": _paths,
    "crowd": _crowd,
    "removal": _removal,
    **{f"completes-{number}": _completes(number) for number in FULFILLED},
}
