"""What we put on the event bus of Open edX is read there by its own packages."""

import base64
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.relay_events import relay_events
from lti_exams.kernel import http
from lti_exams.outbox import api as outbox
from tests.factories import exams as make
from tests.factories import outbox as make_outbox
from tests.factories.exams import LEARNER, STAFF, SYSTEM, VENDOR
from tests.factories.hooks import Subscriber
from tests.factories.processes import end, first_line

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

HERE = Path(__file__).parent / "openedx"
SECRET = "whsec_" + base64.b64encode(b"a secret of thirty-two bytes and more").decode()
COURSE = "course-v1:Riverside+Botany+2027"
BLOCK = "block-v1:Riverside+Botany+2027+type@sequential+block@final"
Finding = exams.Finding


@pytest.fixture(autouse=True)
def fresh_connections() -> Iterator[None]:
    """Keep a connection that one test opened from serving another."""
    http.session.cache_clear()
    yield
    http.session().close()


@contextmanager
def bus(python: Path) -> Iterator["subprocess.Popen[str]"]:
    """Run Open edX's side of the bus while the block lasts."""
    process = subprocess.Popen(
        [str(python), str(HERE / "bus.py")],
        env={**os.environ, "WEBHOOK_SECRET": SECRET},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        end(process)


def found(process: "subprocess.Popen[str]") -> list[dict]:
    assert process.stdin
    process.stdin.write("look\n")
    process.stdin.flush()
    return json.loads(first_line(process))


def subscribed(port: str, now: datetime) -> outbox.Subscription:
    address = f"http://127.0.0.1:{port.strip()}/"
    to = make_outbox.subscription(address, now=now, form=outbox.Form.OPENEDX)
    to.secret = SECRET
    to.save()
    return to


def sitting(now: datetime) -> exams.Attempt:
    """Return an attempt that runs, in a course and an exam of Open edX, of its user 7."""
    course = make.course(now)
    course.context_id = COURSE
    course.save()
    person = make.person(course)
    person.sub = "7"
    person.save()
    return make.started(
        make.exam(course, slug=BLOCK, vendor="vendor:watch", now=now), person, now=now
    )


class TestTheEventBus:
    def test_of_open_edx_reads_what_we_put_on_it(self, openedx: Path) -> None:
        now = timezone.now()
        with bus(openedx) as process:
            subscribed(first_line(process), now)
            attempt = sitting(now)
            follow_changes(
                [
                    exams.submit(attempt, by=LEARNER, now=now),
                    exams.review(attempt, Finding.WAIT, by=SYSTEM, now=now),
                    exams.review(attempt, Finding.REJECT, by=VENDOR, now=now),
                    exams.review(attempt, Finding.VERIFY, by=STAFF, now=now, reason="seen"),
                    exams.move(attempt, exams.Event.RESET, by=STAFF, now=now, reason="ill"),
                ],
                now=now,
            )
            relay_events(now=now)
            assert outbox.deliver_due(now=now) == 4

            events = found(process)

        assert [event["type"].split(".")[-2] for event in events] == [
            "submitted",
            "rejected",
            "verified",
            "reset",
        ]
        assert [event["by"] for event in events] == [7, None, None, None]
        rows = {str(one.number): one for one in outbox.Event.objects.all()}
        for event in events:
            row = rows[event["id"]]
            assert event["time"] == row.at.isoformat()
            known = (event["user"], event["course"], event["block"], event["kind"])
            assert known == (7, COURSE, "sequential", "proctored")

    def test_takes_nothing_that_is_signed_with_another_secret(self, openedx: Path) -> None:
        now = timezone.now()
        with bus(openedx) as process:
            to = subscribed(first_line(process), now)
            outbox.renew_secret(to.pk)
            follow_changes([exams.submit(sitting(now), by=LEARNER, now=now)], now=now)
            relay_events(now=now)

            assert outbox.deliver_due(now=now) == 0
            assert found(process) == []

        assert to.messages.get().reason == "http-401"


class TestTheStandardLibraryOfWebhooks:
    def test_verifies_what_we_signed(self, openedx: Path) -> None:
        now = timezone.now()
        with Subscriber() as records:
            to = make_outbox.subscription(records.url, now=now)
            message = make_outbox.call(to, now=now)
            outbox.deliver_due(now=now)
        (taken,) = records.taken
        told = {
            "secret": to.secret,
            "headers": dict(taken.headers),
            "body": base64.b64encode(taken.body).decode(),
        }

        assert self.verified(openedx, told) == message.payload
        assert self.verified(openedx, {**told, "secret": SECRET}) is None

    def verified(self, python: Path, told: dict) -> object:
        answer = subprocess.run(
            [str(python), str(HERE / "standard.py")],
            input=json.dumps(told),
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(answer.stdout)
