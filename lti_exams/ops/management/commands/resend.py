from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from lti_exams.journeys import reach
from lti_exams.journeys.access import caller_of_command
from lti_exams.journeys.resend_outcomes import Resend, Which, resend_everywhere, resend_outcomes
from lti_exams.ops.commands import CommandRefused, Facts, JsonCommand


class Command(JsonCommand):
    help = (
        "Send grades to the LMS again: what failed, everything, or one. What was put aside is "
        "tried anew; the worker sends it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--course", type=int, metavar="ID", help="in this course only")
        parser.add_argument("--dry-run", action="store_true", help="only count what would be sent")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--outcome", type=int, metavar="ID", help="this one (with --course)")
        which.add_argument("--all", action="store_true", help="also what the LMS has already")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="also over what somebody else wrote in the LMS (with --course)",
        )

    def work(self, **options: Any) -> Facts:
        caller, now = caller_of_command(), timezone.now()
        which = Which.ALL if options["all"] else Which.FAILED
        if options["course"] is None:
            if options["outcome"] is not None or options["overwrite"]:
                raise CommandRefused(
                    "command-arguments", detail="--outcome and --overwrite need --course."
                )
            everywhere = Resend(which=which, is_rehearsal=options["dry_run"])
            return _facts(resend_everywhere(caller, everywhere, None, now=now), **options)
        wanted = Resend(
            which=which if options["outcome"] is None else Which.ONE,
            outcome=options["outcome"],
            overwrite=options["overwrite"],
            is_rehearsal=options["dry_run"],
        )
        course = reach.course(caller, options["course"])
        return _facts(resend_outcomes(caller, course, wanted, now=now), **options)

    def told(self, facts: Facts) -> str:
        if "would_send_again" in facts:
            return f"{_grades(facts['would_send_again'])} would be sent again."
        return f"On their way again: {_grades(facts['sent_again'])}. The worker sends them."


def _grades(number: int) -> str:
    return "1 grade" if number == 1 else f"{number} grades"


def _facts(many: int, *, dry_run: bool, **_options: Any) -> Facts:
    return {"would_send_again" if dry_run else "sent_again": many}
