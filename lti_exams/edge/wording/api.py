"""Words for programs: who asks, and what they send."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Text, Wording


def _caller(status: int, title: Text, what: Text, next: Text) -> Wording:
    return Wording(status=status, side=Side.CALLER, title=title, what=what, next=next)


API: dict[str, Wording] = {
    "api-unauthenticated": _caller(
        401,
        _("Nobody is known to ask"),
        _("The request brings no token, no launch and no session of staff."),
        _("Send Authorization: Bearer with a token, or ask from a page of a launch."),
    ),
    "api-token-invalid": _caller(
        401,
        _("The token opens nothing"),
        _("The token is unknown, has expired or was taken back."),
        _("Ask the staff of this service for a new one."),
    ),
    "api-token-unknown": Wording(
        status=404,
        side=Side.YOU,
        title=_("There is no such token"),
        what=_("No token has this number, or it was revoked already."),
        next=_("Go back to the list of tokens and look at its state."),
    ),
    "api-token-not-made": _caller(
        422,
        _("A token cannot be made like this"),
        _("The field %(field)s cannot be taken: %(why)s."),
        _("Change it and try again."),
    ),
    "api-body-unreadable": _caller(
        400,
        _("The body cannot be read"),
        _("It is not one JSON document in UTF-8 in which each name stands once."),
        _("Send such a document."),
    ),
    "api-media-type": _caller(
        415,
        _("The body is of another kind"),
        _("This address reads application/json alone."),
        _("Send JSON, and Content-Type: application/json."),
    ),
    "api-too-often": _caller(
        429,
        _("Too many requests came at once"),
        _("More requests came in a minute than the service takes from one caller."),
        _("Wait as long as Retry-After says and ask less often."),
    ),
    "api-input-invalid": _caller(
        422,
        _("A value cannot be taken"),
        _("The field %(field)s cannot be taken: %(why)s."),
        _("Change the field %(field)s and send it again."),
    ),
    "api-key-used-otherwise": _caller(
        422,
        _("The idempotency key was used for another request"),
        _("Under this key another request was answered in the last 24 hours."),
        _("Send a new key with each new request."),
    ),
    "api-key-malformed": _caller(
        400,
        _("The idempotency key is no key"),
        _("A key is 1 to 200 characters."),
        _("Send a random key, such as a UUID."),
    ),
    "course-unknown": _caller(
        404,
        _("There is no such course"),
        _("No course of this number is among those that you reach."),
        _("List the courses and choose one of them."),
    ),
    "person-unknown": _caller(
        422,
        _("There is no such person"),
        _("Nobody whom the field %(field)s names is known here."),
        _("Somebody belongs to a course once they came through a link of it. Check the name."),
    ),
    "exam-access-refused": Wording(
        status=403,
        side=Side.YOU,
        title=_("The questions are not open to you now"),
        what=_(
            "They are open while your attempt runs, and where the exam shows them again, once it "
            "is over for everybody."
        ),
        next=_("Open the page of the exam to see where your attempt is."),
    ),
}
