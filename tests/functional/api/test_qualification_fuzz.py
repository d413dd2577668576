"""Whatever a program sends about results and lists, it is answered or refused."""

import json
import os
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lti_exams.api import endpoint
from lti_exams.journeys.access import Scope
from tests.factories.rest import Hall, by_token

pytestmark = pytest.mark.django_db

EXAMPLES = 2_000 if os.environ.get("LONG") else 60
GOOD: dict[str, dict[str, Any]] = {
    "{c}/columns": {"title": "Essay", "maximum": 10, "pass_limit": 5, "weight": 1, "group": "a"},
    "{c}/results": {"results": [{"column": "essay", "sub": "ada", "points": 5}]},
    "{c}/statuses": {"state": "ready", "message": "x", "decisions": []},
    "{c}/statuses/1/exports": {"target": "registry", "form": "csv"},
    "deadlines": {"timestamp": "2190-01-01T00:00:00Z", "tag": "x"},
    "deadlines/tie": {"courses": [1], "deadline": None},
}
_leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(2**80), 2**80)
    | st.integers(-3, 100)
    | st.floats()
    | st.text(max_size=40)
    | st.sampled_from(["ready", "notready", "ada", "essay", "0001-01-01T00:00:00+23:59"])
)
_fields = ("column", "sub", "person", "points", "passed", "as_of", "qualifies")
_values = st.recursive(
    _leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(_fields) | st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def _sent(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    path = draw(st.sampled_from(list(GOOD)))
    changes = st.dictionaries(st.sampled_from(list(GOOD[path])), _values, max_size=2)
    return path, GOOD[path] | draw(changes)


@pytest.mark.slow
class TestNothingIsAFault:
    def test_of_a_body_with_a_field_that_is_anything(self, hall: Hall, monkeypatch) -> None:
        monkeypatch.setattr(endpoint, "MOST_REQUESTS", 10**9)
        program = by_token(*Scope)

        @settings(max_examples=EXAMPLES)
        @given(_sent())
        def answered(sent: tuple[str, dict[str, Any]]) -> None:
            path, body = sent
            answer = program.post(path.format(c=hall.of_course), json.dumps(body))
            assert answer.status_code < 500, answer.content

        answered()

    def test_of_a_question_that_is_anything(self, hall: Hall, monkeypatch) -> None:
        monkeypatch.setattr(endpoint, "MOST_REQUESTS", 10**9)
        program = by_token(*Scope)
        names = [
            *("term", "unit", "deadline", "stand", "search", "offset"),
            *("limit", "after", "target", "column", "person"),
        ]
        texts = st.text(max_size=30) | st.integers(-(2**70), 2**70).map(str)
        paths = [
            *("department", "deadlines", "statuses", "statuses/news"),
            *(f"{hall.of_course}/{one}" for one in ("results", "roster/members", "statuses")),
        ]

        @settings(max_examples=EXAMPLES)
        @given(st.sampled_from(paths), st.dictionaries(st.sampled_from(names), texts, max_size=3))
        def answered(path: str, query: dict[str, str]) -> None:
            assert program.get(path, **query).status_code < 500

        answered()
