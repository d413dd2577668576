"""Words for what leaves besides grades: e-mails, webhooks, and who subscribed to events."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Wording

OUTBOX: dict[str, Wording] = {
    "subscription-invalid": Wording(
        status=422,
        side=Side.YOU,
        title=_("This subscription cannot be stored"),
        what=_("Its %(field)s cannot be used: %(why)s."),
        next=_("Change it and save again."),
    ),
    "subscription-unknown": Wording(
        status=404,
        side=Side.YOU,
        title=_("There is no such subscription"),
        what=_("It may have been removed since the page was opened."),
        next=_("Open the list of subscriptions again."),
    ),
    "message-unknown": Wording(
        status=404,
        side=Side.YOU,
        title=_("There is nothing to send again"),
        what=_("This message was sent, removed, or is waiting to be sent already."),
        next=_("Open the list of messages again."),
    ),
}
