"""A database that went away between two requests is no fault of the second."""

import time
from datetime import datetime, timedelta

import pytest
from django.db import connection

from lti_exams.kernel.prepared import Asked, Question
from lti_exams.launches.models import Course
from lti_exams.trust.models import SingleUse

pytestmark = pytest.mark.django_db(transaction=True)


def end_from_the_other_side() -> None:
    """Let the server end our connection; SQLite has no server that could."""
    if connection.vendor == "sqlite":
        return connection.close()
    pid = connection.connection.info.backend_pid
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()
    return _until_the_line_says_so()


def _until_the_line_says_so() -> None:
    latest = time.monotonic() + 20
    while connection.is_usable() and time.monotonic() < latest:
        continue


def as_before_a_request() -> None:
    connection.health_check_enabled = connection.settings_dict["CONN_HEALTH_CHECKS"]
    connection.health_check_done = False


def test_a_connection_that_lives_is_used_again() -> None:
    Course.objects.count()
    before = connection.connection

    as_before_a_request()
    Course.objects.count()

    assert connection.connection is before


def test_one_that_the_server_ended_is_made_anew() -> None:
    Course.objects.count()
    end_from_the_other_side()

    as_before_a_request()

    assert Course.objects.count() == 0


class TestThePlanOfAQuestion:
    question = Question(lambda: Course.objects.filter(context_id=Asked("course")))

    def plans(self) -> int:
        """Count the plans of it that the server keeps; SQLite makes none that it could keep."""
        if connection.vendor == "sqlite":
            return 1 if connection.settings_dict.get("KEEPS_PLANS", True) else 0
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%context_id%%'"
            )
            return int(cursor.fetchone()[0])

    def test_is_made_once(self) -> None:
        assert self.question.rows(course="one") == self.question.rows(course="two") == []

        assert self.plans() == 1

    def test_is_not_left_behind_where_a_pooler_changes_servers(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "KEEPS_PLANS", False)

        assert self.question.rows(course="one") == []

        assert self.plans() == 0


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "America/St_Johns"])
def test_an_instant_is_the_same_whatever_hour_the_server_tells(zone: str, now: datetime) -> None:
    latest = now + timedelta(microseconds=10)
    SingleUse.objects.create(kind="a", digest="a", expires_at=latest)
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('TimeZone', %s, false)", [zone])

    read = SingleUse.objects.get().expires_at
    connection.close()

    assert read == latest
