import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from lti_exams.ops import worker
from lti_exams.trust import api as trust

ROOT = Path(__file__).resolve().parents[3]
LONG_AGO = timedelta(days=30)


@pytest.mark.django_db
class TestWork:
    def test_sweeps_what_nobody_can_use_any_more(self, now):
        trust.issue("state", "old", now=now - LONG_AGO, lifetime=timedelta(minutes=5))
        trust.issue("state", "new", now=now, lifetime=timedelta(minutes=5))

        assert worker.do_due_work(now=now).done == {"single_uses_swept": 1}
        assert trust.find("state", "new", now=now)

    def test_goes_on_with_the_other_kinds_when_one_fails(self, now, monkeypatch):
        kinds = {"broken": _fail, "whole": lambda *, now: 3}
        monkeypatch.setattr(worker, "KINDS", kinds)

        this = worker.do_due_work(now=now)

        assert (this.done, this.failed) == ({"whole": 3}, ["broken"])

    def test_once_fails_plainly_when_a_kind_fails(self, monkeypatch, capsys):
        monkeypatch.setattr(worker, "KINDS", {"broken": _fail})

        with pytest.raises(SystemExit):
            call_command("work", "--once")

        assert "broken" in capsys.readouterr().err

    def test_ends_when_it_is_told_to(self, monkeypatch):
        told = threading.Event()
        monkeypatch.setattr(worker, "KINDS", {"stop": lambda *, now: told.set() or 1})

        assert worker.keep_working(told, every=60) == 1


@pytest.mark.slow
class TestWorkAsAProcess:
    def test_ends_by_itself_on_sigterm(self, tmp_path):
        process = subprocess.Popen(
            [sys.executable, "manage.py", "work", "--json", "--every", "60"],
            cwd=ROOT,
            env={"DATA_DIR": str(tmp_path), "MASTER_KEY_FILE": str(tmp_path / "key")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        with process:
            _wait_for_the_first_round(process)
            process.send_signal(signal.SIGTERM)
            out, _ = process.communicate(timeout=20)

        assert (process.returncode, out) == (0, '{"rounds": 1}\n')


def _wait_for_the_first_round(process: subprocess.Popen[str]) -> None:
    assert process.stderr
    while line := process.stderr.readline():
        if "worked" in line:
            return
    pytest.fail("the worker ended before its first round")


def _fail(*, now: object) -> int:
    raise RuntimeError
