"""What reviewers read: a word for every state, action and verdict."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from lti_exams.exams import api as exams
from lti_exams.journeys.review_attempt import Verdict
from lti_exams.proctoring import api as proctoring
from lti_exams.web.words import Tag, Text

REVIEWS: Mapping[str, Tag] = {
    exams.Review.NONE: Tag(_("No review")),
    exams.Review.WAITING: Tag(_("Waits for a review"), "wait"),
    exams.Review.SECOND: Tag(_("Second review"), "wait"),
    exams.Review.VERIFIED: Tag(_("Verified"), "good"),
    exams.Review.REJECTED: Tag(_("Rejected"), "bad"),
}
INCIDENTS: Mapping[str, Tag] = {
    proctoring.Action.FLAG: Tag(_("Flagged"), "wait"),
    proctoring.Action.PAUSE: Tag(_("Paused the exam")),
    proctoring.Action.RESUME: Tag(_("Let the exam go on")),
    proctoring.Action.TERMINATE: Tag(_("Ended the exam"), "bad"),
    proctoring.Action.UPDATE: Tag(_("Gave more time")),
}
VERDICTS: Mapping[str, Text] = {
    Verdict.VERIFY: _("Verify: nothing speaks against this sitting"),
    Verdict.REJECT: _("Reject: it was not sat by the rules"),
    Verdict.SECOND: _("Somebody else should look at it"),
}
FINDINGS: Mapping[str, Text] = {
    Verdict.VERIFY: _("Verified"),
    Verdict.REJECT: _("Rejected"),
    Verdict.SECOND: _("Sent to a second review"),
    exams.Finding.WAIT: _("The review began"),
    exams.Finding.FLAG: _("Sent to a second review"),
    exams.Finding.LOOK_AGAIN: _("Sent to a second review"),
}
# What a vendor may say of whom it saw that differs from what the LMS told us.
DIFFERENCES: Mapping[str, Text] = {
    "name": _("name"),
    "given_name": _("given name"),
    "middle_name": _("middle name"),
    "family_name": _("family name"),
    "email": _("e-mail address"),
    "picture": _("picture"),
    "locale": _("language"),
}
