import shutil
import signal
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote

from django.conf import settings
from django.core.management.base import CommandParser

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.ops.commands import CommandRefused, Facts, JsonCommand, as_object
from lti_exams.ops.demo.introductions import introduce, run_manage, seed
from lti_exams.ops.demo.parties import Cast, cast_at, check_places
from lti_exams.ops.demo.stage import Stage, stage

STAFF = ("demo", "riverside")
_FIRST_PORTS = range(1024, 65_536 - 3)
_WAYS_TO_STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(JsonCommand):
    help = "Run the service with an LMS, a proctoring vendor and an assessment tool to try it with."

    invited = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="forget the last demo, start over")
        parser.add_argument("--port", type=_port, default=8000, help="the first of four ports")
        parser.add_argument("--data", type=Path, help="where the demo keeps what it writes")

    def handle(self, *args: Any, json: bool = False, **options: Any) -> None:
        self.as_json = json
        super().handle(*args, json=json, **options)

    def work(self, *, fresh: bool, port: int, data: Path | None, **_: Any) -> Facts:
        """Set the demo up, say where it is, and keep it up until Ctrl-C."""
        if not settings.DEMO_IS_ALLOWED:
            detail = "The demo does not run under production settings."
            raise CommandRefused("command-failed", detail=detail)
        # What is kept names its own addresses: with other ports it would be of no use.
        data = (data or settings.DATA_DIR / "demo").resolve() / str(port)
        cast = cast_at(port, data)
        check_places(cast)
        _make_room(data, fresh=fresh)
        with (
            _until_told_to_stop(),
            stage(data / "logs", self._environment(cast, data)) as opened,
        ):
            self._set_up(cast, opened)
            self._invite(cast)
            opened.watch()
        return {"stopped": True, "data": data}

    def _tell(self, facts: Facts, *, as_json: bool) -> None:
        # A script has had its one object when the demo was ready.
        if not as_json:
            super()._tell(facts, as_json=as_json)

    def _fail(self, error: LtiExamsError, *, as_json: bool) -> NoReturn:
        super()._fail(error, as_json=as_json and not self.invited)

    def told(self, facts: Facts) -> str:
        return f"\nStopped. What you did is kept in {facts['data']}; --fresh starts over."

    def _environment(self, cast: Cast, data: Path) -> dict[str, str]:
        return {
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATA_DIR": str(data / "service"),
            "DATABASE_URL": f"sqlite:///{quote(str(data / 'service' / 'lti_exams.sqlite3'))}",
            "MASTER_KEY_FILE": str(data / "service" / "master.key"),
            "PUBLIC_ORIGIN": cast.service.origin,
            "SANDBOX_TOUR": " ".join((cast.service.origin, *STAFF)),
        }

    def _set_up(self, cast: Cast, opened: Stage) -> None:
        for party in cast.counterparts:
            opened.start(party)
        self._say("Preparing the database")
        run_manage(opened.environment, "migrate", "--verbosity", "0")
        for party in cast.counterparts:
            self._say(f"Waiting for the {party.name}")
            opened.wait_for(party)
        self._say("Introducing the service and the LMS to each other")
        # It gets ready meanwhile.
        opened.start(cast.service)
        introduce(cast, opened.environment)
        seed(cast, opened.environment, STAFF)
        self._say("Waiting for the service")
        opened.start(cast.worker)
        opened.wait_for(cast.service)

    def _say(self, step: str) -> None:
        self.stderr.write(f"  {step} …", self.style.NOTICE)

    def _invite(self, cast: Cast) -> None:
        """Say where to go, who to be and what to try."""
        name, password = STAFF
        self.invited = True
        if self.as_json:
            told = {"tour": f"{cast.lms.origin}/tour/", "service": cast.service.origin}
            self._tell_at_once(as_object({**told, "staff": name, "password": password}))
            return
        self._tell_at_once(
            f"""
  Begin here:      {cast.lms.origin}/tour/

  Be a student     Ada Alder, at Riverside University (one click, no password)
  Be a teacher     Mira Maple, at Riverside University
  Be our staff     {cast.service.origin}/staff/ as {name}, password {password}

  Ctrl-C stops everything and keeps what you did.
"""
        )

    def _tell_at_once(self, text: str) -> None:
        self.stdout.write(text)
        # Whoever reads through a pipe would else read it when all is over.
        self.stdout.flush()


def _make_room(data: Path, *, fresh: bool) -> None:
    try:
        if fresh and data.exists():
            shutil.rmtree(data)
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        detail = f"The demo cannot write to {data}: {error.strerror}."
        raise CommandRefused("command-failed", detail=detail) from error


def _port(told: str) -> int:
    if not told.isdecimal() or int(told) not in _FIRST_PORTS:
        raise ArgumentTypeError(f"not a port from {_FIRST_PORTS[0]} to {_FIRST_PORTS[-1]}: {told}")
    return int(told)


@contextmanager
def _until_told_to_stop() -> Iterator[None]:
    """End the block, wherever it is, at Ctrl-C, a termination, or when the terminal closes."""
    # Whoever started us with nohup wants us to outlive the terminal.
    heard = [one for one in _WAYS_TO_STOP if signal.getsignal(one) != signal.SIG_IGN]
    before = {number: signal.signal(number, _stop) for number in heard}
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(*_: Any) -> NoReturn:
    """Stop once: whoever presses Ctrl-C again must not disturb the stopping."""
    for number in _WAYS_TO_STOP:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
