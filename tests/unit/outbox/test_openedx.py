"""Which events Open edX is told of; that it reads them is shown in tests/interop."""

from typing import Any

import pytest

from lti_exams.outbox.rules.openedx import TYPES, record_of


def body(**changes: Any) -> dict[str, Any]:
    """Return an event that Open edX knows, with changes of its data."""
    data = {
        "purpose": "sitting",
        "is_test_user": False,
        "kind": "proctored",
        "event": "submit",
        "person": {"id": 1, "sub": "7"},
        "course": {"id": 2, "context_id": "course-v1:U+Botany+2027"},
        "exam": {"id": 3, "slug": "block-v1:U+Botany+2027+type@sequential+block@final"},
    }
    kind = changes.pop("type", "attempt.submitted")
    return {"id": "x", "type": kind, "at": "2027-02-01T09:00:00+00:00", "data": data | changes}


class TestOpenEdx:
    @pytest.mark.parametrize("name", TYPES)
    def test_is_told_of_the_five_events_it_knows(self, name: str) -> None:
        assert record_of(body(type=name)) is not None

    def test_is_not_told_of_others(self) -> None:
        assert record_of(body(type="attempt.started")) is None

    @pytest.mark.parametrize(
        "unknown",
        [
            {"person": {"id": 1, "sub": "0bc-anonymous"}},
            {"person": None},
            {"course": {"id": 2, "context_id": "1234"}},
            {"exam": {"id": 3, "slug": "final"}},
        ],
    )
    def test_is_told_nothing_of_whom_or_what_it_does_not_know(self, unknown: dict) -> None:
        assert record_of(body(**unknown)) is None

    @pytest.mark.parametrize("unreal", [{"purpose": "preview"}, {"is_test_user": True}])
    def test_is_told_nothing_of_what_does_not_count(self, unreal: dict) -> None:
        assert record_of(body(**unreal)) is None

    def test_learns_who_handed_in_only_where_it_was_the_learner(self) -> None:
        assert record_of(body()).is_by_learner
        assert not record_of(body(event="deadline")).is_by_learner
