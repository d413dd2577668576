import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.kernel.condition_documents import (
    MAX_DEPTH,
    MAX_SIZE,
    ConditionRefused,
    from_document,
    to_document,
)
from lti_exams.kernel.conditions import All, Any, AtLeast, Condition, Leaf, NoneOf

QUESTIONS = ("held", "passed")
PARAMETERS = st.text(max_size=8) | st.integers(-(2**53) + 1, 2**53 - 1) | st.booleans()
LEAVES = st.builds(
    Leaf,
    st.sampled_from(QUESTIONS),
    st.dictionaries(st.text(max_size=4), PARAMETERS, max_size=3).map(lambda d: tuple(d.items())),
)


def groups(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    counted = parts.map(lambda parts: AtLeast(len(parts), parts))
    return counted | st.builds(All, parts) | st.builds(Any, parts) | st.builds(NoneOf, parts)


CONDITIONS = LEAVES | groups(LEAVES | groups(LEAVES))
HELD = {"ask": "held", "about": {"key": "midterm"}}


def nested(depth: int) -> object:
    return HELD if depth == 1 else {"all": [nested(depth - 1)]}


def refusal_of(document: object) -> str:
    with pytest.raises(ConditionRefused) as refused:
        from_document(document, questions=QUESTIONS)
    return refused.value.refusal_code


class TestDocuments:
    @given(CONDITIONS)
    def test_come_back_as_the_condition_they_were(self, condition):
        written = json.loads(json.dumps(to_document(condition)))

        assert from_document(written, questions=QUESTIONS) == condition

    def test_read_as_people_write_them(self):
        document = {"at_least": 1, "of": [{"none": [HELD]}, {"any": []}]}

        read = from_document(document, questions=QUESTIONS)

        assert read == AtLeast(1, (NoneOf((Leaf("held", (("key", "midterm"),)),)), Any()))

    @pytest.mark.parametrize(
        "document",
        [
            None,
            [],
            {},
            "held",
            {"all": HELD},
            {"all": [HELD], "any": [HELD]},
            {"some": [HELD]},
            {"of": [HELD]},
            {"at_least": 1, "all": [HELD]},
            {"at_least": 0, "of": [HELD]},
            {"at_least": 2, "of": [HELD]},
            {"at_least": True, "of": [HELD]},
            {"at_least": 1.0, "of": [HELD]},
            {"ask": "held"},
            {"ask": "held", "about": []},
            {"ask": "held", "about": {}, "also": 1},
            {"ask": "held", "about": {"points": 0.7}},
            {"ask": "held", "about": {"points": 2**53}},
            {"ask": "held", "about": {"key": "x" * 201}},
            {"ask": "held", "about": {"key": None}},
        ],
    )
    def test_are_refused_when_they_are_malformed(self, document):
        assert refusal_of(document) == "condition-malformed"

    @pytest.mark.parametrize("name", ["unheard-of", 7, None, ["held"]])
    def test_are_refused_when_they_ask_what_nobody_answers(self, name):
        assert refusal_of({"ask": name, "about": {}}) == "condition-question-unknown"

    def test_may_be_so_deep_and_no_deeper(self):
        assert from_document(nested(MAX_DEPTH), questions=QUESTIONS)
        assert refusal_of(nested(MAX_DEPTH + 1)) == "condition-too-deep"

    def test_may_be_so_large_and_no_larger(self):
        assert from_document({"all": [HELD] * (MAX_SIZE - 1)}, questions=QUESTIONS)
        assert refusal_of({"all": [HELD] * MAX_SIZE}) == "condition-too-large"
