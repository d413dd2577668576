from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from lti_exams.edge.delivering import REASONS
from lti_exams.grades import api as grades
from lti_exams.journeys import reach
from lti_exams.journeys.access import caller_of_command
from lti_exams.journeys.reconcile_outcomes import Reconciled, reconcile
from lti_exams.ops.commands import Facts, JsonCommand

_HOW = {
    grades.Differs.MISSING: "the LMS lost it",
    grades.Differs.ANOTHER: "somebody wrote another value there",
    grades.Differs.UNASKED: "somebody wrote a value where we told none",
}


class Command(JsonCommand):
    help = (
        "Compare what we believe the LMSs have with what they have, say where it differs, and "
        "send again what they lost."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--course", type=int, metavar="ID", help="this course only")
        parser.add_argument("--dry-run", action="store_true", help="send nothing again")
        parser.add_argument(
            "--overwrite", action="store_true", help="also over what somebody else wrote there"
        )

    def work(self, **options: Any) -> Facts:
        caller, number = caller_of_command(), options["course"]
        courses = reach.courses(caller) if number is None else [reach.course(caller, number)]
        found = reconcile(
            caller,
            courses,
            is_rehearsal=options["dry_run"],
            overwrite=options["overwrite"],
            now=timezone.now(),
        )
        return {
            "compared": sum(each.people for one in found for each in one.compared),
            "differences": [_told(one) for each in found for one in each.differences],
            "not_answered": [one for each in found for one in _silent(each)],
            "sent_again": sum(one.sent_again for one in found),
        }

    def told(self, facts: Facts) -> str:
        lines = [
            f"Grade {one['outcome']} in course {one['course']}: {_HOW[one['how']]}. "
            f"We told {_shown(one['ours'])}, the LMS shows {_shown(one['theirs'])}."
            for one in facts["differences"]
        ]
        lines += [
            f"Course {one['course']} was not compared. {REASONS[one['why']].what}"
            for one in facts["not_answered"]
        ]
        ended = f"{facts['compared']} compared, {len(facts['differences'])} differ"
        return "\n".join([*lines, f"{ended}, {facts['sent_again']} sent again."])


def _shown(points: float | None) -> str:
    return "nothing" if points is None else f"{points:g}"


def _told(one: grades.Difference) -> dict[str, Any]:
    return {
        "outcome": one.outcome.pk,
        "course": one.outcome.link.course_id,
        "person": one.outcome.person_id,
        "how": one.how.value,
        "ours": one.ours,
        "theirs": one.theirs,
    }


def _silent(found: Reconciled) -> list[dict[str, Any]]:
    return [
        {"course": found.course.pk, "link": one.column.link_id, "why": one.not_answered}
        for one in found.compared
        if one.not_answered
    ]
