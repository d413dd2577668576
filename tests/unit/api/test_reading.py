from datetime import UTC, datetime

import pytest
from rest_framework import serializers

from lti_exams.api.errors import InputRefused
from lti_exams.api.fields import Flag, Instant, Number, Points, Text, Word
from lti_exams.api.reading import Fields, valid
from lti_exams.exams.api import Kind


class Inner(Fields):
    number = Number()


class Outer(Fields):
    inners = serializers.ListField(child=Inner(), required=False)
    flag = Flag(required=False)
    text = Text(required=False)
    at = Instant(required=False)
    points = Points(required=False)
    kind = Word(Kind, required=False)


def _refused(told: object) -> dict[str, object]:
    with pytest.raises(InputRefused) as refusal:
        valid(Outer(data=told))
    return refusal.value.values


class TestAnObject:
    def test_is_read(self) -> None:
        told = {
            "inners": [{"number": 1}],
            "flag": False,
            "text": " as it came ",
            "at": "2027-02-01T09:00:00+01:00",
            "points": 12.5,
            "kind": "timed",
        }

        assert valid(Outer(data=told)) == {
            "inners": [{"number": 1}],
            "flag": False,
            "text": " as it came ",
            "at": datetime(2027, 2, 1, 8, tzinfo=UTC),
            "points": 125_000,
            "kind": Kind.TIMED,
        }

    def test_with_a_name_that_nobody_knows_is_refused(self) -> None:
        assert _refused({"flg": True}) == {"field": "flg", "why": "there is no such field"}

    def test_is_refused_by_the_path_to_what_is_wrong(self) -> None:
        told = {"inners": [{"number": 1}, {"number": "2"}]}

        assert _refused(told)["field"] == "inners.1.number"

    def test_that_is_none_is_refused_as_a_whole(self) -> None:
        assert _refused([])["field"] == "body"


class TestAValue:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("flag", "true"),
            ("flag", 1),
            ("text", 5),
            ("text", ["a"]),
            ("text", "x" * 1_001),
            ("at", "2027-02-01T09:00:00"),
            ("at", 1_800_000_000),
            ("at", "soon"),
            ("points", "12"),
            ("points", True),
            ("points", 1e12),
            ("kind", "Timed"),
            ("kind", ["timed"]),
            ("kind", None),
        ],
    )
    def test_that_only_resembles_what_is_meant_is_refused(self, name: str, value: object) -> None:
        assert _refused({name: value})["field"] == name

    @pytest.mark.parametrize("number", ["1", 1.0, True, None, 2**63, -(2**63)])
    def test_that_is_no_whole_number_is_refused(self, number: object) -> None:
        assert _refused({"inners": [{"number": number}]})["field"] == "inners.0.number"
