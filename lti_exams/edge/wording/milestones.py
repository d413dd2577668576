"""Words for milestones: what cannot be asked for, given or decided like this."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.exams import MEND_THE_FIELD
from lti_exams.edge.wording.shape import Side, Text, Wording


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


def _never(title: Text, what: Text, next: Text) -> Wording:
    return Wording(status=409, side=Side.YOU, title=title, what=what, next=next)


MILESTONES: dict[str, Wording] = {
    "milestone-invalid": _senseless(_("The milestone cannot be like this")),
    "milestone-tie-invalid": _senseless(_("This cannot be asked for or given like this")),
    "milestone-condition-invalid": _senseless(_("The condition makes no sense")),
    "milestone-award-invalid": _senseless(_("The milestone cannot be given like this")),
    "milestone-subject-invalid": _senseless(_("This is no key of a course, an exam or a link")),
    "milestone-document-invalid": Wording(
        status=422,
        side=Side.YOU,
        title=_("The requirements cannot be read"),
        what=_("The document holds no requirements of a course that we know: %(why)s."),
        next=_("Export the requirements again and import that file unchanged."),
    ),
    "milestone-reason-missing": Wording(
        status=422,
        side=Side.YOU,
        title=_("A reason is needed"),
        what=_("Whoever decides about somebody else's milestone says why, in %(field)s."),
        next=_("Write a reason and send it again. It is kept with what you did."),
    ),
    "milestone-unknown": _unknown(
        _("There is no such milestone"), _("It was never made, or it was removed.")
    ),
    "milestone-relation-unknown": _unknown(
        _("There is no such kind of relation"),
        _("The word %(name)s is unknown or switched off, so nothing is concluded from it."),
    ),
    "milestone-tie-unknown": _unknown(
        _("There is no such requirement"), _("It was never made, or it was removed.")
    ),
    "milestone-award-unknown": _unknown(
        _("There is nothing to show"), _("The person does not hold this milestone.")
    ),
    "milestone-person-unknown": _unknown(
        _("There is no such person"), _("Nobody of this key is known here.")
    ),
    "milestone-requirement-circular": _never(
        _("This would wait for itself"),
        _("Whoever is to reach the milestone %(milestone)s would need it first."),
        _("Let something else give the milestone, or ask for another one."),
    ),
    "milestone-requirement-unreachable": _never(
        _("Nobody could ever meet this"),
        _("Nothing gives the milestone %(milestone)s, or what gives it cannot be reached."),
        _("First say what gives the milestone, or let staff give it by hand. Then ask for it."),
    ),
    "milestone-subject-unknown": Wording(
        status=422,
        side=Side.YOU,
        title=_("There is nothing of this name here"),
        what=_("%(name)s, in %(field)s, is not in this course, or is not there at all."),
        next=_("Name an exam, a link or the course by its key, and send it again."),
    ),
    "milestone-appeal-unknown": _unknown(
        _("There is no such request"), _("Nobody asked for it, or it was answered already.")
    ),
    "milestone-appeal-invalid": _senseless(_("The request cannot be taken like this")),
    "completion-event-taken": Wording(
        status=409,
        side=Side.YOU,
        title=_("The event has the name of another one"),
        what=_("An event of this name was told before, of somebody or something else."),
        next=_("Give every event a name of its own, such as the work and the person, and send it."),
    ),
    "gate-only-for-people": _never(
        _("Only whoever stands before the gate can ask for this"),
        _("A review is asked for by the person who is kept out, from inside the course."),
        _("Open the course in your LMS and ask from there."),
    ),
    "gate-open-already": _never(
        _("Nothing keeps you out"),
        _("Everything that is asked of you here is met, so there is nothing to review."),
        _("Open the link in your course again."),
    ),
    "gate-past-waivers": _never(
        _("Letting them past opens nothing"),
        _(
            "What keeps them out is met by no waiver: a group of requirements that lost its parts, "
            "or a kind of requirement that is switched off. Their request is still open."
        ),
        _("Take that requirement away on the page of milestones, and answer again."),
    ),
}
