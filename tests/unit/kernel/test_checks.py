import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.core.checks import run_checks

from lti_exams.kernel.masterkey import make_key_file

ROOT = Path(__file__).resolve().parents[3]


def found() -> set[str]:
    ours = (message.id for message in run_checks(include_deployment_checks=True))
    return {name for name in ours if name.startswith("lti_exams.")}


@pytest.fixture
def deployed(settings):
    """Settings of an installation with nothing wrong about it."""
    settings.DEBUG = False
    settings.HTTP_ALLOW_PLAIN = False
    settings.HTTP_ALLOWED_NETWORKS = ["10.20.0.0/16"]
    settings.PUBLIC_ORIGIN = "https://exams.example"
    settings.ALLOWED_HOSTS = ["exams.example"]
    settings.SECRET_KEY = "x" * 60
    return settings


class TestChecks:
    def test_find_nothing_where_nothing_is_wrong(self, deployed):
        assert found() == set()

    @pytest.mark.parametrize(
        ("setting", "value", "check"),
        [
            ("MASTER_KEYS", ["no key"], "lti_exams.E001"),
            ("HTTP_ALLOWED_NETWORKS", ["10.20.0.1/16"], "lti_exams.E002"),
            ("DEBUG", True, "lti_exams.E004"),
            ("SESSION_COOKIE_SECURE", False, "lti_exams.E005"),
            ("CSRF_COOKIE_SECURE", False, "lti_exams.E005"),
            ("HTTP_ALLOW_PLAIN", True, "lti_exams.E006"),
            ("PUBLIC_ORIGIN", "http://exams.example", "lti_exams.E007"),
            ("PUBLIC_ORIGIN", "https://exams.example/lti", "lti_exams.E007"),
            ("ALLOWED_HOSTS", ["other.example"], "lti_exams.E008"),
            ("SECRET_KEY", "development-only-and-refused-in-production", "lti_exams.E009"),
            ("HTTP_ALLOWED_NETWORKS", ["127.0.0.0/8"], "lti_exams.W010"),
        ],
    )
    def test_name_what_is_wrong(self, deployed, setting, value, check):
        setattr(deployed, setting, value)

        assert found() == {check}

    @pytest.mark.parametrize("pattern", ["*", ".example", "exams.example"])
    def test_accept_every_way_to_name_the_public_host(self, deployed, pattern):
        deployed.ALLOWED_HOSTS = [pattern]

        assert found() == set()

    def test_name_a_missing_master_key(self, deployed, tmp_path):
        deployed.MASTER_KEYS, deployed.MASTER_KEY_FILE = [], tmp_path / "none"

        assert found() == {"lti_exams.E001"}

    def test_name_a_master_key_that_others_may_read(self, deployed, tmp_path):
        deployed.MASTER_KEYS, deployed.MASTER_KEY_FILE = [], tmp_path / "key"
        make_key_file(deployed.MASTER_KEY_FILE)
        deployed.MASTER_KEY_FILE.chmod(0o644)

        assert found() == {"lti_exams.E003"}


@pytest.mark.slow
class TestCheckDeployOfProduction:
    def test_passes_with_what_the_example_asks_for_and_fails_without_a_key(self, tmp_path):
        complete = production(tmp_path, MASTER_KEYS=Fernet.generate_key().decode())
        without_key = production(tmp_path)

        assert (complete.returncode, without_key.returncode) == (0, 1), complete.stderr
        assert "lti_exams.E001" in without_key.stderr


def production(folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        "SECRET_KEY": "k4v9" * 10 + "an-honest-one-of-enough-signs",
        "PUBLIC_ORIGIN": "https://exams.example",
        "ALLOWED_HOSTS": "exams.example",
        "DATA_DIR": str(folder),
        "MASTER_KEY_FILE": str(folder / "none"),
        **more,
    }
    command = [sys.executable, "manage.py", "check", "--deploy"]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
