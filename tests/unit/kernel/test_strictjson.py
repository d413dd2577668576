import contextlib
import json
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.kernel.strictjson import DuplicateKey, MalformedJson, TooDeep, strict_json

TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
SCALARS = st.none() | st.booleans() | st.integers() | TEXT
DOCUMENTS = st.recursive(
    SCALARS | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


class TestStrictJson:
    @given(DOCUMENTS)
    def test_reads_what_an_honest_writer_writes(self, document):
        assert strict_json(json.dumps(document), max_depth=40) == document

    @given(DOCUMENTS)
    def test_reads_bytes_and_text_alike(self, document):
        written = json.dumps(document, ensure_ascii=False)

        assert strict_json(written.encode(), max_depth=40) == strict_json(written, max_depth=40)

    @given(st.binary(max_size=200))
    def test_answers_any_bytes_with_a_value_or_a_refusal(self, data):
        with contextlib.suppress(MalformedJson, DuplicateKey, TooDeep):
            strict_json(data)

    @pytest.mark.parametrize(
        "document",
        [
            b"",
            b"{",
            b"[1,]",
            b"{'a': 1}",
            b"1 2",
            b"\xff\xfe1\x00",
            b"\xef\xbb\xbf{}",
            b'"\xed\xa0\x80"',
            b"NaN",
            b'{"exp": Infinity}',
            b"[-Infinity]",
            b"1e999",
            b"-1e999",
            b"9" * 5_000,
            rb'"\ud800"',
            rb'{"\udfff": 1}',
            rb'"a\u0000b"',
            rb'["\\\u0000"]',
            b'"a\x00b"',
        ],
    )
    def test_refuses_what_is_not_one_storable_document(self, document):
        with pytest.raises(MalformedJson):
            strict_json(document)

    @pytest.mark.parametrize("document", [r'"\\u0000"', r'"\\ud800"', r'"\u00e9 \ud83d\ude00"'])
    def test_accepts_escapes_that_only_look_dangerous(self, document):
        assert strict_json(document) == json.loads(document)

    @pytest.mark.parametrize(
        "document", ['{"a": 1, "a": 2}', '[{"b": {"c": 1, "\\u0063": 1}}]', '{"": 1, "": 1}']
    )
    def test_refuses_a_key_that_is_named_twice(self, document):
        with pytest.raises(DuplicateKey):
            strict_json(document)

    @pytest.mark.parametrize("depth", [17, 100, 100_000])
    def test_refuses_absurd_nesting(self, depth):
        with pytest.raises(TooDeep):
            strict_json("[" * depth + "]" * depth)

    def test_accepts_nesting_up_to_the_limit(self):
        assert strict_json("[" * 16 + "1" + "]" * 16)

    def test_accepts_many_brackets_side_by_side(self):
        assert len(strict_json("[" + ",".join(["{}"] * 1_000) + "]")) == 1_000

    def test_costs_a_few_times_what_it_costs_to_read_alone(self):
        payload = json.dumps({f"https://claim/{n}": {"id": "x" * 60, "n": n} for n in range(26)})
        assert len(payload) > 2_500

        # In turns: whatever slows the machine down slows both.
        rounds = [
            (self._cost(strict_json, payload), self._cost(json.loads, payload)) for _ in range(9)
        ]

        assert min(ours for ours, _ in rounds) < 6 * min(theirs for _, theirs in rounds)

    @staticmethod
    def _cost(read, payload: str) -> float:
        began = process_time()
        for _ in range(100):
            read(payload)
        return process_time() - began
