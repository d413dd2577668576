"""Words for exams: what somebody may not sit, what an attempt cannot do, what makes no sense."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Text, Wording

LOOK_AGAIN = _("Open the page again to see where the attempt is now.")
MEND_THE_FIELD = _("Change the field %(field)s and send it again.")


def _senseless(title: Text) -> Wording:
    return Wording(
        status=422,
        side=Side.YOU,
        title=title,
        what=_("The field %(field)s cannot be taken: %(why)s."),
        next=MEND_THE_FIELD,
    )


def _unknown(title: Text, what: Text) -> Wording:
    return Wording(
        status=404,
        side=Side.YOU,
        title=title,
        what=what,
        next=_("Go back to the list and choose again."),
    )


def _not_now(title: Text, what: Text, next: Text = LOOK_AGAIN) -> Wording:
    return Wording(status=409, side=Side.YOU, title=title, what=what, next=next)


EXAMS: dict[str, Wording] = {
    "exam-invalid": _senseless(_("The exam cannot be defined like this")),
    "course-settings-invalid": _senseless(_("This cannot be decided for a course")),
    "exam-access-rule-invalid": _senseless(_("An access rule of the exam cannot be set like this")),
    "accommodation-invalid": _senseless(_("This cannot be granted")),
    "extension-invalid": _senseless(_("This extension makes no sense")),
    "score-invalid": _senseless(_("This is no score")),
    "attempt-reason-missing": Wording(
        status=422,
        side=Side.YOU,
        title=_("A reason is needed"),
        what=_("Whoever acts on somebody else's attempt says why, in the field %(field)s."),
        next=_("Write a reason and send it again. It is kept with what you did."),
    ),
    "exam-slug-taken": _not_now(
        _("Another exam of this course has this name"),
        _("The short name of an exam is part of its address, so it can be used once in a course."),
        _("Choose another short name."),
    ),
    "exam-changed-meanwhile": _not_now(
        _("Somebody else has changed the exam"),
        _("The exam was changed after you had opened it, so nothing of yours was saved."),
        _("Look at the exam again to see what was changed, and make your change then."),
    ),
    "exam-unknown": _unknown(
        _("There is no such exam"), _("The course has no exam of this name or number.")
    ),
    "attempt-unknown": _unknown(
        _("There is no such attempt"),
        _("No attempt of this number belongs to you or to this course."),
    ),
    "accommodation-unknown": _unknown(
        _("There is no such accommodation"),
        _("The course has none of this number, or it was withdrawn."),
    ),
    "extension-unknown": _unknown(
        _("There is no such extension"), _("The exam has none of this number, or it was undone.")
    ),
    "exam-not-eligible": Wording(
        status=403,
        side=Side.YOU,
        title=_("You cannot begin this exam now"),
        what=_("Something stands against it: %(why)s."),
        next=_("The page of the exam says what you can do about each of these."),
    ),
    "exam-opt-out-not-offered": _not_now(
        _("This exam cannot be declined"),
        _("The exam offers no way to decline it."),
        _("If you do not want to sit it, leave it, and talk to whoever teaches the course."),
    ),
    "attempt-illegal-move": _not_now(
        _("This cannot be done with the attempt now"),
        _("The attempt is in the state %(state)s, in which this is not possible."),
    ),
    "attempt-another-open": _not_now(
        _("The learner is in another attempt at this exam"),
        _("One attempt of a person at an exam can be open at a time, and another one is."),
        _("Give that attempt more time, or wait until it has ended and open this one then."),
    ),
    "attempt-illegal-finding": _not_now(
        _("The review cannot go this way"),
        _("The attempt is in the state %(state)s, in which this is not possible."),
    ),
    "attempt-takes-no-score": _not_now(
        _("The attempt takes no score"),
        _("The attempt is in the state %(state)s. A score is for one that started and counts."),
    ),
    "attempt-second-device-refused": _not_now(
        _("You have the exam open at another device"),
        _("This exam is sat at one device, and yours is open at another one."),
        _("Go on at the other device. If it is lost, ask whoever supervises the exam to free it."),
    ),
    "attempt-on-another-device": _not_now(
        _("You went on at another device"),
        _("The exam was opened at a newer device, so nothing more is taken from this one."),
        _("Go on at the newer device, or open the exam here again to take over."),
    ),
    "attempt-busy": Wording(
        status=409,
        side=Side.NOBODY,
        title=_("The attempt is being changed by others"),
        what=_("So many changes arrived at once that this one found no gap."),
        next=_("Try again."),
    ),
}
