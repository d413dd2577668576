"""What staff read of exams and attempts: a word for every code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.journeys.control_attempt import Control

Text = str | Promise

KINDS: Mapping[str, Text] = {
    exams.Kind.TIMED: _("Timed: on a clock, without a proctor"),
    exams.Kind.PRACTICE: _("Practice: repeatable, sends no grade"),
    exams.Kind.PROCTORED: _("Proctored: guarded by a proctoring vendor"),
    exams.Kind.ONBOARDING: _("Onboarding: shows the vendor who somebody is, before any exam"),
}
LATE: Mapping[str, Text] = {
    exams.LatePolicy.COUNTS: _("What was answered until then is handed in and counts"),
    exams.LatePolicy.DOES_NOT_COUNT: _("The attempt is timed out and counts as you say below"),
}
COUNTING: Mapping[str, Text] = {
    exams.Counting.BEST: _("The best attempt"),
    exams.Counting.LATEST: _("The latest attempt"),
    exams.Counting.FIRST: _("The first attempt"),
    exams.Counting.AVERAGE: _("The average of all attempts"),
}
GRADE: Mapping[str, Text] = {
    exams.GradePolicy.ZERO: _("Zero points, with a comment"),
    exams.GradePolicy.WITHHELD: _("No grade is sent"),
}
DEVICES: Mapping[str, Text] = {
    exams.SecondDevice.TAKES_OVER: _("The second one takes over, and the first is told"),
    exams.SecondDevice.IS_REFUSED: _("The second one is refused until you free the seat"),
    exams.SecondDevice.MAY_JOIN: _("Both may go on"),
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A word with a tone: good, bad, wait, or none."""

    words: Text
    tone: str = ""


STATUSES: Mapping[str, Tag] = {
    exams.Status.CREATED: Tag(_("Not started")),
    exams.Status.DOWNLOAD_SOFTWARE_CLICKED: Tag(_("With the proctor"), "wait"),
    exams.Status.READY_TO_START: Tag(_("Ready to start"), "wait"),
    exams.Status.STARTED: Tag(_("In progress"), "good"),
    exams.Status.READY_TO_SUBMIT: Tag(_("About to hand in"), "good"),
    exams.Status.PAUSED: Tag(_("Paused"), "wait"),
    exams.Status.SUBMITTED: Tag(_("Handed in")),
    exams.Status.TIMED_OUT: Tag(_("Timed out"), "bad"),
    exams.Status.VERIFIED: Tag(_("Verified"), "good"),
    exams.Status.REJECTED: Tag(_("Rejected"), "bad"),
    exams.Status.SECOND_REVIEW_REQUIRED: Tag(_("Second review"), "wait"),
    exams.Status.ERROR: Tag(_("Failed"), "bad"),
    exams.Status.EXPIRED: Tag(_("Expired")),
    exams.Status.DECLINED: Tag(_("Declined")),
    exams.Status.RESET: Tag(_("Reset")),
}
PURPOSES: Mapping[str, Text] = {
    exams.Purpose.SITTING: _("Sitting"),
    exams.Purpose.REHEARSAL: _("Rehearsal"),
    exams.Purpose.PREVIEW: _("Preview"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """What staff can do to an attempt, in words."""

    control: Control
    title: Text
    told: Text
    minutes: Text = ""


ACTS: tuple[Act, ...] = (
    Act(Control.ADMIT, _("Admit"), _("Let the learner start without the vendor's word.")),
    Act(Control.PAUSE, _("Pause"), _("Stop the clock until you resume the attempt.")),
    Act(Control.RESUME, _("Resume"), _("Let the clock run on; the pause is not counted.")),
    Act(
        Control.EXTEND,
        _("Give more time"),
        _("Move this learner's deadline. An open page shows it within half a minute."),
        _("Minutes more"),
    ),
    Act(
        Control.REOPEN,
        _("Reopen"),
        _("Let the learner go on after the time ended, for so long from now."),
        _("Minutes from now"),
    ),
    Act(
        Control.FREE_SEAT,
        _("Free the seat"),
        _("Let the next device in where the first is lost."),
    ),
    Act(
        Control.LET_RESUME,
        _("Let the learner resume"),
        _("Allow another attempt of the same sitting, with the time that was left."),
        _("Minutes on top (optional)"),
    ),
    Act(Control.ACCEPT, _("Accept"), _("Take the work as handed in although the attempt failed.")),
    Act(Control.END, _("End"), _("Hand in now what the learner has; the exam is over for them.")),
    Act(
        Control.FAIL, _("Mark as failed"), _("End it as an error: the clock stops, nothing counts.")
    ),
    Act(
        Control.RESET,
        _("Reset"),
        _("Take the attempt back. Its history stays, and the learner may begin anew."),
    ),
)


def window_of(exam: exams.Exam, *, now: datetime) -> Tag:
    """Say whether an exam is open now."""
    ends_at = exams.ends(exam.terms)
    if not exam.is_active:
        return Tag(_("Switched off"))
    if exam.opens_at and now < exam.opens_at:
        return Tag(_("Opens later"), "wait")
    if ends_at and now >= ends_at:
        return Tag(_("Closed"))
    if exam.due_at and now >= exam.due_at:
        return Tag(_("Open, past its due date"), "wait")
    return Tag(_("Open"), "good")
