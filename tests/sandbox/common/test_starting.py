"""A counterpart starts where it may, says why where it may not, and stops when told to."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import requests

from tests.factories.sandbox import RunCounterpart


def tried(
    name: str, data: Path, *, host: str = "127.0.0.1", port: int = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Try to start a counterpart that is expected to refuse."""
    command = [sys.executable, "-m", "lti_exams.sandbox", name, "--host", host]
    kept: Mapping[str, str] = {**os.environ, **environment}
    return subprocess.run(
        [*command, "--port", str(port), "--data", str(data)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env=kept,
    )


class TestStarting:
    @pytest.mark.parametrize(
        "environment",
        [{"LTI_EXAMS_ENV": "production"}, {"DJANGO_SETTINGS_MODULE": "config.settings.prod"}],
        ids=["environment", "settings"],
    )
    def test_is_refused_under_production(self, tmp_path: Path, environment: dict[str, str]) -> None:
        refused = tried("vendor", tmp_path, **environment)

        assert refused.returncode == 2
        assert refused.stderr == "The sandbox does not start under production settings.\n"

    @pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org"])
    def test_is_refused_where_others_could_reach_it(self, tmp_path: Path, host: str) -> None:
        refused = tried("vendor", tmp_path, host=host)

        assert refused.returncode == 2
        assert "loopback addresses only" in refused.stderr

    def test_says_plainly_that_a_port_is_taken(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as holder:
            port = holder.getsockname()[1]

            refused = tried("assessment", tmp_path, port=port)

        assert refused.returncode == 2
        assert f"Port {port} on 127.0.0.1 is taken" in refused.stderr
        assert "Traceback" not in refused.stderr

    def test_wants_the_name_of_a_counterpart(self, tmp_path: Path) -> None:
        refused = tried("bank", tmp_path)

        assert refused.returncode == 2
        assert "Name one of lms, vendor, assessment." in refused.stderr


class TestRunning:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "kill"])
    def test_ends_cleanly_when_it_is_told_to(
        self, sandbox_process: RunCounterpart, number: signal.Signals
    ) -> None:
        with sandbox_process("vendor", host="127.0.0.2") as started:
            started.process.send_signal(number)

            assert started.process.wait(timeout=10) == 0

    def test_serves_its_style_sheet(self, sandbox_process: RunCounterpart) -> None:
        with sandbox_process("assessment", host="127.0.0.3") as started:
            answer = requests.get(f"{started.origin}/static/assessment/quill.css", timeout=10)

        assert answer.headers["Content-Type"].startswith("text/css")
