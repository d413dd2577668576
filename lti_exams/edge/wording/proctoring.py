"""Words for proctoring: a vendor that cannot be reached, a message that answers nothing."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Text, Wording

_START_AGAIN = _(
    "Go back to your exam and go to the proctoring service again from there: that costs you "
    "neither an attempt nor time. If it happens again, tell whoever supervises the exam, with the "
    "reference."
)
_TELL_THE_VENDOR = _("The vendor must send what the specification asks for, under our address.")


def _start(what: Text, *, status: int = 400, side: Side = Side.TOOL) -> Wording:
    return Wording(
        status=status,
        side=side,
        title=_("You were not let in"),
        what=what,
        next=_START_AGAIN,
    )


def _call(title: Text, what: Text, *, status: int = 400) -> Wording:
    return Wording(status=status, side=Side.CALLER, title=title, what=what, next=_TELL_THE_VENDOR)


def _senseless(title: Text) -> Wording:
    return Wording(
        status=422,
        side=Side.YOU,
        title=title,
        what=_("The field %(field)s cannot be taken: %(why)s."),
        next=_("Change the field %(field)s and send it again."),
    )


_OUT_OF_DATE = _("What the proctoring service brought back belongs to an earlier visit there.")

PROCTORING: dict[str, Wording] = {
    "start-message-type": _start(_("The proctoring service sent another kind of message.")),
    "start-session-data-missing": _start(_("The proctoring service brought nothing back of ours.")),
    "start-session-data-unknown": _start(
        _("What the proctoring service brought back never came from us.")
    ),
    "start-session-data-foreign": _start(
        _("What the proctoring service brought back was given to another one."), status=403
    ),
    "start-session-data-replaced": _start(_OUT_OF_DATE, status=409, side=Side.YOU),
    "start-session-data-used": _start(
        _("What the proctoring service brought back was used before: you may be in already."),
        status=409,
        side=Side.YOU,
    ),
    "start-session-data-expired": _start(
        _("Setting up took longer than a visit to the proctoring service may."),
        status=409,
        side=Side.YOU,
    ),
    "start-attempt-number": _start(_("The proctoring service speaks of another attempt.")),
    "start-resource-link": _start(_("The proctoring service speaks of another exam.")),
    "start-verified-user": _start(_("Whom the proctoring service saw cannot be read.")),
    "start-end-return": _start(_("Whether the proctoring service waits for the end is unclear.")),
    "start-browser": _start(
        _("You were sent to the proctoring service from another browser, or as somebody else."),
        status=403,
        side=Side.YOU,
    ),
    "control-media-type": _call(
        _("The call is of another type"), _("A control call is sent as %(why)s."), status=415
    ),
    "control-unreadable": _call(
        _("The call cannot be read"), _("The body is not one JSON object that has one reading.")
    ),
    "control-invalid": _call(
        _("The call says what cannot be"), _("The field %(field)s cannot be taken: %(why)s.")
    ),
    "control-attempt": _call(
        _("There is no such attempt"),
        _("No attempt of this person, exam and number is with this vendor."),
        status=404,
    ),
    "callback-signature": _call(
        _("The call is not signed by this vendor"),
        _("No signature of the call was made with the vendor's secret."),
        status=401,
    ),
    "callback-late": _call(
        _("The call is too old, or the vendor is switched off"),
        _("A call is taken within five minutes of its signature, from a vendor that is in use."),
        status=401,
    ),
    "callback-unreadable": _call(
        _("The call cannot be read"), _("The body is not one JSON object that has one reading.")
    ),
    "callback-invalid": _call(
        _("The call says what cannot be"), _("The field %(field)s cannot be taken: %(why)s.")
    ),
    "callback-session": _call(
        _("There is no such session"), _("No session of this key is with this vendor."), status=404
    ),
    "vendor-unknown": Wording(
        status=404,
        side=Side.YOU,
        title=_("There is no such vendor"),
        what=_("No proctoring vendor has this key, or your course may not use it."),
        next=_("Go back to the list of vendors and choose again."),
    ),
    "vendor-inactive": Wording(
        status=409,
        side=Side.SERVICE,
        title=_("The proctoring service is not in use"),
        what=_("The exam names a proctoring service that is not connected or is switched off."),
        next=_(
            "Tell whoever supervises the exam: they can let you in by hand. Your time does not "
            "run yet."
        ),
    ),
    "vendor-unreachable": Wording(
        status=409,
        side=Side.NOBODY,
        title=_("The proctoring service does not answer"),
        what=_("We asked the proctoring service for a session and got none: %(why)s."),
        next=_(
            "Try again in a minute: that costs you neither an attempt nor time. If it goes on, "
            "tell whoever supervises the exam: they can let you in by hand."
        ),
    ),
    "vendor-taken": Wording(
        status=409,
        side=Side.YOU,
        title=_("Another vendor is there already"),
        what=_("A vendor has this key, or is this tool."),
        next=_("Choose another key, or change the vendor that is there."),
    ),
    "vendor-invalid": _senseless(_("This cannot be decided about proctoring")),
    "proctor-invalid": _senseless(_("This list of proctors cannot be taken")),
    "comment-invalid": _senseless(_("The comment cannot be kept")),
    "proctoring-not-needed": Wording(
        status=409,
        side=Side.YOU,
        title=_("There is nowhere to go"),
        what=_("Nobody is sent to a proctoring service here: %(why)s."),
        next=_("Go back to the page of the exam and go on from there."),
    ),
    "sitting-part-unknown": Wording(
        status=404,
        side=Side.YOU,
        title=_("There is no such entry"),
        what=_("Nothing of this number belongs to this attempt or list, or it was removed."),
        next=_("Go back and choose again."),
    ),
    "review-same-person": Wording(
        status=409,
        side=Side.YOU,
        title=_("Somebody else must decide"),
        what=_("This exam asks two people, and you have said already what you think."),
        next=_("Ask another reviewer to look at the attempt."),
    ),
    "review-nothing-to-undo": Wording(
        status=409,
        side=Side.YOU,
        title=_("There is nothing to undo"),
        what=_("No decision of staff stands, or the review has gone on since."),
        next=_("Open the attempt again to see where its review is now."),
    ),
}
