"""Whom a vendor says that it saw."""

import pytest

from lti_exams.proctoring.rules.identity import differences, kept_identity, readable_identity

KNOWN = {"name": "Ada Example", "given_name": "Ada", "family_name": "Example", "email": ""}


class TestAVerifiedUser:
    @pytest.mark.parametrize(
        "told", [None, {}, {"name": "Ada"}, {"picture": "https://v.example/p"}]
    )
    def test_can_be_read(self, told: object) -> None:
        assert readable_identity(told)

    @pytest.mark.parametrize(
        "told", ["Ada", [], {"sub": "x"}, {"iss": "x"}, {"name": 7}, {"name": "x" * 600}]
    )
    def test_that_is_none_or_names_a_subject_cannot(self, told: object) -> None:
        assert not readable_identity(told)

    def test_is_kept_without_what_nobody_compares(self) -> None:
        told = {"name": "Ada", "picture": "https://v.example/p", "birthdate": "1815-12-10"}

        assert kept_identity(told) == {"name": "Ada", "has_picture": True}


class TestDifferences:
    def test_are_told_by_claim(self) -> None:
        seen = {"name": "Grace Example", "given_name": "Grace", "family_name": "Example"}

        assert differences(seen, KNOWN) == ["name", "given_name"]

    def test_are_not_made_of_case_spaces_and_composition(self) -> None:
        assert differences({"name": " ADA  example"}, KNOWN) == []
        assert differences({"name": "Zoe\u0308"}, {"name": "Zo\u00eb"}) == []

    def test_are_none_where_one_side_knows_nothing(self) -> None:
        assert differences({"email": "ada@example.com"}, KNOWN) == []
        assert differences(None, KNOWN) == []
