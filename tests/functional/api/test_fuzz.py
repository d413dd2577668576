"""Whatever a program sends, it is answered or refused; nothing it sends is a fault of ours."""

import json
import os
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from lti_exams.api import endpoint
from lti_exams.assessments import api as assessments
from lti_exams.assessments.models import Assessment
from lti_exams.journeys.access import Scope
from lti_exams.tools.api import ToolKind
from tests.factories.lms import Lms
from tests.factories.rest import Hall, by_token
from tests.factories.tools import FakeTool

pytestmark = pytest.mark.django_db

PEN = "assessment:pen"
EXAMPLES = 2_000 if os.environ.get("LONG") else 60

_texts = st.text(max_size=40)
_instants = st.datetimes().map(lambda moment: moment.isoformat() + "Z") | st.sampled_from(
    ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2027-02-30T00:00:00Z"]
)
_leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(2**80), 2**80)
    | st.integers(-3, 100)
    | st.floats()
    | _texts
    | _instants
    | st.sampled_from(["timed", "tool:1", "final", "ada", "submit", "extend", "password"])
)
_values = st.recursive(
    _leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=6,
)
NAMES = {
    "exams": """slug title kind vendor assessment limit_seconds opens_at due_at closes_at
        grace_seconds late_policy attempts_allowed counting maximum_points instructions
        access_rules is_active pause_limit_seconds""",
    "accommodations": "person sub exam minutes percent opens_at due_at closes_at exceptions reason",
    "come in": "rehearsal start password",
    "action": "action password",
    "control": "control reason seconds",
    "extension": "minutes reason",
    "decision": "verdict reason",
    "comment": "text moment until",
    "proctor": "person sub exam part",
    "proctoring": "settings policy needs_second_review tells_end onboarding_days",
    "vendor": """slug name way tool address policy support_phone support_email support_url
        escalation_email units""",
    "assessment": """name way slug tool address jwks_url ask_address contact_email
        patience_hours is_active""",
    "questions": "assessment allows_extra_credit content",
    "content": "title url custom resource_id tag maximum",
    "reconcile": "dry_run overwrite",
}
# What staff of the service alone may do.
OF_STAFF = ("vendor", "assessment")
GOOD: dict[str, dict[str, Any]] = {
    "exams": {"slug": "fuzz", "title": "Fuzz", "kind": "timed"},
    "accommodations": {"sub": "ada", "minutes": 5, "reason": "because"},
    "come in": {},
    "action": {"action": "start"},
    "control": {"control": "extend", "seconds": 60, "reason": "because"},
    "extension": {"minutes": 5, "reason": "because"},
    "decision": {"verdict": "verify", "reason": "because"},
    "comment": {"text": "Looks aside", "moment": "2027-02-01T09:12:00Z"},
    "proctor": {"sub": "ada", "part": "proctor"},
    "proctoring": {"policy": {"second_above": 0.5}},
    "vendor": {"slug": "fuzz", "name": "Fuzz", "way": "null"},
    "assessment": {"name": "Fuzz", "way": "outside", "address": "https://fuzz.example/"},
    "questions": {"assessment": "", "allows_extra_credit": True},
    "content": {"title": "Paper", "url": "https://pen.example/7"},
    "reconcile": {},
}


def _bodies(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return good bodies with some fields changed to anything at all."""
    changes = st.dictionaries(st.sampled_from(NAMES[name].split()), _values, max_size=3)
    bodies = changes.map(lambda changed: GOOD[name] | changed)
    if name != "content":
        return bodies
    return bodies.map(lambda content: {"assessment": PEN, "content": content})


@pytest.fixture
def addresses(lms: Lms, monkeypatch) -> tuple[Hall, dict[str, list[str]]]:
    monkeypatch.setattr(endpoint, "MOST_REQUESTS", 10**9)
    hall = Hall.opened(lms)
    pen = FakeTool.registered(ToolKind.ASSESSMENT, name="Pen", host="pen.example")
    assessments.of_tool(pen.tool, by="test", now=timezone.now())
    Assessment.objects.update(key=PEN)
    attempt = hall.come_in()["id"]
    return hall, {
        "exams": [f"POST {hall.of_course}/exams", f"PATCH {hall.of_exam}"],
        "accommodations": [f"POST {hall.of_course}/accommodations"],
        "come in": [f"POST {hall.of_exam}/attempts"],
        "action": [f"POST attempts/{attempt}/actions"],
        "control": [f"POST attempts/{attempt}/controls"],
        "extension": [f"POST {hall.of_exam}/extensions"],
        "decision": [f"POST attempts/{attempt}/review/decisions"],
        "comment": [f"POST attempts/{attempt}/review/comments"],
        "proctor": [f"POST {hall.of_course}/proctors"],
        "proctoring": [f"PUT {hall.of_exam}/proctoring"],
        "vendor": ["POST vendors"],
        "assessment": ["POST assessments"],
        "questions": [f"PUT {hall.of_exam}/questions"],
        "content": [f"PUT {hall.of_exam}/questions"],
        "reconcile": [f"POST {hall.of_course}/outcomes/reconcile"],
    }


@pytest.mark.slow
class TestNothingIsAFault:
    @pytest.mark.parametrize("name", GOOD)
    def test_of_a_body_with_a_field_that_is_anything(self, addresses, name: str) -> None:
        hall, known = addresses
        callers = [by_token(*Scope)] if name in OF_STAFF else [hall.teacher, hall.learner]

        @settings(max_examples=EXAMPLES)
        @given(_bodies(name), st.sampled_from(known[name]))
        def answered(body: dict[str, Any], address: str) -> None:
            method, path = address.split(" ")
            for caller in callers:
                answer = caller.send(method, path, json.dumps(body))
                assert answer.status_code < 500

        answered()

    def test_of_a_body_that_is_anything(self, addresses) -> None:
        hall, known = addresses
        every = [address for inner in known.values() for address in inner]

        @settings(max_examples=EXAMPLES)
        @given(st.binary(max_size=60) | _values.map(json.dumps), st.sampled_from(every))
        def answered(body: bytes | str, address: str) -> None:
            method, path = address.split(" ")
            assert hall.teacher.send(method, path, body).status_code < 500

        answered()

    def test_of_a_question_that_is_anything(self, addresses) -> None:
        hall, _ = addresses
        names = st.sampled_from(
            ["exam", "status", "purpose", "search", "sort", "offset", "limit", "other"]
        )

        @settings(max_examples=EXAMPLES)
        @given(st.dictionaries(names, st.text(max_size=30) | st.integers().map(str), max_size=4))
        def answered(query: dict[str, str]) -> None:
            for path in ("attempts", "exams", "accommodations"):
                answer = hall.teacher.get(f"{hall.of_course}/{path}", **query)
                assert answer.status_code < 500

        answered()
