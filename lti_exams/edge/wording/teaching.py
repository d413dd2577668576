"""Words for what teachers cannot pick for a course, or grant in it."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Wording

TEACHING: dict[str, Wording] = {
    "attempt-act-unknown": Wording(
        status=422,
        side=Side.YOU,
        title=_("There is no such act on an attempt"),
        what=_("What was to be done is not among the things that staff can do to an attempt."),
        next=_("Open the page of the attempt and choose one of the acts that it offers."),
    ),
    "pick-not-accepted": Wording(
        status=400,
        side=Side.LMS,
        title=_("Your LMS takes no links here"),
        what=_("At the place where you add content, your LMS accepts no links to resources."),
        next=_("Add content at another place of the course, where activities or links belong."),
    ),
    "pick-one-only": Wording(
        status=400,
        side=Side.YOU,
        title=_("Your LMS takes one thing at a time"),
        what=_("Several things were chosen, and your LMS asked for one."),
        next=_("Go back and choose one of them."),
    ),
    "pick-unknown": Wording(
        status=400,
        side=Side.YOU,
        title=_("That cannot be chosen"),
        what=_("What was chosen is not among the things that this service offers."),
        next=_("Go back to the list and choose again."),
    ),
}
