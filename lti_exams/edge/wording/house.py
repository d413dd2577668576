"""Words for requests that no page could serve."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Wording

HOUSE: dict[str, Wording] = {
    "request-malformed": Wording(
        status=400,
        side=Side.CALLER,
        title=_("This request could not be read"),
        what=_("What your browser or program sent is not a well-formed request."),
        next=_("Go back to the page you came from and try once more."),
    ),
    "parameter-twice": Wording(
        status=400,
        side=Side.CALLER,
        title=_("This request could not be read"),
        what=_("The parameter %(parameter)s was sent twice, so it is not clear which one holds."),
        next=_("Send each parameter once. If you came from a course, open the link there again."),
    ),
    "parameter-unreadable": Wording(
        status=400,
        side=Side.CALLER,
        title=_("This request could not be read"),
        what=_("The parameter %(parameter)s holds bytes that are no text."),
        next=_("Send text in UTF-8. If you came from a course, open the link there again."),
    ),
    "request-too-large": Wording(
        status=413,
        side=Side.CALLER,
        title=_("This is more than the service takes at once"),
        what=_("The request was larger than the service reads, so none of it was read."),
        next=_("Send less at once: a smaller file, or fewer fields."),
    ),
    "request-too-often": Wording(
        status=429,
        side=Side.NOBODY,
        title=_("Too many requests came at once"),
        what=_("Your network address sent more requests in a minute than the service takes."),
        next=_("Wait a minute and open the link in your course again."),
    ),
    "request-forbidden": Wording(
        status=403,
        side=Side.YOU,
        title=_("This page is not open to you"),
        what=_("The page exists, but the account or the launch you came with may not open it."),
        next=_("If you have another account or role, open the page with that one."),
    ),
    "request-from-elsewhere": Wording(
        status=403,
        side=Side.YOU,
        title=_("This form was not sent from its own page"),
        what=_(
            "The service could not tell that the form was sent from the page it belongs to: the "
            "page was open for a long time, or your browser kept no cookie for it. Nothing was "
            "changed."
        ),
        next=_("Open the page again and send the form once more."),
    ),
    "page-not-found": Wording(
        status=404,
        side=Side.YOU,
        title=_("There is no page at this address"),
        what=_("The address is mistyped, or what it showed is no longer there."),
        next=_("Check the address. If you came from a course, open the link in the course again."),
    ),
    "method-not-allowed": Wording(
        status=405,
        side=Side.CALLER,
        title=_("This address cannot be used like that"),
        what=_("The address exists, but not for this kind of request."),
        next=_("Start from the page or the link that leads here instead of the address itself."),
    ),
    "unexpected": Wording(
        status=500,
        side=Side.SERVICE,
        title=_("The service has a fault"),
        what=_("Something went wrong here that nobody foresaw. It was not caused by you."),
        next=_(
            "Try again in a minute. If it happens again, give the reference to the staff of "
            "this service: it leads them to the record of the fault."
        ),
    ),
}
