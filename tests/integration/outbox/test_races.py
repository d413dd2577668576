"""Several workers at once, and one that dies at the worst instant."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection

from lti_exams.kernel import http
from lti_exams.outbox import api as outbox
from lti_exams.outbox.models import Event, Message
from tests.factories import outbox as make
from tests.factories.hooks import Subscriber, Taken

ROOT = Path(__file__).resolve().parents[3]
THREADS = 8
# A worker of its own: the database and the master key of the test, and one round of sending.
WORKER = """
import json, os, sys
import config.settings.test as settings
told = json.loads(sys.argv[1])
settings.DATABASES["default"]["NAME"] = told["database"]
settings.MASTER_KEYS = told["keys"]
import django
django.setup()
from django.utils.dateparse import parse_datetime
from lti_exams.outbox import api as outbox
print(outbox.deliver_due(now=parse_datetime(told["now"])))
"""


@pytest.fixture(autouse=True)
def fresh_connections() -> Iterator[None]:
    """Keep a connection that one test opened from serving another."""
    http.session.cache_clear()
    yield
    http.session().close()


def in_threads(work: Callable[[], object]) -> None:
    """Let eight threads begin the same together."""
    together = threading.Barrier(THREADS)

    def begun() -> None:
        together.wait(timeout=30)
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=begun) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)


def worker(now: datetime) -> "subprocess.Popen[str]":
    """Start another process that sends what is due."""
    told = {
        "database": str(connection.settings_dict["NAME"]),
        "keys": settings.MASTER_KEYS,
        "now": now.isoformat(),
    }
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, json.dumps(told)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.django_db(transaction=True)
class TestEightWorkers:
    def test_send_each_message_once(self, now: datetime) -> None:
        made = make.messages(300, now=now)

        in_threads(lambda: outbox.deliver_due(now=now))

        sent = Counter(one.extra_headers["Message-ID"] for one in mail.outbox)
        assert sent == Counter(f"<{one.number}@testserver>" for one in made)
        assert Message.objects.filter(state="sent", tries=1, leased_by="").count() == 300

    def test_relay_each_event_once(self, now: datetime) -> None:
        make.subscription(now=now)
        outbox.announce_all(
            outbox.News(type="a.b", key=str(one), subject="s", data={}, at=now)
            for one in range(400)
        )

        in_threads(
            lambda: outbox.relay(
                describe=lambda events: {one.pk: one.data for one in events},
                write=lambda _: (),
                now=now,
            )
        )

        assert Message.objects.count() == 400
        assert not Event.objects.filter(relayed_at=None).exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TestAWorkerThatIsKilled:
    def test_between_sending_and_noting_it_leaves_what_is_sent_again_with_its_number(
        self, now: datetime
    ) -> None:
        dying: queue.Queue[int] = queue.Queue()

        def kill(_: Taken) -> None:
            if len(records.taken) == 1:
                os.kill(dying.get(timeout=30), signal.SIGKILL)

        with Subscriber(then=kill) as records:
            to = make.subscription(records.url, now=now)
            messages = [make.call(to, now=now) for _ in range(3)]
            killed = worker(now)
            dying.put(killed.pid)
            assert killed.wait(60) == -signal.SIGKILL
            (once,) = records.taken

            assert outbox.deliver_due(now=now + timedelta(seconds=10)) == 0
            assert outbox.deliver_due(now=now + timedelta(seconds=16)) == 3

        if killed.stdout:
            killed.stdout.close()
        numbers = Counter(taken.number for taken in records.taken)
        assert numbers.pop(once.number) == 2
        assert set(numbers.values()) == {1}
        assert {once.number, *numbers} == {str(one.number) for one in messages}
