"""Leases, shown on the messages that wait to be sent."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from lti_exams.kernel import leases
from lti_exams.outbox.models import Message
from tests.factories import outbox as make

SECOND = timedelta(seconds=1)


@pytest.fixture
def ten(db: None, now: datetime) -> None:
    make.messages(10, now=now)


def claim(now: datetime, *, limit: int = 10, worker: str = "") -> list[Message]:
    return leases.claim(Message.objects.order_by("pk"), limit=limit, now=now, worker=worker)


def fail_after_one(now: datetime) -> None:
    with leases.claimed(Message.objects.all(), limit=10, now=now) as mine:
        leases.held(mine[0]).update(tries=1, **leases.FREE)
        _ = 1 / 0


@pytest.mark.django_db
@pytest.mark.usefixtures("ten")
class TestAClaim:
    def test_takes_no_more_than_it_asks_for_and_in_order(self, now: datetime) -> None:
        first, second = claim(now, limit=3), claim(now, limit=3)

        assert [row.pk for row in [*first, *second]] == sorted(row.pk for row in [*first, *second])
        assert len({row.pk for row in [*first, *second]}) == 6

    def test_lasts_fifteen_seconds_without_a_heartbeat(self, now: datetime) -> None:
        claim(now)

        assert claim(now + 14 * SECOND) == []
        assert len(claim(now + 15 * SECOND)) == 10

    def test_lasts_as_long_as_it_is_kept(self, now: datetime) -> None:
        claim(now)

        assert leases.keep(now=now + 10 * SECOND) == 10
        assert claim(now + 24 * SECOND) == []
        assert len(claim(now + 25 * SECOND)) == 10

    def test_is_kept_no_longer_when_it_was_put_back(self, now: datetime) -> None:
        leases.release(claim(now))

        assert leases.keep(now=now) == 0
        assert len(claim(now)) == 10

    def test_keeps_its_hands_off_what_another_has_taken_since(self, now: datetime) -> None:
        asleep = claim(now)
        awake = claim(now + 20 * SECOND)

        leases.release(asleep)

        assert leases.held(asleep[0]).update(tries=7) == 0
        assert leases.held(awake[0]).update(tries=1) == 1
        assert claim(now + 21 * SECOND) == []

    def test_puts_back_what_a_block_left_undone(self, now: datetime) -> None:
        with pytest.raises(ZeroDivisionError):
            fail_after_one(now)

        assert len(claim(now)) == 10

    def test_names_the_worker_that_holds_it(self, now: datetime) -> None:
        (row,) = claim(now, limit=1, worker="left")

        assert Message.objects.get(pk=row.pk).leased_by.startswith("left/")
        (other,) = claim(now, limit=1)
        assert other.leased_by.startswith(leases.this_worker())


@pytest.mark.django_db(transaction=True)
class TestManyWorkers:
    def test_share_the_work_and_double_none_of_it(self, now: datetime) -> None:
        made = make.messages(200, now=now)
        taken: list[int] = []
        together = threading.Barrier(8)

        def work() -> None:
            together.wait(timeout=30)
            try:
                while mine := claim(now, limit=7):
                    taken.extend(row.pk for row in mine)
            finally:
                connection.close()

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)

        assert sorted(taken) == sorted(one.pk for one in made)

    def test_leave_alone_what_a_beating_heart_keeps(self) -> None:
        make.messages(3, now=timezone.now())
        beaten = threading.Event()

        began = timezone.now() - 10 * SECOND
        with leases.heartbeat(every=timedelta(milliseconds=5)):
            mine = claim(began)
            while not beaten.wait(0.005):
                held = leases.held(mine[0]).get().leased_until
                if held and held > began + leases.LIFE:
                    beaten.set()

        assert claim(began + 20 * SECOND) == []
