"""Processes that a test starts: what they say first, whom they start, and how they end."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from threading import Timer

# A busy machine is no failure; that a demo is quick is measured by a test of its own.
SECONDS_TO_GET_READY = 150
SECONDS_TO_END = 20


@dataclass(frozen=True, slots=True)
class Running:
    """A process that the system knows."""

    pid: int
    parent: int
    command: str


def first_line(process: subprocess.Popen[str]) -> str:
    """Wait for the first line that a process says; it is empty when the process ended instead."""
    deadline = Timer(SECONDS_TO_GET_READY, process.kill)
    deadline.start()
    try:
        assert process.stdout is not None
        return process.stdout.readline()
    finally:
        deadline.cancel()


def end(process: subprocess.Popen[str], by: signal.Signals = signal.SIGTERM) -> tuple[str, str]:
    """Tell a process to end, see to it that it does, and return what it said until then."""
    if process.poll() is None:
        process.send_signal(by)
    try:
        return process.communicate(timeout=SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()


def started_by(pid: int) -> list[Running]:
    """Return the processes that a process has started, and those that these have started."""
    everybody = _everybody()
    found: list[Running] = []
    parents = {pid}
    while parents:
        children = [one for one in everybody if one.parent in parents]
        found += children
        parents = {one.pid for one in children}
    return found


def left_of(processes: list[Running]) -> list[Running]:
    """Wait until these processes are gone; return those that stay, whoever their parent is now."""
    latest = time.monotonic() + SECONDS_TO_END
    pids = {one.pid for one in processes}
    while left := [one for one in _everybody() if one.pid in pids]:
        if time.monotonic() > latest:
            break
        time.sleep(0.1)
    return left


def kill(process: Running) -> None:
    """End a process at once, without a word."""
    os.kill(process.pid, signal.SIGKILL)


def _everybody() -> list[Running]:
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,stat=,args="],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.split(maxsplit=3) for line in listed.stdout.splitlines()]
    # What has ended and waits to be buried by its parent is gone already.
    return [
        Running(int(pid), int(parent), command)
        for pid, parent, state, command in (row for row in rows if len(row) == 4)
        if not state.startswith("Z")
    ]
