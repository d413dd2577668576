"""`manage.py demo` from its first word to its last, as a process of its own."""

import shutil
import signal
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

import pytest
import requests

from tests.factories.demo import HOSTS, Demo, Place, running_demo, somewhere
from tests.factories.processes import Running, end, kill, left_of, started_by
from tests.factories.walker import Walker

pytestmark = pytest.mark.slow

SECONDS_WARM = 60


@dataclass(frozen=True, slots=True)
class Over:
    """A demo that has been stopped with Ctrl-C: how it ended, and what is left of it."""

    place: Place
    status: int | None
    said: tuple[str, str]
    left: list[Running]


@pytest.fixture(scope="module")
def over() -> Iterator[Over]:
    """A demo in which a teacher has chosen something, and which was then stopped with Ctrl-C."""
    with somewhere() as place, running_demo(place) as demo:
        choose_the_dashboard(demo)
        processes = started_by(demo.process.pid)
        said = end(demo.process, by=signal.SIGINT)
        yield Over(place, demo.process.returncode, said, left_of(processes))


@pytest.fixture
def place(over: Over, tmp_path: Path) -> Place:
    """Where a demo has been, with a copy of what it kept: it starts again in a few seconds."""
    shutil.copytree(over.place.data, tmp_path / "demo")
    return replace(over.place, data=tmp_path / "demo")


def choose_the_dashboard(demo: Demo) -> None:
    open_for_the_teachers(demo, "mira-maple").press("Open the dashboard here")


def open_for_the_teachers(demo: Demo, who: str) -> Walker:
    """Open that link as somebody, and return what they see."""
    walker = Walker()
    walker.open(demo.lms.origin)
    walker.press("", to=f"/be/{who}")
    walker.open(f"{demo.lms.origin}/courses/stat101")
    walker.follow("For the teachers")
    walker.step_into_frame()
    return walker


class TestARunningDemo:
    def test_tells_a_script_where_it_is_and_who_to_be(self, demo: Demo) -> None:
        assert demo.told == {
            "tour": f"{demo.lms.origin}/tour/",
            "service": f"http://127.0.0.1:{demo.place.port}",
            "staff": "demo",
            "password": "riverside",
        }

    def test_answers_on_a_site_of_its_own_for_each_party(self, demo: Demo) -> None:
        answers = [
            requests.get(f"http://{host}:{demo.place.port + number}/", timeout=10).status_code
            for number, host in enumerate(HOSTS)
        ]

        assert answers == [200, 200, 200, 200]

    def test_does_not_let_a_second_one_start(self, demo: Demo) -> None:
        second = demo.place.try_to_start()

        assert second.returncode == 1
        assert second.stdout == ""
        assert second.stderr == (
            f"Port {demo.place.port} on 127.0.0.1 is taken, perhaps by a demo that still runs. "
            "Stop it with Ctrl-C, or choose other ports: manage.py demo --port 8100.\n"
        )

    def test_works_on_while_a_second_one_is_refused(self, demo: Demo) -> None:
        demo.place.try_to_start("--fresh")

        assert requests.get(demo.told["tour"], timeout=10).status_code == 200


class TestCtrlC:
    def test_ends_it_as_a_success(self, over: Over) -> None:
        assert over.status == 0

    def test_leaves_no_process(self, over: Over) -> None:
        assert over.left == []

    def test_leaves_no_port_taken(self, over: Over) -> None:
        assert over.place.is_free()

    def test_adds_nothing_to_what_a_script_was_told(self, over: Over) -> None:
        assert over.said[0] == ""

    @pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_ends_it_before_it_is_up(self, place: Place, by: signal.Signals) -> None:
        process = place.start()
        assert process.stderr is not None
        assert "Preparing the database" in process.stderr.readline()

        said, complained = end(process, by=by)

        assert process.returncode == 0
        assert "kept" in said
        assert "Traceback" not in complained
        assert place.is_free()


class TestStartingAgain:
    def test_takes_no_minute_and_keeps_what_was_done_and_a_kill_leaves_no_orphans(
        self, place: Place
    ) -> None:
        began = time.monotonic()
        with running_demo(place) as demo:
            took = time.monotonic() - began
            seen = open_for_the_teachers(demo, "ada-alder").page
            everybody = started_by(demo.process.pid)

            end(demo.process, by=signal.SIGKILL)

            assert left_of(everybody) == []
        assert len(everybody) >= 5
        assert seen.heading == "Your exams"
        assert took < SECONDS_WARM

    def test_starts_over_where_that_is_wanted_and_touches_nothing_else(self, place: Place) -> None:
        (place.data / "thesis.txt").write_text("ten years of work")

        with running_demo(place, "--fresh") as demo:
            seen = open_for_the_teachers(demo, "ada-alder").page

        assert seen.heading == "This link is not ready yet"
        assert (place.data / "thesis.txt").exists()


class TestARefusedStart:
    def test_under_production_settings_says_so(self, place: Place, tmp_path: Path) -> None:
        refused = place.try_to_start(
            DJANGO_SETTINGS_MODULE="config.settings.prod",
            SECRET_KEY="x" * 50,
            ALLOWED_HOSTS="exams.example",
            DATA_DIR=str(tmp_path),
        )

        assert refused.returncode == 1
        assert refused.stderr == "The demo does not run under production settings.\n"

    def test_names_the_port_that_another_program_holds(self, place: Place) -> None:
        with socket.create_server(("127.0.0.3", place.port + 3)):
            refused = place.try_to_start()

        assert refused.returncode == 1
        assert refused.stderr.startswith(f"Port {place.port + 3} on 127.0.0.3 is taken")

    @pytest.mark.parametrize("port", ["80", "65533", "-1", "eight"])
    def test_says_which_ports_there_are(self, place: Place, port: str) -> None:
        refused = place.try_to_start("--port", port)

        assert refused.returncode == 1
        assert "not a port from 1024 to 65532" in refused.stderr
        assert "Traceback" not in refused.stderr

    def test_says_where_it_cannot_write(self, place: Place, tmp_path: Path) -> None:
        (tmp_path / "file").touch()

        refused = replace(place, data=tmp_path / "file").try_to_start()

        assert refused.returncode == 1
        assert "cannot write" in refused.stderr
        assert "Traceback" not in refused.stderr


class TestWhatPeopleRead:
    def test_is_where_to_begin_and_who_to_be_and_which_party_stopped(self, place: Place) -> None:
        process = place.start()
        assert process.stdout is not None

        read = "".join(
            takewhile(lambda line: "Ctrl-C stops everything" not in line, process.stdout)
        )

        assert f"http://localhost:{place.port + 1}/tour/" in read
        assert "Ada Alder" in read
        assert "demo, password riverside" in read

        everybody = started_by(process.pid)
        [vendor] = [one for one in everybody if "sandbox vendor" in one.command]
        kill(vendor)
        _, complained = process.communicate(timeout=30)

        assert process.returncode == 1
        log = place.data / str(place.port) / "logs" / "vendor.log"
        assert complained.splitlines()[-1] == (
            f"The vendor of the demo stopped or did not start. Its log says why ({log})."
        )
        assert left_of(everybody) == []
