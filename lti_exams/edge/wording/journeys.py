"""Words for what somebody may not do, or cannot do now."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Wording

JOURNEYS: dict[str, Wording] = {
    "act-refused": Wording(
        status=403,
        side=Side.LMS,
        title=_("Your role does not allow this"),
        what=_(
            "What you asked for exists, and your account or your role in the course may not do it."
        ),
        next=_(
            "In a course, the LMS says who teaches: ask its help desk for the right role and open "
            "the link again. For staff pages, ask the staff of this service."
        ),
    ),
    "deep-link-not-asked-for": Wording(
        status=400,
        side=Side.YOU,
        title=_("Your LMS did not ask for content"),
        what=_("You did not come here to choose content, so there is nowhere to bring a choice."),
        next=_("Start where your LMS offers to add content of this tool to the course."),
    ),
    "person-not-found": Wording(
        status=404,
        side=Side.YOU,
        title=_("There is no such person"),
        what=_("Nobody of this number has ever come here from an LMS."),
        next=_("Go back to the search and find them by name."),
    ),
    "person-not-in-course": Wording(
        status=404,
        side=Side.YOU,
        title=_("This person is not in the course"),
        what=_("Nobody of this number belongs to the course."),
        next=_("Go back to the people of the course and choose again."),
    ),
    "placement-kind-unknown": Wording(
        status=400,
        side=Side.YOU,
        title=_("A link cannot open that"),
        what=_("What was chosen is not one of the things that a link can open."),
        next=_("Go back to the link and choose again."),
    ),
    "placement-without-a-link": Wording(
        status=400,
        side=Side.YOU,
        title=_("There is no link to choose for"),
        what=_("You did not come through a link of a course, so there is nothing to choose for."),
        next=_("Open the link in your course and choose there."),
    ),
}
