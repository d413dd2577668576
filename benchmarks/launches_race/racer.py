"""One side of the race, in a process of its own: it launches when told to, and says the cost.

    python -m benchmarks.launches_race.racer <module that registers the LMS>

It reads one JSON object a line on standard input and answers each with one on standard output. It
needs nothing but Django, PyJWT and cryptography: the other side runs in its own environment.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection

from benchmarks.launches_race.browser import (
    ORIGIN,
    Answer,
    Application,
    Environment,
    ask,
    post_environment,
)
from benchmarks.launches_race.lms import Lms

LOGIN, LAUNCH = "/lti/login", "/lti/launch"
_REDIRECTS = (302, 303)


def main(registering: str) -> None:
    """Make an empty installation know the LMS, then run a round for each line that comes in."""
    side = Side(get_wsgi_application(), Lms(ORIGIN))
    call_command("migrate", verbosity=0)
    import_module(registering).register(side.lms)
    for line in sys.stdin:
        print(json.dumps(side.round(**json.loads(line))), flush=True)


class Side:
    """An application that the LMS launches."""

    def __init__(self, application: Application, lms: Lms) -> None:
        self.application = application
        self.lms = lms

    def round(self, *, first: int, launches: int) -> dict[str, float]:
        """Launch each of some learners once; return milliseconds of CPU a launch.

        What the browsers and the LMS do is done outside the two measured parts.
        """
        # A connection of this round's own, warm when the clock starts.
        connection.close()
        self._ask(self._tokens(self._ask(self._logins(1)), first=first))
        server = _Server()
        begun, login_cpu = _measured(self._ask, self._logins(launches))
        _, launch_cpu = _measured(self._ask, self._tokens(begun, first=first))
        return {
            "login": login_cpu / launches,
            "launch": launch_cpu / launches,
            "database": server.used() / launches,
        }

    def _logins(self, launches: int) -> list[Environment]:
        """Return requests that begin launches, each in a browser that was never here before."""
        return [post_environment(LOGIN, self.lms.login_parameters()) for _ in range(launches)]

    def _tokens(self, logins: list[Answer], *, first: int) -> list[Environment]:
        """Return the requests with which these browsers bring what the LMS has signed."""
        environments = []
        for learner, login in enumerate(logins, start=first):
            asked = login.asked()
            token = self.lms.id_token(nonce=asked["nonce"], learner=learner)
            form = {"state": asked["state"], "id_token": token}
            environments.append(post_environment(LAUNCH, form, cookies=login.cookies()))
        return environments

    def _ask(self, environments: list[Environment]) -> list[Answer]:
        answers = [ask(self.application, environment) for environment in environments]
        refused = next((answer for answer in answers if answer.status not in _REDIRECTS), None)
        if refused:
            raise RuntimeError(f"{refused.status}: {refused.body[:2000]!r}")
        return answers


def _measured(
    ask_all: Callable[[list[Environment]], list[Answer]], environments: list[Environment]
) -> tuple[list[Answer], float]:
    began = time.process_time_ns()
    answers = ask_all(environments)
    return answers, (time.process_time_ns() - began) / 1e6


class _Server:
    """The database server's process that serves this one, when it runs on this machine."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.schedule = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
        self.began = self._used()

    def _used(self) -> float:
        return int(self.schedule.read_text().split()[0]) / 1e6 if self.schedule.exists() else 0.0

    def used(self) -> float:
        """Return the milliseconds of CPU that it took since."""
        return self._used() - self.began


if __name__ == "__main__":
    main(sys.argv[1])
