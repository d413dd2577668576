from datetime import timedelta

import pytest

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms.grants import Grant, join_scopes, read_grant, refusal

ASKED = ["scope/b", "scope/a"]


def _read(**changes: object) -> Grant:
    told = {"access_token": "abc", "token_type": "Bearer", "expires_in": 600} | changes
    told = {name: value for name, value in told.items() if value is not None}
    return read_grant(told, asked=ASKED)


class TestAnAnswerOfATokenEndpoint:
    @pytest.mark.parametrize("kind", ["Bearer", "bearer", "BEARER"])
    def test_may_spell_the_kind_of_token_as_it_likes(self, kind: str) -> None:
        assert _read(token_type=kind).token == "abc"

    def test_may_leave_out_the_kind_as_the_sample_of_the_specification_does(self) -> None:
        assert _read(token_type=None, stenotype="bearer").token == "abc"

    def test_without_a_lifetime_is_good_for_an_hour(self) -> None:
        assert _read(expires_in=None).lifetime == timedelta(hours=1)

    def test_may_write_the_lifetime_as_text(self) -> None:
        assert _read(expires_in="600").lifetime == timedelta(minutes=10)

    def test_is_not_believed_for_longer_than_a_day(self) -> None:
        assert _read(expires_in=10**9).lifetime == timedelta(days=1)

    def test_without_scopes_grants_what_was_asked(self) -> None:
        assert _read(scope=None).granted == {"scope/a", "scope/b"}

    def test_may_grant_less_than_was_asked(self) -> None:
        assert _read(scope="scope/a").granted == {"scope/a"}

    def test_that_grants_nothing_of_what_was_asked_is_refused(self) -> None:
        with pytest.raises(LtiExamsError) as refused:
            _read(scope="other")

        assert refused.value.refusal_code == "access-token-scopes-missing"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("access_token", None),
            ("access_token", ""),
            ("access_token", 7),
            ("access_token", "a b"),
            ("access_token", "a\r\nX-Evil: 1"),
            ("access_token", "x" * 20_000),
            ("token_type", "mac"),
            ("token_type", ["Bearer"]),
            ("expires_in", 0),
            ("expires_in", -5),
            ("expires_in", True),
            ("expires_in", 1.5),
            ("expires_in", "soon"),
            ("expires_in", "²"),
            ("expires_in", "9" * 5000),
        ],
    )
    def test_that_is_not_what_it_should_be_is_refused(self, field: str, value: object) -> None:
        with pytest.raises(LtiExamsError) as refused:
            _read(**{field: value})

        assert refused.value.refusal_code == "access-token-unreadable"
        assert refused.value.values["field"] == field

    @pytest.mark.parametrize("document", [None, [], "token", 1])
    def test_that_is_no_object_is_refused(self, document: object) -> None:
        with pytest.raises(LtiExamsError):
            read_grant(document, asked=ASKED)


class TestARefusalOfATokenEndpoint:
    def test_tells_its_status_and_its_error(self) -> None:
        told = refusal(400, {"error": "invalid_scope", "error_description": "secret"})

        assert told.values == {"status": 400, "error": "invalid_scope"}

    @pytest.mark.parametrize("document", [None, [], {"error": ["x"]}, {"error": "a b\n"}])
    def test_that_makes_no_sense_tells_its_status(self, document: object) -> None:
        assert refusal(500, document).values == {"status": 500, "error": ""}

    @pytest.mark.parametrize("status", [429, 503])
    def test_may_be_a_matter_of_time(self, status: int) -> None:
        assert refusal(status, None).refusal_code == "access-token-throttled"


class TestScopes:
    def test_are_the_same_in_every_order(self) -> None:
        assert join_scopes(["b", "a", "b"]) == join_scopes(["a", "b"]) == "a b"
