from datetime import datetime, timedelta

import jwt
import pytest
from django.db import connection

from lti_exams.trust import api as trust

pytestmark = pytest.mark.django_db

OWNER = "platform:1"
DAY = timedelta(days=1)


def kids(now: datetime, owner: str | None = OWNER) -> list[str]:
    keys = trust.public_keys(owner, now=now)["keys"]
    assert isinstance(keys, list)
    return [key["kid"] for key in keys]


def signing_kid(now: datetime) -> str:
    return jwt.get_unverified_header(trust.sign({"a": 1}, owner=OWNER, now=now))["kid"]


class TestAKeyPair:
    def test_is_published_with_all_that_a_reader_needs(self, now: datetime) -> None:
        trust.make_key_pair(OWNER, now=now)

        (key,) = trust.public_keys(OWNER, now=now)["keys"]  # type: ignore[misc]
        assert sorted(key) == ["alg", "e", "kid", "kty", "n", "use"]

    def test_signs_what_its_published_half_verifies(self, now: datetime) -> None:
        trust.make_key_pair(OWNER, now=now)
        (key,) = trust.public_keys(OWNER, now=now)["keys"]  # type: ignore[misc]

        signed = trust.sign({"sub": "we"}, owner=OWNER, now=now)

        assert jwt.decode(signed, jwt.PyJWK(key), algorithms=["RS256"]) == {"sub": "we"}

    def test_lies_encrypted_in_the_database(self, now: datetime) -> None:
        trust.make_key_pair(OWNER, now=now)

        with connection.cursor() as cursor:
            cursor.execute("SELECT private_pem FROM trust_keypair")
            assert "PRIVATE" not in cursor.fetchone()[0]

    def test_of_another_owner_is_not_published_for_this_one(self, now: datetime) -> None:
        trust.make_key_pair(OWNER, now=now)
        trust.make_key_pair("platform:2", now=now)

        assert len(kids(now)) == 1
        assert len(kids(now, owner=None)) == 2

    def test_is_missing_plainly(self, now: datetime) -> None:
        with pytest.raises(trust.NoKeyToSignWith):
            trust.sign({}, owner="nobody:1", now=now)


class TestRotation:
    def test_publishes_the_new_key_a_day_before_it_signs(self, now: datetime) -> None:
        old = trust.make_key_pair(OWNER, now=now).kid
        new = trust.rotate(OWNER, now=now).kid

        assert kids(now) == [old, new]
        assert signing_kid(now) == old
        assert signing_kid(now + DAY) == new

    def test_lets_the_old_key_go_a_week_after_its_last_signature(self, now: datetime) -> None:
        old = trust.make_key_pair(OWNER, now=now).kid
        new = trust.rotate(OWNER, now=now).kid

        assert kids(now + 7 * DAY) == [old, new]
        assert kids(now + 8 * DAY) == [new]

    def test_twice_in_a_day_leaves_a_key_that_signs(self, now: datetime) -> None:
        old = trust.make_key_pair(OWNER, now=now).kid
        trust.rotate(OWNER, now=now)
        newest = trust.rotate(OWNER, now=now + timedelta(hours=1)).kid

        assert signing_kid(now + timedelta(hours=2)) == old
        assert signing_kid(now + 2 * DAY) == newest
