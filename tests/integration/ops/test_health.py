import pytest
from cryptography.fernet import Fernet
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder

from lti_exams.ops import health

pytestmark = pytest.mark.django_db


class TestLive:
    def test_says_that_the_process_answers(self, client):
        assert client.get("/health/live").json() == {"status": "live"}

    def test_needs_no_database(self, client, monkeypatch):
        monkeypatch.setattr(health.connection, "cursor", _fail)

        assert client.get("/health/live").status_code == 200

    def test_is_never_cached(self, client):
        assert "no-store" in client.get("/health/live").headers["Cache-Control"]


class TestReady:
    def test_says_that_everything_is_there(self, client):
        answer = client.get("/health/ready")

        assert (answer.status_code, answer.json()) == (
            200,
            {"status": "ready", "database": True, "migrations": True, "master_key": True},
        )

    def test_names_a_database_that_cannot_be_reached(self, client, monkeypatch):
        monkeypatch.setattr(health.connection, "cursor", _fail)

        answer = client.get("/health/ready")

        assert (answer.status_code, answer.json()["database"]) == (503, False)

    def test_names_migrations_that_wait(self, client):
        MigrationRecorder.Migration.objects.filter(app="trust").delete()

        answer = client.get("/health/ready")

        assert (answer.status_code, answer.json()["migrations"]) == (503, False)

    def test_names_a_master_key_that_is_none(self, client, settings):
        settings.MASTER_KEYS = ["no key"]

        answer = client.get("/health/ready")

        assert (answer.status_code, answer.json()["master_key"]) == (503, False)

    def test_tells_nobody_why(self, client, settings):
        settings.MASTER_KEYS = ["no key", Fernet.generate_key().decode()]

        assert "no key" not in client.get("/health/ready").content.decode()

    def test_is_read_and_not_written(self, client):
        assert client.post("/health/ready").status_code == 405


def _fail(*_: object) -> None:
    raise DatabaseError
