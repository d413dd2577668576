import base64
import hmac
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from lti_exams.kernel import http
from lti_exams.outbox import api as outbox
from lti_exams.outbox.models import Message, Subscription
from tests.factories import outbox as make
from tests.factories.hooks import Subscriber

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def fresh_connections() -> Iterator[None]:
    """Keep a connection that one test opened from serving another."""
    http.session.cache_clear()
    yield
    http.session().close()


@pytest.mark.django_db
class TestAWebhook:
    def test_is_signed_over_its_number_its_time_and_its_body(self, now: datetime) -> None:
        with Subscriber() as records:
            to = make.subscription(records.url, now=now)
            message = make.call(to, now=now)

            assert outbox.deliver_due(now=now) == 1

        (taken,) = records.taken
        signed = f"{message.number}.{int(now.timestamp())}.".encode() + taken.body
        secret = base64.b64decode(to.secret.removeprefix("whsec_"))
        expected = base64.b64encode(hmac.new(secret, signed, sha256).digest()).decode()
        assert taken.headers["webhook-signature"] == f"v1,{expected}"
        assert taken.headers["webhook-timestamp"] == str(int(now.timestamp()))
        assert json.loads(taken.body) == message.payload

    def test_is_sent_once(self, now: datetime) -> None:
        with Subscriber() as records:
            message = make.call(make.subscription(records.url, now=now), now=now)

            outbox.deliver_due(now=now)
            outbox.deliver_due(now=now + DAY)

        message.refresh_from_db()
        assert (len(records.taken), message.state, message.sent_at) == (1, "sent", now)

    def test_is_tried_again_with_the_same_number(self, now: datetime) -> None:
        with Subscriber(status=503) as records:
            message = make.call(make.subscription(records.url, now=now), now=now)
            outbox.deliver_due(now=now)
            message.refresh_from_db()
            assert (message.state, message.reason, message.tries) == ("waiting", "http-503", 1)
            assert message.due_at > now

            records.status = 200
            outbox.deliver_due(now=now + DAY)

        message.refresh_from_db()
        assert [one.number for one in records.taken] == [str(message.number)] * 2
        assert message.state == "sent"

    def test_that_nobody_can_ever_take_is_parked(self, now: datetime) -> None:
        with Subscriber(status=410) as records:
            message = make.call(make.subscription(records.url, now=now), now=now)
            outbox.deliver_due(now=now)

        message.refresh_from_db()
        assert (message.state, message.reason) == ("parked", "http-410")

    def test_that_goes_where_we_do_not_go_is_parked(self, now: datetime, settings) -> None:
        to = make.subscription("http://127.0.0.1:8009/hooks", now=now)
        settings.HTTP_ALLOWED_NETWORKS = []
        message = make.call(to, now=now)

        outbox.deliver_due(now=now)

        message.refresh_from_db()
        assert (message.state, message.reason) == ("parked", "remote-address-refused")

    def test_stalls_after_three_days_of_trying(self, now: datetime) -> None:
        with Subscriber() as gone:
            message = make.call(make.subscription(gone.url, now=now), now=now)

        moment = now
        while message.state == "waiting":
            outbox.deliver_due(now=moment)
            message.refresh_from_db()
            moment += DAY

        assert (message.state, message.reason) == ("stalled", "remote-unreachable")
        assert message.tries == 20


@pytest.mark.django_db
class TestASubscriberThatDoesNotAnswer:
    def test_is_asked_once_and_left_alone_for_a_while(self, now: datetime) -> None:
        with Subscriber(status=503) as records:
            to = make.subscription(records.url, now=now)
            for _ in range(5):
                make.call(to, now=now)

            outbox.deliver_due(now=now)
            outbox.deliver_due(now=now + timedelta(seconds=1))

        assert len(records.taken) == 1
        assert Message.objects.filter(tries=0, leased_by="").count() == 4

    def test_keeps_nobody_else_waiting(self, now: datetime) -> None:
        with Subscriber(status=503) as silent, Subscriber() as awake:
            for url in (silent.url, awake.url):
                to = make.subscription(url, now=now)
                make.call(to, now=now)
                make.call(to, now=now)

            assert outbox.deliver_due(now=now) == 2

        assert len(awake.taken) == 2

    def test_gets_everything_once_it_answers(self, now: datetime) -> None:
        with Subscriber(status=503) as records:
            to = make.subscription(records.url, now=now)
            for _ in range(3):
                make.call(to, now=now)
            outbox.deliver_due(now=now)
            records.status = 204

            assert outbox.deliver_due(now=now + DAY) == 3

        assert Subscription.objects.get(pk=to.pk).rests_until is None

    def test_that_is_switched_off_is_asked_nothing(self, now: datetime) -> None:
        with Subscriber() as records:
            to = make.subscription(records.url, now=now)
            make.call(to, now=now)
            outbox.switch_subscription(to.pk, is_active=False)

            assert outbox.deliver_due(now=now) == 0
            outbox.switch_subscription(to.pk, is_active=True)
            assert outbox.deliver_due(now=now) == 1


@pytest.mark.django_db
class TestAnEmail:
    def test_leaves_and_nothing_of_it_is_kept(self, now: datetime) -> None:
        (message,) = make.messages(1, now=now)

        assert outbox.deliver_due(now=now) == 1

        (sent,) = mail.outbox
        message = Message.objects.get(key=message.key)
        assert (sent.to, sent.subject, sent.body) == (
            ["ada@university.example"],
            "Verified",
            "It is.",
        )
        assert sent.extra_headers["Message-ID"] == f"<{message.number}@testserver>"
        assert (message.state, message.payload) == ("sent", {})

    def test_waits_for_a_mail_server_that_is_away(self, now: datetime, monkeypatch) -> None:
        make.messages(60, now=now)
        tries: list[int] = []

        def away(*_: object) -> int:
            tries.append(1)
            raise ConnectionRefusedError

        monkeypatch.setattr(EmailBackend, "send_messages", away)

        assert outbox.deliver_due(now=now) == 0
        assert len(tries) == 1
        assert Message.objects.filter(reason="mail-server-unreachable", tries=1).count() == 1

        monkeypatch.undo()
        assert outbox.deliver_due(now=now + DAY) == 60

    def test_with_a_line_break_in_its_address_is_parked(self, now: datetime) -> None:
        letter = outbox.Letter(
            type="t", key="k", subject="s", to="a@b.example\nBcc: c@d.example", title="T", text="t"
        )
        outbox.send_email(letter, now=now)

        outbox.deliver_due(now=now)

        message = Message.objects.get()
        assert (message.state, message.reason) == ("parked", "mail-unwritable")
        assert mail.outbox == []

    def test_to_somebody_whom_no_mailbox_belongs_is_parked(
        self, now: datetime, monkeypatch
    ) -> None:
        make.messages(1, now=now)

        class Refused(OSError):
            recipients = {"ada@university.example": (550, b"no such user")}

        def refuse(*_: object) -> int:
            raise Refused

        monkeypatch.setattr(EmailBackend, "send_messages", refuse)
        outbox.deliver_due(now=now)

        message = Message.objects.get()
        assert (message.state, message.reason) == ("parked", "mail-550")


@pytest.mark.django_db(transaction=True)
class TestATransaction:
    def test_lets_nothing_leave(self, now: datetime) -> None:
        make.messages(1, now=now)

        with transaction.atomic(), pytest.raises(RuntimeError):
            outbox.deliver_due(now=now)

        assert mail.outbox == []
