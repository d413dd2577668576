import io
import json
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError

from lti_exams.kernel.remote import RemoteTimedOut
from lti_exams.kernel.secrets import UnreadableSecret, decrypt, encrypt
from lti_exams.ops.commands import JsonCommand


class Said:
    """What a command wrote, and how it ended."""

    def __init__(self, command: BaseCommand | str, *arguments: str) -> None:
        out, err = io.StringIO(), io.StringIO()
        self.status = 0
        try:
            call_command(command, *arguments, stdout=out, stderr=err)
        except SystemExit as ended:
            self.status = int(str(ended.code))
        self.out, self.err = out.getvalue(), err.getvalue()

    def json(self) -> object:
        return json.loads(self.out)


def command(work: Callable[[], dict[str, object]]) -> JsonCommand:
    made = JsonCommand()
    made.work = lambda *_, **__: work()  # type: ignore[method-assign]
    return made


def failing(error: Exception) -> JsonCommand:
    def work() -> dict[str, object]:
        raise error

    return command(work)


class TestJsonCommand:
    def test_tells_people_each_fact(self):
        said = Said(command(lambda: {"id": 7, "deployments": ["a", "b"]}))

        assert said.out == "id: 7\ndeployments: a, b\n"

    def test_tells_a_script_one_object_and_nothing_else(self):
        said = Said(command(lambda: {"id": 7}), "--json")

        assert (said.json(), said.out.count("\n"), said.err) == ({"id": 7}, 1, "")

    @pytest.mark.parametrize(
        ("error", "code"),
        [
            (RemoteTimedOut(host="lms.example"), "remote-timed-out"),
            (CommandError("Nothing is named so."), "command-failed"),
            (OperationalError("no such table"), "command-database"),
        ],
    )
    def test_tells_a_script_the_code_of_a_failure(self, error, code):
        said = Said(failing(error), "--json")

        assert (said.status, said.json()["error"], bool(said.json()["detail"])) == (1, code, True)

    def test_tells_people_a_failure_in_a_sentence(self):
        said = Said(failing(CommandError("Nothing is named so.")))

        assert (said.status, said.out, said.err) == (1, "", "Nothing is named so.\n")

    def test_words_a_refusal_as_the_pages_do(self):
        said = Said(failing(UnreadableSecret()))

        assert said.err.strip().endswith(".")
        assert "secret-unreadable" not in said.err

    def test_lets_a_mistake_of_ours_be_seen(self):
        with pytest.raises(ZeroDivisionError):
            Said(failing(ZeroDivisionError()))

    @pytest.mark.parametrize("json_too", [[], ["--json"]])
    def test_refuses_arguments_it_does_not_know_without_a_traceback(self, capsys, json_too):
        doctor = JsonCommand()

        with pytest.raises(SystemExit) as ended:
            doctor.run_from_argv(["manage.py", "doctor", "--unheard-of", *json_too])

        told = "".join(capsys.readouterr())
        assert ended.value.code == 1
        assert "unrecognized arguments: --unheard-of" in told
        assert "Traceback" not in told


@pytest.mark.django_db
class TestDoctor:
    def test_finds_a_healthy_installation_well(self, settings):
        assert Said("doctor", "--json").json() == {
            "well": True,
            "origin": settings.PUBLIC_ORIGIN,
            "checked_as_deployed": False,
            "warnings": [],
        }

    def test_names_what_is_wrong_and_what_to_do(self, settings):
        settings.MASTER_KEYS = ["no key"]

        said = Said("doctor")

        assert said.status == 1
        assert "lti_exams.E001" in said.err
        assert "MASTER_KEY_FILE" in said.err

    def test_tells_a_warning_and_is_well(self, settings, deployed):
        said = Said("doctor", "--json", "--deploy")

        assert said.json()["well"]
        assert "lti_exams.W010" in said.json()["warnings"][0]

    @pytest.fixture
    def deployed(self, settings):
        """An installation that is safe, but for calls to its own loopback addresses."""
        settings.HTTP_ALLOW_PLAIN = False
        settings.PUBLIC_ORIGIN, settings.ALLOWED_HOSTS = "https://exams.example", ["exams.example"]
        settings.SECRET_KEY = "k4v9" * 10 + "an-honest-one-of-enough-signs"
        settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
        settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True

    def test_looks_closer_at_a_deployment(self, settings):
        settings.HTTP_ALLOW_PLAIN = False

        said = Said("doctor", "--json")

        assert said.json()["error"] == "installation-not-well"
        assert "PUBLIC_ORIGIN" in said.json()["detail"]


class TestMakeMasterKey:
    @pytest.fixture
    def key_file(self, settings, tmp_path):
        settings.MASTER_KEYS, settings.MASTER_KEY_FILE = [], tmp_path / "master.key"
        return settings.MASTER_KEY_FILE

    def test_writes_a_key_that_works(self, key_file):
        said = Said("make_master_key", "--json")

        assert said.json() == {"file": str(key_file)}
        assert decrypt(encrypt("a secret")) == "a secret"

    def test_never_replaces_a_key(self, key_file):
        Said("make_master_key")
        before = key_file.read_text()

        assert (Said("make_master_key").status, key_file.read_text()) == (1, before)
