from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection

from lti_exams.trust import api as trust

MINUTE = timedelta(minutes=1)


def together(act: Callable[[], object], *, times: int = 8) -> list[object]:
    """Let several threads do the same at once."""

    def acted(_: int) -> object:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(acted, range(times)))


@pytest.mark.django_db
class TestASecretThatWasHandedOut:
    def test_is_used_once(self, now: datetime) -> None:
        trust.issue("state", "secret", now=now, lifetime=MINUTE, payload={"a": 1})

        used = trust.use("state", "secret", now=now)

        assert used is not None
        assert used.payload == {"a": 1}
        assert trust.use("state", "secret", now=now) is None

    def test_dies_at_its_time(self, now: datetime) -> None:
        trust.issue("state", "secret", now=now, lifetime=MINUTE)

        assert trust.use("state", "secret", now=now + MINUTE) is None

    def test_opens_nothing_of_another_kind(self, now: datetime) -> None:
        trust.issue("state", "secret", now=now, lifetime=MINUTE)

        assert trust.use("hand-off", "secret", now=now) is None

    def test_is_stored_as_its_digest_alone(self, now: datetime) -> None:
        trust.issue("state", "a-secret-that-is-readable", now=now, lifetime=MINUTE)

        row = trust.SingleUse.objects.values().get()
        assert "a-secret-that-is-readable" not in str(row)

    def test_is_swept_an_hour_after_it_died(self, now: datetime) -> None:
        trust.issue("state", "old", now=now, lifetime=MINUTE)
        trust.issue("state", "young", now=now, lifetime=timedelta(hours=3))

        assert trust.sweep(now=now + timedelta(hours=2)) == 1
        assert trust.find("state", "young", now=now)


@pytest.mark.django_db(transaction=True)
class TestManyAtOnce:
    def test_use_a_secret_once(self, now: datetime) -> None:
        trust.issue("state", "secret", now=now, lifetime=MINUTE)

        used = together(lambda: trust.use("state", "secret", now=now) is not None)

        assert used.count(True) == 1

    def test_are_the_first_time_once(self, now: datetime) -> None:
        first = together(lambda: trust.first_time("jti", "one", now=now, lifetime=MINUTE))

        assert first.count(True) == 1
