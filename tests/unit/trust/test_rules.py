import base64
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.trust.errors import TokenRefused
from lti_exams.trust.rules import (
    KEYS_LIVE,
    LONGEST_TOKEN,
    REFETCH_EVERY,
    REFRESH_AFTER,
    are_too_old,
    claims_of,
    is_key_set,
    may_ask_again,
    rsa_keys,
    take_apart,
    thumbprint,
    wants_refresh,
)
from tests.factories.lms import jwk_of, rsa_key

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# The example of RFC 7638, section 3.1.
EXAMPLE_N = (
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWK"
    "RXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMic"
    "AtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3"
    "XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
)


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(header: object = None, payload: bytes = b"{}", signature: bytes = b"signature") -> str:
    told = header if isinstance(header, bytes) else json.dumps(header or HEADER).encode()
    return ".".join(base64url(part) for part in (told, payload, signature))


HEADER = {"alg": "RS256", "kid": "key-1"}


def refusal_of(text: str) -> str:
    with pytest.raises(TokenRefused) as refused:
        take_apart(text)
    return refused.value.refusal_code


class TestATokenTakenApart:
    @given(payload=st.binary(max_size=50), signature=st.binary(min_size=1, max_size=50))
    def test_is_what_was_put_together(self, payload: bytes, signature: bytes) -> None:
        text = token(HEADER, payload, signature)

        parts = take_apart(text)

        assert (parts.kid, parts.header) == ("key-1", HEADER)
        assert (parts.payload, parts.signature) == (payload, signature)
        assert parts.signing_input == text.rpartition(".")[0].encode()

    @given(st.text(max_size=200) | st.from_regex(r"[\w-]*\.[\w-]*\.[\w-]*"))
    def test_is_refused_whatever_else_it_is(self, text: str) -> None:
        assert refusal_of(text).startswith("token-")

    @given(data=st.binary(min_size=1, max_size=40), last=st.sampled_from(ALPHABET))
    def test_has_one_spelling_of_its_bytes(self, data: bytes, last: str) -> None:
        spelt = base64url(data)
        otherwise = spelt[:-1] + last
        head, body, _ = token().split(".")

        try:
            read = take_apart(f"{head}.{body}.{otherwise}").signature
        except TokenRefused:
            assert otherwise != spelt
        else:
            assert (read == data) == (otherwise == spelt)

    @pytest.mark.parametrize("more", ["=", "==", "+", "/", " ", "\n", "é", "A", "!"])
    @pytest.mark.parametrize("part", [0, 1, 2])
    def test_has_nothing_that_is_not_of_the_alphabet(self, part: int, more: str) -> None:
        parts = token(payload=b"abc", signature=b"abc").split(".")
        parts[part] += more

        assert refusal_of(".".join(parts)) in ("token-not-a-jwt", "token-header-unreadable")

    @pytest.mark.parametrize("text", ["a", "a.b", "a.b.c.d", "..", ".a.b", "a.b.c.d.e"])
    def test_has_three_parts(self, text: str) -> None:
        assert refusal_of(text) in ("token-not-a-jwt", "token-header-unreadable")

    def test_is_missed_when_it_is_empty(self) -> None:
        assert refusal_of("") == "token-missing"

    def test_is_of_some_length_at_most(self) -> None:
        assert refusal_of("x" * (LONGEST_TOKEN + 1)) == "token-too-large"


class TestAHeader:
    @pytest.mark.parametrize(
        ("header", "code"),
        [
            (b"", "token-header-unreadable"),
            (b"[]", "token-header-unreadable"),
            (b"{", "token-header-unreadable"),
            (b"\xff", "token-header-unreadable"),
            (b'{"alg":"RS256","alg":"RS256","kid":"a"}', "token-header-unreadable"),
            ({"kid": "a"}, "token-algorithm"),
            ({"alg": "none", "kid": "a"}, "token-algorithm"),
            ({"alg": "HS256", "kid": "a"}, "token-algorithm"),
            ({"alg": "rs256", "kid": "a"}, "token-algorithm"),
            ({"alg": ["RS256"], "kid": "a"}, "token-algorithm"),
            ({"alg": "RS256", "kid": "a", "crit": ["b64"]}, "token-critical-header"),
            ({"alg": "RS256", "kid": "a", "b64": False}, "token-critical-header"),
            ({"alg": "RS256"}, "token-kid-missing"),
            ({"alg": "RS256", "kid": ""}, "token-kid-missing"),
            ({"alg": "RS256", "kid": None}, "token-kid-missing"),
            ({"alg": "RS256", "kid": 1}, "token-kid-unreadable"),
            ({"alg": "RS256", "kid": ["a"]}, "token-kid-unreadable"),
            ({"alg": "RS256", "kid": "x" * 256}, "token-kid-unreadable"),
        ],
    )
    def test_that_we_would_not_verify_is_refused(self, header: object, code: str) -> None:
        assert refusal_of(token(header)) == code


