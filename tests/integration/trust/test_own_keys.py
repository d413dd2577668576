from datetime import datetime, timedelta

import jwt
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lti_exams.trust import api as trust
from lti_exams.trust.operations import own_keys

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


@pytest.mark.django_db(transaction=True)
class TestSigningOftenInAMoment:
    def test_asks_for_the_key_once(self, now: datetime) -> None:
        trust.make_key_pair(OWNER, now=now)
        first = signing_kid(now)

        with CaptureQueriesContext(connection) as asked:
            assert signing_kid(now + timedelta(seconds=9)) == first

        assert len(asked) == 0

    def test_learns_within_ten_seconds_what_another_process_made(self, now: datetime) -> None:
        trust.make_key_pair(OWNER, now=now)
        first = signing_kid(now)
        made = _made_elsewhere(now)

        assert signing_kid(now + timedelta(seconds=9)) == first
        assert signing_kid(now + timedelta(seconds=10)) == made

    def test_signs_with_a_key_of_this_process_at_once(self, now: datetime) -> None:
        trust.make_key_pair(OWNER, now=now)
        signing_kid(now)

        made = trust.make_key_pair(OWNER, now=now)

        assert signing_kid(now) == made.kid

    def test_remembers_no_key_that_was_never_made(self, now: datetime) -> None:
        with transaction.atomic():
            trust.make_key_pair(OWNER, now=now)
            signing_kid(now)
            transaction.set_rollback(True)

        with pytest.raises(trust.NoKeyToSignWith):
            signing_kid(now)


def _made_elsewhere(now: datetime) -> str:
    """Make a key of which this process does not know."""
    known = dict(own_keys._signing)
    made = trust.make_key_pair(OWNER, now=now)
    own_keys._signing.update(known)
    return made.kid
