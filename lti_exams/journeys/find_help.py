"""Whom a learner turns to when something goes wrong, and what the vendor last told them."""

from dataclasses import dataclass

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Caller
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """The people behind an exam: the vendor's, and those of the course."""

    vendor: proctoring.Vendor | None = None
    course_email: str = ""
    # What the vendor gave the learner to bring back, and whether it says what went wrong.
    message: str = ""
    is_complaint: bool = False

    @property
    def support(self) -> tools.Contacts | None:
        """Return how the vendor is reached, if it said so."""
        told = self.vendor.contacts if self.vendor else None
        is_known = told and (told.support_phone or told.support_email or told.support_url)
        return told if is_known else None


def find_help(caller: Caller, exam: exams.Exam, attempt: exams.Attempt | None) -> Help:
    """Return whom somebody turns to at an exam."""
    mine = attempt if attempt and caller.person and attempt.person_id == caller.person.pk else None
    guarded = bool(exam.vendor)
    vendor, session = proctoring.guard_of(exam, mine) if guarded else (None, None)
    return Help(
        vendor=vendor,
        course_email=exams.usual_of(exam.course).escalation_email,
        message=session.message if session else "",
        is_complaint=session.is_complaint if session else False,
    )
