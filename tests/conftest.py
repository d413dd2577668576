"""What every test may ask for."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.contenttypes.management import create_contenttypes
from django.core.cache import cache
from django.core.management.commands import flush
from django.core.management.sql import emit_post_migrate_signal
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models.signals import post_migrate
from django.test import Client
from hypothesis import HealthCheck, settings

from lti_exams.trust.operations import own_keys, remote_keys
from tests.factories.demo import Demo, running_demo, somewhere
from tests.factories.drawer import Drawer
from tests.factories.lms import Lms
from tests.factories.sandbox import RunCounterpart, running

# A busy machine is no failure, and an example must not need the file of another run.
settings.register_profile(
    "house",
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("house")

NOW = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """A moment that the test decides about."""
    return NOW


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Make the tables, and let tests that empty them fill in no more than our own rows again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "emit_post_migrate_signal", _fill_our_own)
        patch.setattr(DatabaseOperations, "sql_flush", _emptied)
        yield


def _emptied(operations: DatabaseOperations, _: Any, tables: list[str], **__: Any) -> list[str]:
    # TRUNCATE makes each table and each index anew, which takes a second; few tables have rows.
    # Whatever the order, what refers to what is looked at when all are empty.
    return [f"DELETE FROM {operations.quote_name(table)}" for table in tables]


def _fill_our_own(*told: Any, **more: Any) -> None:
    # What an app of Django writes here costs more than the rest of most tests. A test that adds
    # an app connects it again.
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    post_migrate.disconnect(create_contenttypes)
    emit_post_migrate_signal(*told, **more)


@pytest.fixture(autouse=True)
def _keys_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take our own key pairs from a drawer: making one costs more than most tests."""
    monkeypatch.setattr(own_keys, "rsa", Drawer())


@pytest.fixture(autouse=True)
def _empty_caches() -> None:
    """Forget what another test kept: its rows are gone, and their numbers are given out anew."""
    cache.clear()
    remote_keys._parsed.clear()
    own_keys.forget_signing_keys()


@pytest.fixture
def lms(db: None) -> Lms:
    """An LMS that is registered with us and has one deployment."""
    return Lms.registered()


@pytest.fixture
def browser() -> Client:
    """A browser that keeps the cookies it is given."""
    return Client()


@pytest.fixture(scope="session")
def sandbox_process() -> RunCounterpart:
    """Return what starts a counterpart: `with sandbox_process("lms", host="localhost") as lms`."""
    return running


@pytest.fixture(scope="session")
def _demo() -> Iterator[Demo]:
    with somewhere() as place, running_demo(place) as demo:
        yield demo


@pytest.fixture
def demo(_demo: Demo) -> Demo:
    """The demo, started once for all tests, with everything in it as the tour finds it."""
    _demo.tidy_up()
    return _demo
