from datetime import datetime

import pytest
from django.db import connection

from lti_exams.outbox import api as outbox
from tests.factories import outbox as make


def wanted(**changes: object) -> outbox.Wanted:
    told = {"name": "Records", "address": "https://records.example/", "events": ["attempt.*"]}
    return outbox.Wanted(**(told | changes))


@pytest.mark.django_db
class TestASubscription:
    def test_has_a_secret_of_its_own_that_is_sealed_in_the_database(self, now: datetime) -> None:
        one, other = (outbox.subscribe(wanted(name=name), now=now) for name in ("One", "Other"))

        with connection.cursor() as cursor:
            cursor.execute("SELECT secret FROM outbox_subscription")
            stored = str(cursor.fetchall())
        assert one.secret.startswith("whsec_")
        assert one.secret != other.secret
        assert one.secret not in stored

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", " "),
            ("name", "x" * 201),
            ("address", "ftp://records.example/"),
            ("address", "https://user:password@records.example/"),
            ("events", []),
            ("events", ["no such thing"]),
        ],
    )
    def test_that_makes_no_sense_is_refused_by_the_name_of_its_field(
        self, field: str, value: object, now: datetime
    ) -> None:
        with pytest.raises(outbox.SubscriptionRefused) as refused:
            outbox.subscribe(wanted(**{field: value}), now=now)

        assert refused.value.values["field"] == field

    def test_has_a_name_of_its_own(self, now: datetime) -> None:
        outbox.subscribe(wanted(), now=now)

        with pytest.raises(outbox.SubscriptionRefused):
            outbox.subscribe(wanted(), now=now)

    def test_takes_what_waits_for_it_along(self, now: datetime) -> None:
        to = make.subscription(now=now)
        make.call(to, now=now)

        outbox.unsubscribe(to.pk)

        assert outbox.count_messages()[outbox.MessageState.WAITING] == 0

    def test_gets_a_new_secret(self, now: datetime) -> None:
        to = make.subscription(now=now)

        assert outbox.renew_secret(to.pk).secret != to.secret
