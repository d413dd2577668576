import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import jwt
import pytest
from django.db import connection

from lti_exams.trust import api as trust
from tests.factories.key_server import KeyServer
from tests.factories.lms import jwk_of, rsa_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def server() -> Iterator[KeyServer]:
    with KeyServer(document={"keys": [jwk_of(rsa_key("lms"), "first")]}) as server:
        yield server


@pytest.fixture
def key_set(server: KeyServer) -> trust.KeySet:
    return trust.keep_key_set(server.url)


def token(kid: str = "first", key: str = "lms") -> str:
    return jwt.encode({"sub": "person-1"}, rsa_key(key), algorithm="RS256", headers={"kid": kid})


def refusal(key_set: trust.KeySet, kid: str, now: datetime) -> str:
    with pytest.raises(trust.TokenRefused) as refused:
        trust.verify(token(kid), key_set, now=now)
    return refused.value.refusal_code


class TestKeysOfAnLms:
    def test_are_fetched_once_and_kept(
        self, key_set: trust.KeySet, server: KeyServer, now: datetime
    ) -> None:
        for _ in range(3):
            kept = trust.KeySet.objects.get()
            assert trust.verify(token(), kept, now=now).claims == {"sub": "person-1"}

        assert server.asked == 1

    def test_that_rotate_in_the_middle_of_the_day_are_found_at_once(
        self, key_set: trust.KeySet, server: KeyServer, now: datetime
    ) -> None:
        trust.verify(token(), key_set, now=now)
        server.document = {"keys": [jwk_of(rsa_key("newer"), "second")]}

        later = now + timedelta(minutes=10)
        verified = trust.verify(token("second", "newer"), key_set, now=later)

        assert verified.claims == {"sub": "person-1"}

    def test_that_were_withdrawn_die_within_an_hour(
        self, key_set: trust.KeySet, server: KeyServer, now: datetime
    ) -> None:
        trust.verify(token(), key_set, now=now)
        server.document = {"keys": []}

        assert refusal(key_set, "first", now + timedelta(minutes=61)) == "token-kid-unknown"

    def test_are_asked_for_once_a_minute_however_many_kids_are_forged(
        self, key_set: trust.KeySet, server: KeyServer, now: datetime
    ) -> None:
        for number in range(20):
            assert refusal(key_set, f"forged-{number}", now) == "token-kid-unknown"
        assert server.asked == 1

        refusal(key_set, "forged", now + timedelta(minutes=1))
        assert server.asked == 2

    @pytest.mark.parametrize(
        ("status", "document"),
        [(503, {"keys": []}), (200, {"error": "busy"}), (200, ["keys"]), (404, {"keys": [{}]})],
    )
    def test_are_not_replaced_by_an_error(
        self, key_set: trust.KeySet, server: KeyServer, now: datetime, status: int, document: object
    ) -> None:
        trust.verify(token(), key_set, now=now)
        server.status, server.document = status, document

        for minutes in (2, 61, 120):
            later = now + timedelta(minutes=minutes)
            assert trust.verify(token(), trust.KeySet.objects.get(), now=later)
        assert trust.KeySet.objects.get().trouble == "keys-unavailable"

    def test_are_believed_for_a_day_when_the_lms_cannot_be_asked(
        self, key_set: trust.KeySet, server: KeyServer, now: datetime
    ) -> None:
        trust.verify(token(), key_set, now=now)
        server.status = 500

        with pytest.raises(trust.KeysUnavailable):
            trust.verify(token(), key_set, now=now + timedelta(hours=25))

    def test_that_cannot_be_had_at_all_are_our_trouble_and_not_a_forgery(
        self, server: KeyServer, now: datetime
    ) -> None:
        server.status = 500

        with pytest.raises(trust.KeysUnavailable):
            trust.verify(token(), trust.keep_key_set(server.url), now=now)

    def test_that_are_of_no_use_to_us_are_passed_over(
        self, key_set: trust.KeySet, server: KeyServer, now: datetime
    ) -> None:
        useless = [{"kty": "EC", "kid": "a"}, {"kty": "RSA"}, "key", None, {"kid": 7}]
        server.document = {"keys": [*useless, jwk_of(rsa_key("lms"), "first")]}

        assert trust.verify(token(), key_set, now=now)

    def test_two_of_one_kid_verify_nothing(
        self, key_set: trust.KeySet, server: KeyServer, now: datetime
    ) -> None:
        twins = [jwk_of(rsa_key("lms"), "first"), jwk_of(rsa_key("newer"), "first")]
        server.document = {"keys": twins}

        assert refusal(key_set, "first", now) == "token-key-unusable"

    def test_pasted_by_staff_are_never_fetched(self, now: datetime) -> None:
        pasted = trust.keep_key_set(document={"keys": [jwk_of(rsa_key("lms"), "first")]})

        assert trust.verify(token(), pasted, now=now + timedelta(days=400))

    @pytest.mark.django_db(transaction=True)
    def test_are_fetched_once_when_a_whole_hall_launches_first(
        self, key_set: trust.KeySet, server: KeyServer, now: datetime
    ) -> None:
        server.hold = threading.Event()
        timer = threading.Timer(0.3, server.hold.set)
        timer.start()

        def verified(_: int) -> object:
            try:
                return trust.verify(token(), trust.KeySet.objects.get(), now=now).claims["sub"]
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as hall:
            people = list(hall.map(verified, range(8)))

        timer.join()
        assert people == ["person-1"] * 8
        assert server.asked == 1
