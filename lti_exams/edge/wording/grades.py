"""Words for grades on their way to an LMS."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Wording

GRADES: dict[str, Wording] = {
    "outcome-unknown": Wording(
        status=404,
        side=Side.YOU,
        title=_("There is no such grade"),
        what=_("No grade of this number is sent from this course."),
        next=_("Go back to the list of grades and choose again."),
    ),
    "resend-unclear": Wording(
        status=422,
        side=Side.YOU,
        title=_("It is not clear what to send again"),
        what=_("To send one grade again, its number is needed in the field %(field)s."),
        next=_("Name the grade, or send all that failed."),
    ),
    "adapter-unknown": Wording(
        status=422,
        side=Side.YOU,
        title=_("There is no such kind of LMS"),
        what=_("Grades cannot be sent in the manner of “%(adapter)s”."),
        next=_("Choose one of the kinds that the page offers."),
    ),
    "gradebook-not-answered": Wording(
        status=424,
        side=Side.LMS,
        title=_("The LMS's gradebook did not answer as it should"),
        what=_("It was asked, and what came back says: %(meaning)s (status %(status)s)."),
        next=_("Try again later. If it stays so, the staff of this service test the connection."),
    ),
}
