"""The commands and files that a stranger meets first hold what they promise."""

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest
import yaml
from _pytest.mark.expression import Expression

from tests import run

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(COMPOSE_TEXT)
DOCKERFILE = (ROOT / "Dockerfile").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
HOUSE = {"help", "demo", "test", "sure", "bench", "nightly"}


def make(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


class TestMakefile:
    def test_lists_the_commands_of_the_house(self):
        listed = {line.split()[0] for line in make("help").stdout.splitlines()}

        assert listed >= HOUSE

    def test_says_what_each_command_does(self):
        promised = set(re.findall(r"^\.PHONY: (\S+)$", MAKEFILE, flags=re.MULTILINE))
        told = set(re.findall(r"^([a-z-]+):.*## \S", MAKEFILE, flags=re.MULTILINE))

        assert promised == told

    def test_names_a_missing_python_plainly(self, tmp_path):
        for tool in ("bash", "touch", "test"):
            (tmp_path / tool).symlink_to(f"/bin/{tool}")

        result = make(
            "--always-make", ".venv/dev.stamp", f"BIN={tmp_path}/none", f"PATH={tmp_path}"
        )

        assert result.returncode != 0
        assert "Python 3.11 or newer is needed" in result.stderr


class TestLocks:
    @pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
    def test_pin_every_dependency_with_its_hashes(self, name):
        lines = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
        pins = [line for line in lines if line and not line.startswith("#")]

        loose = [pin for pin in pins if not re.match(r"[\w.\[\]-]+==\S+.*--hash=sha256:", pin)]

        assert (bool(pins), loose) == (True, [])

    def test_agree_with_each_other(self):
        run_time, development = pinned("requirements.lock"), pinned("requirements-dev.lock")

        assert run_time.items() <= development.items()

    def test_cover_what_setup_cfg_asks_for(self):
        asked = re.search(r"install_requires =\n((?:    .*\n)+)", (ROOT / "setup.cfg").read_text())
        names = {canonical(line) for line in asked[1].splitlines()}

        assert names <= pinned("requirements.lock").keys()


def pinned(name: str) -> dict[str, str]:
    found = re.findall(r"^([\w.\[\]-]+)==(\S+)", (ROOT / name).read_text(), flags=re.MULTILINE)
    return {canonical(package): version for package, version in found}


def canonical(requirement: str) -> str:
    name = re.match(r"\s*([\w.-]+)", requirement)[1]
    return re.sub(r"[-_.]+", "-", name).lower()


class TestCompose:
    def test_runs_the_web_the_worker_and_postgresql(self):
        images = {name: service["image"] for name, service in COMPOSE["services"].items()}

        assert images.keys() == {"db", "migrate", "web", "worker"}
        assert images["db"].startswith("postgres:")
        assert {images[name] for name in ("migrate", "web", "worker")} == {"lti_exams"}

    def test_builds_the_image_from_the_dockerfile_beside_it(self):
        assert COMPOSE["services"]["web"]["build"] == "."
        assert (ROOT / "Dockerfile").is_file()

    @pytest.mark.parametrize("name", ["web", "worker"])
    def test_waits_for_the_database_and_its_tables(self, name):
        conditions = {
            other: wait["condition"]
            for other, wait in COMPOSE["services"][name]["depends_on"].items()
        }

        assert conditions == {
            "db": "service_healthy",
            "migrate": "service_completed_successfully",
        }

    def test_looks_after_the_health_of_every_service_that_stays(self):
        assert "HEALTHCHECK" in DOCKERFILE
        assert "healthcheck" in COMPOSE["services"]["db"]
        assert "healthcheck" in COMPOSE["services"]["worker"]

    def test_keeps_data_and_keys_apart(self):
        mounts = {name: COMPOSE["services"][name]["volumes"] for name in ("db", "web", "worker")}

        assert COMPOSE["volumes"].keys() == {"data", "keys"}
        assert mounts["db"] == ["data:/var/lib/postgresql/data"]
        assert mounts["web"] == mounts["worker"] == ["keys:/keys"]

    @pytest.mark.parametrize("secret", ["SECRET_KEY", "POSTGRES_PASSWORD"])
    def test_has_no_default_for_a_secret(self, secret):
        used = re.findall(rf"\$\{{{secret}([^}}]*)\}}", COMPOSE_TEXT)

        assert used
        assert all(form.startswith(":?") for form in used)

    def test_takes_nothing_from_the_environment_that_the_example_does_not_explain(self):
        used = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE_TEXT)) - {"BIND"}

        assert used <= set(re.findall(r"^#?([A-Z_]+)=", EXAMPLE, flags=re.MULTILINE))


