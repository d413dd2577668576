"""Is somebody ready for the exam? What a rehearsal has shown."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.journeys.sit_exam import SeenExam, look_at_exam
from lti_exams.web.sitting.visits import Visit
from lti_exams.web.sitting.words import Reason, reasons


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a rehearsal tried, and what to do where it did not work."""

    works: bool
    what: str | Promise
    next: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a rehearsal has shown, and what would stand against the exam itself now."""

    checks: tuple[Check, ...]
    against: list[Reason]

    @property
    def is_ready(self) -> bool:
        return all(one.works for one in self.checks)


def report_on(visit: Visit, seen: SeenExam) -> Report:
    """Say what the rehearsal tried with success."""
    real = look_at_exam(
        visit.caller, visit.exam, visit.presented, purpose=exams.Purpose.SITTING, now=visit.now
    )
    return Report(_checks(seen), reasons(real.obstacles, came_in=False))


def _checks(seen: SeenExam) -> tuple[Check, ...]:
    attempt, current = seen.attempt, seen.current
    handed_in = current is not None and current.submitted_at is not None
    heard = attempt is not None and attempt.last_seen_at is not None
    return (
        Check(works=True, what=_("Your browser keeps you signed in.")),
        Check(
            works=heard,
            what=_("The page reached the server by itself, so it can tell you of extra time."),
            next=_("Switch JavaScript on, or reload the page now and then to see the time left."),
        ),
        Check(
            works=handed_in,
            what=_("You handed in, and got a receipt."),
            next=_("Rehearse again and hand in before the time is up."),
        ),
    )
