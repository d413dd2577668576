import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from lti_exams.exams import api as exams
from lti_exams.ops import worker
from lti_exams.trust import api as trust
from tests.factories import exams as make
from tests.factories import qualifying as wizard

ROOT = Path(__file__).resolve().parents[3]
LONG_AGO = timedelta(days=30)


@pytest.mark.django_db
class TestWork:
    def test_sweeps_what_nobody_can_use_any_more(self, now):
        trust.issue("state", "old", now=now - LONG_AGO, lifetime=timedelta(minutes=5))
        trust.issue("state", "new", now=now, lifetime=timedelta(minutes=5))

        assert worker.do_due_work(now=now).done["single_uses_swept"] == 1
        assert trust.find("state", "new", now=now)

    def test_gives_up_runs_of_the_wizard_that_nobody_goes_on_with(self, now):
        course = make.course(now)
        make.person(course)
        wizard.run(course, wizard.MANUAL, {"who": "everybody"}, now=now)

        done = worker.do_due_work(now=now + LONG_AGO).done

        assert done["qualification_runs_swept"] == 1

    def test_ends_the_attempts_whose_time_is_up(self, now):
        course = make.course(now)
        attempt = make.started(make.exam(course, now=now), make.person(course), now=now)

        assert worker.do_due_work(now=now + LONG_AGO).done["attempts_closed"] == 1
        attempt.refresh_from_db()
        assert attempt.state == exams.State.SUBMITTED

    def test_goes_on_with_the_other_kinds_when_one_fails(self, now, monkeypatch):
        kinds = {"broken": often(_fail), "whole": often(lambda *, now: 3)}
        monkeypatch.setattr(worker, "KINDS", kinds)

        this = worker.do_due_work(now=now)

        assert (this.done, this.failed) == ({"whole": 3}, ["broken"])

    def test_once_fails_plainly_when_a_kind_fails(self, monkeypatch, capsys):
        monkeypatch.setattr(worker, "KINDS", {"broken": often(_fail)})

        with pytest.raises(SystemExit):
            call_command("work", "--once")

        assert "broken" in capsys.readouterr().err

    def test_ends_when_it_is_told_to(self, monkeypatch):
        told = threading.Event()
        stop = often(lambda *, now: told.set() or 1)
        monkeypatch.setattr(worker, "KINDS", {"stop": stop})

        assert worker.keep_working(told, every=60) == 1

    def test_does_each_kind_when_its_time_has_come_and_not_before(self, monkeypatch):
        told, seldom, rounds = threading.Event(), [], []

        def count(*, now: object) -> int:
            rounds.append(now)
            if len(rounds) == 3:
                told.set()
            return 0

        kinds = {
            "often": often(count),
            "seldom": worker.Kind(lambda *, now: seldom.append(now) or 0, every=timedelta(hours=1)),
        }
        monkeypatch.setattr(worker, "KINDS", kinds)

        worker.keep_working(told, every=0)

        assert (len(rounds), len(seldom)) == (3, 1)

    def test_lets_nothing_wait_for_what_waits_for_others(self, monkeypatch):
        told, answered, rounds = threading.Event(), threading.Event(), []

        def wait_for_somebody(*, now: object) -> int:
            answered.wait(30)
            return 0

        def count(*, now: object) -> int:
            rounds.append(now)
            if len(rounds) == 3:
                told.set()
                answered.set()
            return 0

        kinds = {
            "slow": worker.Kind(wait_for_somebody, every=timedelta(0), aside=True),
            "often": often(count),
        }
        monkeypatch.setattr(worker, "KINDS", kinds)

        worker.keep_working(told, every=0)

        assert len(rounds) == 3


@pytest.mark.slow
class TestWorkAsAProcess:
    def test_ends_by_itself_on_sigterm(self, tmp_path):
        process = subprocess.Popen(
            [sys.executable, "manage.py", "work", "--json", "--every", "60"],
            cwd=ROOT,
            env={
                "DATA_DIR": str(tmp_path),
                "MASTER_KEY_FILE": str(tmp_path / "key"),
                "LOG_LEVEL": "DEBUG",
            },
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


def often(work: Callable[..., int]) -> worker.Kind:
    return worker.Kind(work, every=timedelta(0))


def _fail(*, now: object) -> int:
    raise RuntimeError
