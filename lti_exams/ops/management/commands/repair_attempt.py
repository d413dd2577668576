from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.access import caller_of_command
from lti_exams.journeys.control_attempt import Control, Order, control_attempt
from lti_exams.journeys.repair_attempt import review_again
from lti_exams.ops.commands import Facts, JsonCommand


class Command(JsonCommand):
    """Puts an attempt right that a fault left wrong, as the table of states allows."""

    help = "Move an attempt by a legal event, or let the rule say anew what its review comes to."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("attempt", type=int, help="the number of the attempt")
        parser.add_argument("--reason", required=True, help="why; it is kept with the attempt")
        parser.add_argument(
            "--do", choices=[one.value for one in Control], help="what staff can do to an attempt"
        )
        parser.add_argument("--minutes", type=int, default=0, help="for what gives time")
        parser.add_argument(
            "--review", action="store_true", help="let the rule look at everything again"
        )

    def work(self, **options: Any) -> Facts:
        if not options["do"] and not options["review"]:
            raise CommandError("Say what to do: --do with an act, or --review.")
        caller, now = caller_of_command(), timezone.now()
        attempt = exams.attempt_known(options["attempt"])
        if options["do"]:
            order = Order(
                control=Control(options["do"]),
                reason=options["reason"],
                seconds=options["minutes"] * 60,
            )
            attempt = control_attempt(caller, attempt, order, now=now)
        if options["review"]:
            attempt = review_again(caller, attempt, reason=options["reason"], now=now)
        return {
            "attempt": attempt.pk,
            "state": str(attempt.state),
            "review": str(attempt.review),
            "status": attempt.status(now).value,
        }
