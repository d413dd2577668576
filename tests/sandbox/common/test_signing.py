"""Tokens of the counterparts are signed and believed the RS256 way."""

import time
from typing import Any

import pytest

from lti_exams.sandbox.common import jose

KEY = jose.new_key()
KEYS = {"keys": [KEY.public_jwk]}


def claims(**changes: Any) -> dict[str, Any]:
    """Return claims that are good for a minute."""
    now = int(time.time())
    return {"iss": "us", "aud": ["them", "others"], "iat": now, "exp": now + 60, **changes}


class TestKey:
    def test_survives_being_written_down(self) -> None:
        assert jose.key_from_pem(jose.key_to_pem(KEY)).public_jwk == KEY.public_jwk

    def test_publishes_nothing_private(self) -> None:
        assert set(KEY.public_jwk) == {"kty", "n", "e", "kid", "alg", "use"}


class TestToken:
    def test_is_believed_by_any_of_its_audiences(self) -> None:
        said = claims()

        assert jose.verify(jose.sign(said, KEY), KEYS, issuer="us", audience="others") == said

    @pytest.mark.parametrize(
        "changes",
        [
            {"iss": "somebody"},
            {"aud": "somebody"},
            {"exp": 1},
            {"exp": None},
            {"iat": None},
            {"iat": 9_999_999_999},
        ],
        ids=str,
    )
    def test_is_refused_with_wrong_claims(self, changes: dict[str, Any]) -> None:
        said = {name: value for name, value in claims(**changes).items() if value is not None}

        with pytest.raises(jose.BadToken):
            jose.verify(jose.sign(said, KEY), KEYS, issuer="us", audience="them")

    @pytest.mark.parametrize("header", [{"kid": None}, {"kid": "other"}, {"alg": "RS512"}], ids=str)
    def test_is_refused_with_a_wrong_header(self, header: dict[str, Any]) -> None:
        with pytest.raises(jose.BadToken):
            jose.verify(jose.sign(claims(), KEY, headers=header), KEYS)

    def test_is_refused_under_a_strange_key_of_the_same_name(self) -> None:
        stranger = jose.new_key()

        with pytest.raises(jose.BadToken):
            jose.verify(jose.sign(claims(), stranger, headers={"kid": KEY.kid}), KEYS)

    @pytest.mark.parametrize("text", ["", "a.b.c", "no token"])
    def test_is_refused_when_it_is_none(self, text: str) -> None:
        with pytest.raises(jose.BadToken):
            jose.verify(text, KEYS)
