"""Words for rosters, and for lists that an LMS hands out page by page."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Wording

_AGAIN = _("Try again later. If it goes on, give the reference to the administrator of your LMS.")

ROSTERS: dict[str, Wording] = {
    "roster-not-offered": Wording(
        status=409,
        side=Side.LMS,
        title=_("Your LMS does not tell who is in this course"),
        what=_("No launch from this course has said where its members are listed."),
        next=_(
            "Ask the administrator of your LMS to allow “names and roles” (NRPS) for this tool, "
            "and open the link in your course once more. Until then, whoever has opened a link "
            "of the course is in it."
        ),
    ),
    "roster-unreadable": Wording(
        status=424,
        side=Side.LMS,
        title=_("The list of members could not be read"),
        what=_("What your LMS sent is no list of this course's members: %(why)s."),
        next=_AGAIN,
    ),
    "lms-list-refused": Wording(
        status=424,
        side=Side.LMS,
        title=_("Your LMS refused a list"),
        what=_("It answered one of its pages with the status %(status)s. Nothing was changed."),
        next=_AGAIN,
    ),
    "lms-list-endless": Wording(
        status=424,
        side=Side.LMS,
        title=_("A list of your LMS has no end"),
        what=_("After %(limit)s pages it led back to one that was read. Nothing was changed."),
        next=_AGAIN,
    ),
}