class TestLicence:
    def test_is_named_and_comes_with_the_code(self):
        assert "Apache License" in (ROOT / "LICENSE").read_text()
        assert "license = Apache-2.0" in (ROOT / "setup.cfg").read_text()


class TestDockerfile:
    def test_installs_nothing_that_is_not_pinned(self):
        installs = re.findall(r"pip install (.*)", DOCKERFILE)

        assert installs == ["--require-hashes -r /build/requirements.lock"]

    def test_runs_as_nobody_special(self):
        users = re.findall(r"^USER (\S+)", DOCKERFILE, flags=re.MULTILINE)

        assert users == ["lti_exams"]

    def test_copies_only_what_the_build_may_see(self):
        seen = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), flags=re.MULTILINE)
        copies = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, flags=re.MULTILINE)

        copied = {source for sources in copies for source in sources.split()}

        assert copied == set(seen)


class TestContinuousIntegration:
    def test_can_be_started(self):
        assert (ROOT / ".ci" / "run").stat().st_mode & stat.S_IXUSR

    def test_is_a_script_that_the_shell_can_read(self):
        subprocess.run(["bash", "-n", ".ci/run"], cwd=ROOT, check=True)

    def test_requires_what_a_desk_may_leave_out(self):
        assert "export CI=true" in (ROOT / ".ci" / "run").read_text()
        assert run.required({"CI": "true"})


class TestRunOfTheTests:
    BARE = run.Machine(chromium="", postgres=run.POSTGRES, postgres_answers=False)
    FULL = run.Machine(chromium="/bin/chromium", postgres=run.POSTGRES, postgres_answers=True)

    def test_leaves_nothing_out_where_everything_is_there(self):
        assert run.what_is_missing(self.FULL) == []

    def test_says_what_it_leaves_out_and_how_to_get_it(self):
        chromium, postgres = run.what_is_missing(self.BARE)

        assert "apt-get install chromium" in chromium
        assert "TEST_POSTGRES_URL" in postgres

    def test_never_shows_a_password(self):
        url = "postgres://user:password@db.example:5432/postgres"

        (told,) = run.what_is_missing(run.Machine("/bin/chromium", url, postgres_answers=False))

        assert "db.example:5432" in told
        assert "user:password@db.example" not in told

    def test_runs_on_sqlite_alone_and_without_a_browser_on_a_bare_machine(self):
        planned = run.runs(self.BARE)

        assert all("DATABASE_URL" not in one.more for one in planned)
        assert all("not browser" in one.marks for one in planned)

    def test_runs_in_the_browser_and_on_both_databases_on_a_full_machine(self):
        planned = run.runs(self.FULL)

        assert [one.marks for one in planned].count(run.QUICK) == 2
        assert any(one.more.get("DATABASE_URL") == run.POSTGRES for one in planned)
        assert any(one.more.get("CHROMIUM") == "/bin/chromium" for one in planned)

    def test_runs_every_folder_somewhere(self):
        sqlite, postgres = (one for one in run.runs(self.FULL) if one.marks == run.QUICK)

        assert set(sqlite.without) & set(postgres.without) == set()
        assert "tests/integration" not in (*sqlite.without, *postgres.without)

    def test_runs_everything_on_both_databases_in_the_long_form(self):
        planned = run.runs(self.FULL, long=True)

        without = {path for one in planned if one.more == {} for path in one.without}
        assert without == set()
        assert [one.marks for one in planned].count(run.SLOW) == 2

    @pytest.mark.parametrize("machine", [BARE, FULL])
    @pytest.mark.parametrize("marks", ["", "slow", "sandbox", "browser", "slow browser"])
    def test_leaves_no_test_out_that_the_machine_can_run(self, machine, marks):
        def runs(one):
            return Expression.compile(one.marks).evaluate(lambda name, **_: name in marks.split())

        can_run = bool(machine.chromium) or "browser" not in marks
        assert any(runs(one) for one in run.runs(machine)) == can_run

    def test_fails_where_everything_is_required_and_something_is_missing(self, monkeypatch, capsys):
        monkeypatch.setattr(run, "look_around", lambda environment: self.BARE)
        monkeypatch.setenv("REQUIRE_ALL", "1")

        assert run.main([]) == 1
        assert "left out" in capsys.readouterr().out
