"""The base of our commands: a person reads a sentence, a script reads one JSON object."""

import json
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from lti_exams.edge.refusals import tell
from lti_exams.edge.wording import WORDING
from lti_exams.kernel.errors import LtiExamsError

Facts = Mapping[str, Any]


class CommandRefused(LtiExamsError):
    """A command cannot do what it was called for; its value `detail` says why."""

    codes = ("command-arguments", "command-failed", "command-database")


class NotWell(LtiExamsError):
    """Something about this installation keeps it from working; `detail` says what."""

    code = "installation-not-well"


class JsonCommand(BaseCommand):
    """Runs `work`, which returns facts, and tells them: as sentences, or with --json as one object.

    With --json a failure is {"error": code, "detail": sentence} on standard output; without, the
    sentence goes to standard error. Either way the exit status is 1.
    """

    requires_system_checks: list[str] = []

    def work(self, *args: Any, **options: Any) -> Facts:
        """Do what the command is for; refusals are raised."""
        raise NotImplementedError

    def told(self, facts: Facts) -> str:
        """Say the facts to a person; a command with a better sentence overrides this."""
        return "\n".join(f"{name}: {_plain(value)}" for name, value in facts.items())

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.add_argument("--json", action="store_true", help="answer with one JSON object")
        parser.called_from_command_line = False
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            super().run_from_argv(argv)
        except CommandError as error:
            self._fail(CommandRefused("command-arguments", detail=error), as_json="--json" in argv)

    def handle(self, *_args: Any, json: bool = False, **options: Any) -> None:
        try:
            facts = self.work(**options)
        except LtiExamsError as error:
            self._fail(error, as_json=json)
        except CommandError as error:
            self._fail(CommandRefused("command-failed", detail=error), as_json=json)
        except DatabaseError as error:
            self._fail(CommandRefused("command-database", detail=error), as_json=json)
        else:
            self._tell(facts, as_json=json)

    def _tell(self, facts: Facts, *, as_json: bool) -> None:
        self.stdout.write(as_object(facts) if as_json else self.told(facts))

    def _fail(self, error: LtiExamsError, *, as_json: bool) -> NoReturn:
        if as_json:
            told = {"error": error.refusal_code, "detail": sentence(error)}
            self.stdout.write(as_object(told))
        else:
            self.stderr.write(sentence(error))
        sys.exit(1)


def sentence(error: LtiExamsError) -> str:
    """Word a refusal for a terminal: what happened, and what to do."""
    if isinstance(error, CommandRefused | NotWell):
        return str(error.values["detail"]).strip()
    if error.refusal_code not in WORDING:
        return str(error)
    told = tell(error, reference="", at=timezone.now())
    return f"{told.what} {told.next}"


def as_object(facts: Facts) -> str:
    """Write one JSON object on one line; dates and keys of every kind become text."""
    return json.dumps(facts, default=str, ensure_ascii=False)


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
