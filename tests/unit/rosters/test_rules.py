from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lti_exams.rosters.rules import RosterUnreadable, merged, next_try, read_page

NOW = datetime(2027, 2, 1, tzinfo=UTC)


def page(*members: Any, **more: Any) -> dict[str, Any]:
    return {"context": {"id": "c-1"}, "members": list(members), **more}


def member(**told: Any) -> dict[str, Any]:
    return {"user_id": "u-1", "roles": ["Learner"], **told}


class TestAPage:
    @pytest.mark.parametrize(
        ("status", "active"),
        [("Active", True), ("active", True), (None, True), ("Inactive", False), ("Deleted", False)],
    )
    def test_says_who_is_there(self, status: str | None, *, active: bool) -> None:
        told = member() if status is None else member(status=status)

        assert read_page(page(told), context_id="c-1")[0].is_active is active

    def test_tells_no_names_that_are_hidden(self) -> None:
        [read] = read_page(page(member(name=None, email="")), context_id="c-1")

        assert read.told == ()

    @pytest.mark.parametrize(
        "document",
        [
            None,
            [],
            {},
            {"members": {}},
            page("somebody"),
            page(member(user_id=7)),
            page(member(user_id="")),
            page(member(roles=None)),
            page(member(), context={"id": "c-2"}),
        ],
    )
    def test_that_is_none_is_refused(self, document: object) -> None:
        with pytest.raises(RosterUnreadable):
            read_page(document, context_id="c-1")


def test_somebody_who_is_listed_twice_is_one_person_with_all_roles() -> None:
    both = read_page(
        page(member(status="Inactive", name="Ada"), member(roles=["Mentor"])), context_id="c-1"
    )

    [one] = merged(both).values()
    assert one.roles == ("Learner", "Mentor")
    assert one.is_active
    assert dict(one.told) == {"name": "Ada"}


@pytest.mark.parametrize(("failures", "minutes"), [(1, 1), (2, 2), (5, 16), (40, 360)])
def test_the_pauses_grow_to_six_hours(failures: int, minutes: int) -> None:
    assert next_try(failures, now=NOW) - NOW == timedelta(minutes=minutes)
