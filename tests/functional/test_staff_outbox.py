import re
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from lti_exams.accounts.api import User
from lti_exams.audit import api as audit
from lti_exams.journeys.mail_learners import ATTEMPT_MAILS
from lti_exams.outbox import api as outbox
from lti_exams.outbox.models import Message, Subscription
from tests.factories import outbox as make

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Student records",
    "address": "https://records.example/hooks",
    "events": "attempt.submitted\nattempt.verified\n",
    "form": "json",
}


@pytest.fixture
def staff() -> Client:
    """A browser in which a member of staff has signed in."""
    client = Client()
    client.force_login(User.objects.create_user("staff", password="a phrase", is_staff=True))
    return client


@pytest.fixture
def stuck(now: datetime) -> Message:
    """A webhook that was refused for good."""
    message = make.call(make.subscription(now=now), now=now)
    Message.objects.filter(pk=message.pk).update(state="parked", reason="http-410")
    return message


class TestTheOutbox:
    PAGES = ("outbox", "outbox/subscriptions/add", "outbox/subscriptions/1")
    ACTS = ("outbox/again", "outbox/mails", "outbox/messages/1/again")

    @pytest.mark.parametrize("page", PAGES)
    def test_is_closed_to_those_who_are_not_staff(self, client: Client, page: str) -> None:
        assert client.get(f"/staff/{page}").status_code == 302
        client.force_login(User.objects.create_user("teacher"))
        assert client.get(f"/staff/{page}").status_code == 403

    @pytest.mark.parametrize("act", ACTS)
    def test_takes_no_acts_of_others(self, client: Client, act: str) -> None:
        client.force_login(User.objects.create_user("teacher"))

        assert client.post(f"/staff/{act}").status_code == 403

    def test_shows_what_stands_still_and_why(self, staff: Client, stuck: Message) -> None:
        page = staff.get("/staff/outbox").content.decode()

        assert "http-410" in page
        assert stuck.subscription.name in page

    def test_sends_again_and_writes_down_who_did(self, staff: Client, stuck: Message) -> None:
        staff.post(f"/staff/outbox/messages/{stuck.pk}/again")

        stuck.refresh_from_db()
        assert stuck.state == "waiting"
        assert audit.entries_about(f"message:{stuck.pk}").get().action == "message.sent-again"

    def test_sends_everything_again(self, staff: Client, stuck: Message) -> None:
        response = staff.post("/staff/outbox/again", follow=True)

        assert "1 message is tried again now." in response.content.decode()

    def test_says_that_there_is_nothing_to_send_again(self, staff: Client) -> None:
        assert staff.post("/staff/outbox/messages/1/again").status_code == 404

    def test_says_since_when_something_waits(self, staff: Client) -> None:
        make.messages(1, now=timezone.now() - timedelta(hours=2))

        assert "Does the worker run?" in staff.get("/staff/outbox").content.decode()

    def test_switches_mails_to_learners(self, staff: Client) -> None:
        staff.post("/staff/outbox/mails", {"mails": "on"})
        assert outbox.notices_on(ATTEMPT_MAILS, ["course:1"]) == {"course:1"}

        staff.post("/staff/outbox/mails", {"mails": "off"})
        assert outbox.notices_on(ATTEMPT_MAILS, ["course:1"]) == set()


class TestASubscription:
    def test_shows_its_secret_once(self, staff: Client) -> None:
        made = staff.post("/staff/outbox/subscriptions/add", TYPED).content.decode()

        one = Subscription.objects.get()
        assert one.events == ["attempt.submitted", "attempt.verified"]
        assert re.search(r'id="secret">([^<]+)<', made)[1] == one.secret
        later = staff.get(f"/staff/outbox/subscriptions/{one.pk}").content.decode()
        assert one.secret not in later

    @pytest.mark.parametrize(
        ("field", "value"),
        [("address", "http://user:x@records.example/"), ("events", "No such!"), ("name", "")],
    )
    def test_that_makes_no_sense_is_shown_beside_its_field(
        self, staff: Client, field: str, value: str
    ) -> None:
        page = staff.post("/staff/outbox/subscriptions/add", {**TYPED, field: value})

        assert f'href="#id_{field}"' in page.content.decode()
        assert not Subscription.objects.exists()

    def test_is_changed(self, staff: Client, now: datetime) -> None:
        one = make.subscription(now=now)

        staff.post(f"/staff/outbox/subscriptions/{one.pk}", TYPED)

        one.refresh_from_db()
        assert (one.name, one.address) == (TYPED["name"], TYPED["address"])
        entry = audit.entries_about(f"subscription:{one.pk}").get()
        assert "secret" not in str(entry.before) + str(entry.after)

    def test_is_switched_off_and_on(self, staff: Client, now: datetime) -> None:
        one = make.subscription(now=now)
        for act, is_active in (("disable", False), ("enable", True)):
            staff.post(f"/staff/outbox/subscriptions/{one.pk}/decide", {"act": act})
            one.refresh_from_db()
            assert one.is_active is is_active

    def test_gets_a_new_secret(self, staff: Client, now: datetime) -> None:
        one = make.subscription(now=now)

        page = staff.post(f"/staff/outbox/subscriptions/{one.pk}/decide", {"act": "renew"})

        renewed = Subscription.objects.get(pk=one.pk).secret
        assert renewed != one.secret
        assert renewed in page.content.decode()

    def test_is_removed(self, staff: Client, now: datetime) -> None:
        one = make.subscription(now=now)

        staff.post(f"/staff/outbox/subscriptions/{one.pk}/decide", {"act": "remove"})

        assert not Subscription.objects.exists()
        actions = [entry.action for entry in audit.entries_about(f"subscription:{one.pk}")]
        assert actions == ["subscription.removed"]

    def test_of_an_unknown_number_is_not_found(self, staff: Client) -> None:
        assert staff.get("/staff/outbox/subscriptions/7").status_code == 404


class TestTheDoctor:
    def test_names_what_stands_still(self, stuck: Message, capsys) -> None:
        call_command("doctor", "--json")

        assert "1 messages stand still: see /staff/outbox." in capsys.readouterr().out
