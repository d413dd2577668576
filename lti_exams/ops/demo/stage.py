"""Starts the parties as processes, watches them, and stops them whatever happens."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from lti_exams.kernel import http
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.remote import RemoteError
from lti_exams.ops.demo.parties import Party

_LEASH = (sys.executable, "-m", "lti_exams.ops.demo.leash")
_SECONDS_TO_GET_READY = 60
_SECONDS_TO_STOP = 10
_LOOK_EVERY = 0.1


class PartyStopped(LtiExamsError):
    """A process of the demo ended or did not get ready; its log says why."""

    code = "demo-party-stopped"


class Stage:
    """The processes of one demo."""

    def __init__(self, logs: Path, environment: Mapping[str, str]) -> None:
        self.logs = logs
        self.environment = {**os.environ, **environment}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        # The parties live as long as our end of this pipe is open: also when we are killed.
        self._their_end, self._our_end = os.pipe()

    def start(self, party: Party) -> None:
        """Start one party; what it says goes to its log."""
        with self._log(party.name).open("wb") as log:
            self.processes[party.name] = subprocess.Popen(  # noqa: S603 - our own commands
                [*_LEASH, *party.command],
                stdin=self._their_end,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                cwd=settings.BASE_DIR,
                # Ctrl-C reaches us alone, and we stop the parties in order.
                start_new_session=True,
            )

    def wait_for(self, party: Party) -> None:
        """Wait until a party is ready."""
        latest = time.monotonic() + _SECONDS_TO_GET_READY
        while not self._is_ready(party):
            self._must_run(party.name)
            if time.monotonic() > latest:
                raise self._stopped(party.name)
            time.sleep(_LOOK_EVERY)

    def watch(self) -> None:
        """Wait until a party stops by itself, and say which."""
        while True:
            for name in self.processes:
                self._must_run(name)
            time.sleep(_LOOK_EVERY)

    def stop(self) -> None:
        """Stop every party, politely first."""
        os.close(self._our_end)
        for process in self.processes.values():
            try:
                process.wait(_SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        os.close(self._their_end)

    def _is_ready(self, party: Party) -> bool:
        if party.says_when_ready:
            return b"ready " in self._log(party.name).read_bytes()
        return _is_healthy(party)

    def _must_run(self, name: str) -> None:
        if self.processes[name].poll() is not None:
            raise self._stopped(name)

    def _stopped(self, name: str) -> PartyStopped:
        return PartyStopped(party=name, log=self._log(name))

    def _log(self, name: str) -> Path:
        return self.logs / f"{name}.log"


@contextmanager
def stage(logs: Path, environment: Mapping[str, str]) -> Iterator[Stage]:
    """Open a stage whose parties all stop at the end of the block."""
    logs.mkdir(parents=True, exist_ok=True)
    opened = Stage(logs, environment)
    try:
        yield opened
    finally:
        opened.stop()


def _is_healthy(party: Party) -> bool:
    try:
        return http.get(f"{party.origin}/health/ready").status == 200
    except RemoteError:
        return False