class TestClaims:
    @pytest.mark.parametrize(
        "payload",
        [
            *(b"", b"[]", b"null", b'"text"', b"{", b'{"a":1,"a":2}', b'{"a":NaN}', b"\xff"),
            *(b'{"a":1e999}', b'{"a":"\\u0000"}', b'{"a":"\\ud800"}', b"[" * 10_000),
        ],
    )
    def test_that_have_no_single_reading_are_refused(self, payload: bytes) -> None:
        with pytest.raises(TokenRefused) as refused:
            claims_of(payload)

        assert refused.value.refusal_code == "token-claims-unreadable"


class TestAKeySet:
    def test_gives_the_numbers_of_its_keys(self) -> None:
        key = rsa_key("lms")

        found = rsa_keys({"keys": [jwk_of(key, "a")]})

        numbers = found["a"]
        assert numbers is not None
        assert (numbers.n, numbers.e) == (key.public_key().public_numbers().n, 65537)

    @pytest.mark.parametrize(
        "change",
        [
            {"kty": "EC"},
            {"kty": "oct"},
            {"use": "enc"},
            {"alg": "RS512"},
            {"alg": "RSA-OAEP"},
            {"kid": None},
            {"kid": ""},
            {"kid": 5},
            {"kid": "x" * 256},
            {"n": None},
            {"n": "!!"},
            {"n": "é"},
            {"n": 5},
            {"n": ""},
            {"n": base64url(b"\xff" * 255)},
            {"n": base64url(b"\xff" * 1025)},
            {"e": "AQAA"},
            {"e": "AQ"},
            {"e": ""},
            {"e": base64url(b"\xff" * 5)},
        ],
    )
    def test_passes_over_keys_that_verify_nothing(self, change: dict[str, Any]) -> None:
        good, bad = jwk_of(rsa_key("lms"), "good"), jwk_of(rsa_key("lms"), "bad") | change

        assert list(rsa_keys({"keys": [bad, good]})) == ["good"]

    def test_passes_over_a_key_of_1024_bits(self) -> None:
        small = jwk_of(rsa_key("small", bits=1024), "small")

        assert rsa_keys({"keys": [small]}) == {}

    def test_knows_no_key_by_a_name_that_two_have(self) -> None:
        twins = [jwk_of(rsa_key("lms"), "a"), jwk_of(rsa_key("other"), "a")]

        assert rsa_keys({"keys": twins}) == {"a": None}

    def test_takes_a_key_that_does_not_say_what_it_is_for(self) -> None:
        bare = jwk_of(rsa_key("lms"), "a")
        del bare["use"]

        assert rsa_keys({"keys": [bare]})["a"] is not None

    @pytest.mark.parametrize(
        "document", [None, [], {}, "keys", {"keys": {}}, {"keys": None}, {"error": "busy"}, 5]
    )
    def test_is_none_without_its_list(self, document: object) -> None:
        assert not is_key_set(document)
        assert rsa_keys(document) == {}

    @given(st.lists(st.none() | st.text() | st.dictionaries(st.sampled_from("kne"), st.text())))
    def test_may_hold_anything_beside_keys(self, others: list[object]) -> None:
        keys = [*others, jwk_of(rsa_key("lms"), "a")]

        assert list(rsa_keys({"keys": keys})) == ["a"]


def test_a_thumbprint_is_that_of_the_standard() -> None:
    assert thumbprint(n=EXAMPLE_N, e="AQAB") == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


class TestTheAgeOfKeys:
    def test_is_no_hindrance_to_the_first_fetch(self, now: datetime) -> None:
        assert may_ask_again(tried_at=None, now=now)
        assert wants_refresh(fetched_at=None, now=now)
        assert are_too_old(fetched_at=None, now=now)

    def test_lets_them_be_asked_for_once_a_minute(self, now: datetime) -> None:
        assert may_ask_again(tried_at=now - REFETCH_EVERY, now=now)
        assert not may_ask_again(tried_at=now - REFETCH_EVERY + timedelta(seconds=1), now=now)

    def test_makes_them_wanted_anew_after_an_hour(self, now: datetime) -> None:
        assert wants_refresh(fetched_at=now - REFRESH_AFTER, now=now)
        assert not wants_refresh(fetched_at=now - timedelta(minutes=59), now=now)

    def test_ends_their_life_after_a_day(self, now: datetime) -> None:
        assert are_too_old(fetched_at=now - KEYS_LIVE, now=now)
        assert not are_too_old(fetched_at=now - timedelta(hours=23), now=now)
