"""Words for tools that we launch: their registration, and what people do with them."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Text, Wording


def _form(*, what: Text, next: Text) -> Wording:
    return Wording(
        status=422, side=Side.YOU, title=_("The tool cannot be stored"), what=what, next=next
    )


def _launch(*, what: Text, next: Text, side: Side = Side.TOOL, status: int = 400) -> Wording:
    return Wording(
        status=status, side=side, title=_("The tool could not be opened"), what=what, next=next
    )


_START_AGAIN = _("Go back to the page from which you opened the tool, and open it once more.")
_TELL_STAFF = _(
    "Give the reference to the staff of this service, who know whom to ask at the tool's maker."
)

TOOLS: dict[str, Wording] = {
    "tool-unknown": Wording(
        status=404,
        side=Side.YOU,
        title=_("There is no such tool"),
        what=_("No tool has this number."),
        next=_("Go back to the list of tools and choose one."),
    ),
    "tool-act-unknown": Wording(
        status=422,
        side=Side.YOU,
        title=_("That cannot be done to a tool"),
        what=_("A tool can be activated and deactivated, and “%(act)s” is neither."),
        next=_("Use the buttons on the page of the tool."),
    ),
    "tool-inactive": Wording(
        status=403,
        side=Side.SERVICE,
        title=_("The tool is switched off"),
        what=_("%(name)s waits for approval, or was switched off by the staff of this service."),
        next=_("Ask the staff of this service to activate it."),
    ),
    "tool-name-missing": _form(
        what=_("The tool has no name."), next=_("Write what people call it.")
    ),
    "tool-address-unusable": _form(
        what=_("The address in %(field)s cannot be used: %(why)s."),
        next=_("Copy the address from the tool once more, beginning with https."),
    ),
    "tool-custom-unusable": _form(
        what=_("The custom parameters are not texts with a name each, or there are too many."),
        next=_("Write each as name=value, on a line of its own."),
    ),
    "pasted-keys-unusable": _form(
        what=_("What was pasted holds no RSA public key of 2048 to 8192 bits."),
        next=_(
            "Paste the public key in PEM form (BEGIN PUBLIC KEY), or a JWK set in which each key "
            "has a kid. Never paste a private key."
        ),
    ),
    "tool-authorise-client": _launch(
        what=_("A tool sent you here under a client id that this service never gave out."),
        next=_TELL_STAFF,
    ),
    "tool-authorise-redirect": _launch(
        what=_(
            "%(name)s wants the answer sent to an address that is not registered for it, "
            "character by character (redirect_uri). So nothing was sent."
        ),
        next=_TELL_STAFF,
    ),
    "tool-authorise-scope": _launch(
        what=_("The tool did not ask for the scope openid."), next=_TELL_STAFF
    ),
    "tool-authorise-response-type": _launch(
        what=_("The tool asked for another answer than an id_token."), next=_TELL_STAFF
    ),
    "tool-authorise-response-mode": _launch(
        what=_("The tool wants the answer in another way than by form_post."), next=_TELL_STAFF
    ),
    "tool-authorise-prompt": _launch(
        what=_("The tool wants you to be asked for a password, which LTI never does."),
        next=_TELL_STAFF,
    ),
    "tool-authorise-nonce": _launch(
        what=_("The tool sent no one-time value of its own (nonce), or one that is too long."),
        next=_TELL_STAFF,
    ),
    "tool-authorise-state": _launch(
        what=_("The state that the tool wants back is longer than any form should carry."),
        next=_TELL_STAFF,
    ),
    "tool-authorise-message-hint": _launch(
        what=_("The tool did not say which launch it answers (lti_message_hint)."),
        next=_START_AGAIN,
    ),
    "tool-authorise-message-used": _launch(
        what=_("This launch was answered already, and each is answered once."),
        next=_START_AGAIN,
        side=Side.YOU,
    ),
    "tool-authorise-message-expired": _launch(
        what=_("The tool took so long to come back that the launch has expired."),
        next=_START_AGAIN,
        side=Side.YOU,
    ),
    "tool-authorise-login-hint": _launch(
        what=_("The tool asks about another person than the one who opened it (login_hint)."),
        next=_START_AGAIN,
    ),
    "tool-authorise-session": _launch(
        what=_("The browser that came back is not the one in which the tool was opened."),
        next=_(
            "Open the tool again in one window, and let the browser keep cookies of this service."
        ),
        side=Side.YOU,
        status=403,
    ),
}
