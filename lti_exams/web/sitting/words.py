"""What stands against an exam, what it needs, and how it ended, in words that say what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why not, and what somebody can do about it. `at` is the hour it turns on."""

    what: Text
    next: Text
    at: datetime | None = None


_REASONS: dict[str, tuple[Text, Text]] = {
    "not-active": (
        _("The exam has been withdrawn."),
        _("Ask whoever teaches the course what takes its place."),
    ),
    "not-open-yet": (
        _("The exam has not opened yet."),
        _("Come back then, and open the link in your course again."),
    ),
    "closed": (
        _("The exam has closed."),
        _("If you should still sit it, ask whoever teaches the course for a date of your own."),
    ),
    "no-attempts-left": (
        _("You have used all the attempts that you have."),
        _("If one of them went wrong, ask whoever teaches the course."),
    ),
    "prerequisite-missing": (
        _("Something that the exam requires is missing."),
        _("“See how to get in” says what gives it, and takes a request for a review."),
    ),
    "address-unknown": (
        _("It cannot be told which network you are in."),
        _("Sit at a computer of the exam room, and tell whoever supervises if it says this there."),
    ),
    "address-not-allowed": (
        _("The exam is sat in an exam room, and this computer is not in its network."),
        _("Go to the exam room, or connect to its network, and open the link again."),
    ),
    "safe-exam-browser-missing": (
        _("The exam is sat in Safe Exam Browser, and this is another browser."),
        _("Open the file that your teacher gave you; Safe Exam Browser starts with it."),
    ),
    "safe-exam-browser-differs": (
        _("This Safe Exam Browser has other settings than the exam asks for."),
        _("Close it and start it again with the file that your teacher gave you for this exam."),
    ),
    "not-in-a-group": (
        _("The exam is sat in groups, and you are in none of them."),
        _("Ask whoever teaches the course to put you into a group."),
    ),
}
# The kind of key by which onboarding is asked for; what follows it names the vendor.
_ONBOARDING = "onboarding:"
_UNKNOWN_TO_THE_VENDOR = (
    _("The proctoring service does not know you yet, or has not for too long."),
    _("Sit the onboarding exam of this course first. You can begin here once it was verified."),
)
_UNNAMED = (_("Something stands against it."), _("Ask whoever teaches the course."))

# Asked in a form of its own, where somebody can answer it.
_ASKED = frozenset({"password-missing", "password-wrong"})
# Answered when somebody came in: it does not stand against an attempt that is open.
_SETTLED = frozenset({"no-attempts-left", "prerequisite-missing", "not-in-a-group"})


def reasons(obstacles: Iterable[exams.Obstacle], *, came_in: bool) -> list[Reason]:
    """Return every reason why not, but for what a form asks; what a gate asks is one of them."""
    passed_over = _ASKED | (_SETTLED if came_in else frozenset())
    told = [one for one in obstacles if one.code not in passed_over]
    gates = [one for one in told if is_gate(one)]
    return [Reason(*_words_of(one, gates), at=one.at) for one in told if one not in gates[1:]]


def _words_of(obstacle: exams.Obstacle, gates: list[exams.Obstacle]) -> tuple[Text, Text]:
    """Return what stands against somebody, and what they can do about it."""
    what, advice = _REASONS.get(obstacle.code, _UNNAMED)
    if obstacle.code != "prerequisite-missing":
        return what, advice
    if not is_gate(obstacle):
        return _UNKNOWN_TO_THE_VENDOR
    # What is missing is told in whole sentences; a group that lost its parts names none of them.
    missing = [one.about for one in gates if one.about.endswith(".")]
    return format_lazy("{} {}", what, " ".join(missing)) if missing else what, advice


def is_gate(obstacle: exams.Obstacle) -> bool:
    """Tell whether milestones stand before somebody: the page of the gate helps them, and waits.

    Onboarding is asked for as well, and has no gate: that page would send them back at once.
    """
    is_asked = obstacle.code == "prerequisite-missing"
    return is_asked and not obstacle.about.startswith(_ONBOARDING)


_ALWAYS = (
    _("A computer with a keyboard and a connection that holds. Plug in the charger."),
    _("A quiet place for the whole time. The clock does not stop when you leave the page."),
)
_FOR_A_RULE: dict[str, Text] = {
    "password": _("The password of the exam. Whoever supervises the exam tells it."),
    "addresses": _("A seat in the exam room: the exam opens in its network alone."),
    "safe-exam-browser": _("Safe Exam Browser, started with the file that your teacher gave you."),
}
_FOR_A_VENDOR = _(
    "A camera, a microphone and a document with your picture: somebody watches over the exam."
)


def needs(exam: exams.Exam) -> list[Text]:
    """Return what somebody needs to sit an exam."""
    names = [rule["rule"] for rule in exam.access_rules]
    asked = [_FOR_A_RULE[name] for name in names if name in _FOR_A_RULE]
    return [*_ALWAYS, *([_FOR_A_VENDOR] if exam.vendor else []), *asked]


KINDS: dict[str, Text] = {
    exams.Kind.PROCTORED.value: _("Proctored exam"),
    exams.Kind.TIMED.value: _("Timed exam"),
    exams.Kind.PRACTICE.value: _("Practice exam"),
    exams.Kind.ONBOARDING.value: _("Onboarding for proctored exams"),
}

STATUSES: dict[str, Text] = {
    "created": _("Not started"),
    "download_software_clicked": _("Waiting for proctoring"),
    "ready_to_start": _("Ready to start"),
    "started": _("In progress"),
    "ready_to_submit": _("Stopped, not handed in"),
    "paused": _("Paused"),
    "timed_out": _("Time ran out"),
    "submitted": _("Handed in"),
    "verified": _("Verified"),
    "rejected": _("Rejected"),
    "expired": _("Never started"),
    "second_review_required": _("Under review"),
    "error": _("Interrupted"),
    "declined": _("Declined"),
    "reset": _("Taken back"),
}

TONES = {
    "started": "wait",
    "ready_to_submit": "wait",
    "paused": "wait",
    "ready_to_start": "wait",
    "submitted": "good",
    "verified": "good",
    "rejected": "bad",
    "timed_out": "bad",
    "error": "bad",
}

NOTES: dict[str, Text] = {
    "moved": _("Something changed before your choice arrived. This is where your exam is now."),
    "vendor-down": _(
        "The proctoring service does not answer. Try again in a minute: that costs you neither an "
        "attempt nor time. If it goes on, tell whoever supervises the exam."
    ),
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is missing in a form, and the field that wants it."""

    field: str
    what: Text


MISTAKES: dict[str, Mistake] = {
    "password": Mistake("password", _("This is not the password of the exam. Type it again.")),
    "honour": Mistake(
        "honour", _("Tick the statement if you agree to it. Without it the exam cannot start.")
    ),
}
