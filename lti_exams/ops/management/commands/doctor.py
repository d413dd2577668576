from typing import Any

from django.conf import settings
from django.core.checks import ERROR, WARNING, CheckMessage, run_checks
from django.core.management.base import CommandParser

from lti_exams.ops.commands import Facts, JsonCommand, NotWell
from lti_exams.ops.health import backlogs, troubles


class Command(JsonCommand):
    help = "Say whether this installation can work, and what to do where it cannot."

    def add_arguments(self, parser: CommandParser) -> None:
        deployed = parser.add_mutually_exclusive_group()
        deployed.add_argument("--deploy", action="store_true", default=None, dest="deploy")
        deployed.add_argument("--no-deploy", action="store_false", dest="deploy")

    def work(self, *, deploy: bool | None = None, **_: Any) -> Facts:
        """Look at the settings as a deployment's, unless they are for plain HTTP on one machine."""
        strict = not settings.HTTP_ALLOW_PLAIN if deploy is None else deploy
        checks = [one for one in run_checks(include_deployment_checks=strict) if _counts(one)]
        found = [trouble for trouble in troubles().values() if trouble]
        found += [_worded(one) for one in checks if one.is_serious(ERROR)]
        if found:
            raise NotWell(detail="\n".join(found))
        return {
            "well": True,
            "origin": settings.PUBLIC_ORIGIN,
            "checked_as_deployed": strict,
            "warnings": [*map(_worded, checks), *backlogs()],
        }

    def told(self, facts: Facts) -> str:
        return "\n".join([*facts["warnings"], f"All is well at {facts['origin']}."])


def _counts(message: CheckMessage) -> bool:
    return message.is_serious(WARNING) and not message.is_silenced()


def _worded(message: CheckMessage) -> str:
    return f"{message.id}: {message.msg} {message.hint or ''}".rstrip()
