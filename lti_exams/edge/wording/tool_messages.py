"""Words for what tools send and ask: signed messages, tokens, registrations."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Text, Wording

_TELL_STAFF = _(
    "Give the reference to the staff of this service, who know whom to ask at the tool's maker."
)
_AGAIN = _("Go back to the page from which you opened the tool, and open it once more.")


def _message(what: Text, next: Text = _TELL_STAFF, *, status: int = 400) -> Wording:
    return Wording(
        status=status,
        side=Side.TOOL,
        title=_("The message from the tool could not be trusted"),
        what=what,
        next=next,
    )


MESSAGES: dict[str, Wording] = {
    "tool-message-unreadable": _message(
        _("The tool sent you back without a signed message that can be read (%(why)s)."),
    ),
    "tool-message-signature": _message(
        _("The message is not signed with a key that %(name)s has published (%(why)s)."),
    ),
    "tool-message-keys-unavailable": _message(
        _("The keys of %(name)s could not be fetched, so its message cannot be checked."),
        _("Wait a minute and send the page again. If it goes on, tell the staff of this service."),
        status=424,
    ),
    "tool-message-issuer": _message(
        _("The message is from none of the tools that may send it here (iss)."),
    ),
    "tool-message-audience": _message(_("The message is not meant for this service (aud).")),
    "tool-message-audience-foreign": _message(
        _("The message is meant for others besides this service (aud)."),
    ),
    "tool-message-azp": _message(
        _("The message names another party than this service as the one it answers (azp)."),
    ),
    "tool-message-exp-missing": _message(_("The message does not say when it expires (exp).")),
    "tool-message-iat-missing": _message(_("The message does not say when it was made (iat).")),
    "tool-message-expired": _message(_("The message has expired (exp)."), _AGAIN),
    "tool-message-iat-future": _message(
        _("The message claims to be made in the future, so the tool's clock is wrong (iat)."),
    ),
    "tool-message-iat-old": _message(_("The message is more than an hour old (iat)."), _AGAIN),
    "tool-message-exp-far": _message(
        _("The message claims to be good for more than an hour (exp, iat)."),
    ),
    "tool-message-not-yet-valid": _message(_("The message is not valid yet (nbf).")),
    "tool-message-nonce-missing": _message(_("The message has no one-time value (nonce).")),
    "tool-message-nonce-used": _message(
        _("This message came before, and each is taken once (nonce)."), _AGAIN
    ),
    "tool-message-version": _message(_("The message is not one of LTI 1.3.0.")),
    "tool-message-deployment": _message(
        _("The message names another deployment than the one that %(name)s was given."),
    ),
}


def _token(what: Text, next: Text, *, status: int = 400) -> Wording:
    return Wording(
        status=status,
        side=Side.TOOL,
        title=_("No access token was given"),
        what=what,
        next=next,
    )


def _assertion(what: Text, next: Text) -> Wording:
    return _token(what, next, status=401)


_SIGN_ANEW = _("Make a new assertion for each request: a fresh jti, iat now, exp in five minutes.")
_REGISTRATION = _("Compare the tool's settings with its page here.")

TOKENS: dict[str, Wording] = {
    "tool-token-content-type": _token(
        _("The request is not a form."),
        _("Send it as application/x-www-form-urlencoded."),
    ),
    "tool-token-request": _token(
        _("The request names no grant_type."), _("Send grant_type=client_credentials.")
    ),
    "tool-token-grant-type": _token(
        _("Tokens are given for client_credentials alone."),
        _("Send grant_type=client_credentials."),
    ),
    "tool-token-assertion-type": _assertion(
        _("A tool proves who it is by a signed assertion, and in no other way."),
        _(
            "Send client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer, "
            "and no Authorization header."
        ),
    ),
    "tool-token-assertion": _assertion(
        _("The client assertion is missing, or is no JWT signed with RS256."), _SIGN_ANEW
    ),
    "tool-token-client": _assertion(
        _("The assertion names no active tool in the same way as iss, sub and client_id."),
        _REGISTRATION,
    ),
    "tool-token-signature": _assertion(
        _("The assertion is not signed with a key that the tool has published."), _REGISTRATION
    ),
    "tool-token-keys-unavailable": _assertion(
        _("The tool's keys could not be fetched, so its assertion cannot be checked."),
        _("See that the key set address answers, and ask again in a minute."),
    ),
    "tool-token-audience": _assertion(
        _("The assertion is not for our token address alone (aud)."),
        _("Set aud to the token address, or to our issuer, and to nothing else."),
    ),
    "tool-token-expired": _assertion(
        _("The assertion has expired, or does not say when it does (exp)."), _SIGN_ANEW
    ),
    "tool-token-exp-far": _assertion(
        _("The assertion would be good for more than ten minutes (exp)."), _SIGN_ANEW
    ),
    "tool-token-iat": _assertion(
        _("The assertion was not made in the last ten minutes (iat, nbf)."), _SIGN_ANEW
    ),
    "tool-token-deployment": _assertion(
        _("The assertion names another deployment than the tool has."), _REGISTRATION
    ),
    "tool-token-jti-missing": _assertion(
        _("The assertion has no name of its own (jti)."), _SIGN_ANEW
    ),
    "tool-token-jti-used": _assertion(
        _("The assertion was used before, and each is used once (jti)."), _SIGN_ANEW
    ),
    "tool-token-scope": _token(
        _("None of the scopes that were asked for is given to a tool of this kind."),
        _("Ask for a scope that the tool's page here names."),
    ),
    "tool-bearer-missing": _assertion(
        _("The call brings no access token of a tool."),
        _("Get a token at the token address and send it as Authorization: Bearer."),
    ),
    "tool-bearer-unknown": _assertion(
        _("The access token is unknown or expired, or its tool was switched off."),
        _("Get a new token at the token address."),
    ),
    "tool-bearer-scope": _token(
        _("The access token was not given for this call, which needs %(why)s."),
        _("Ask for a token with that scope."),
        status=403,
    ),
}

REGISTRATIONS: dict[str, Wording] = {
    "tool-registration-token": Wording(
        status=401,
        side=Side.SERVICE,
        title=_("The tool was not registered"),
        what=_("The registration token is unknown, was used, or is too old."),
        next=_("Ask the staff of this service for a new invitation."),
    ),
    "tool-registration-unreadable": Wording(
        status=400,
        side=Side.TOOL,
        title=_("The tool was not registered"),
        what=_("What the tool says of itself in %(field)s is missing or cannot be read."),
        next=_("Tell the tool's maker, or register the tool by hand."),
    ),
}

TOOL_MESSAGES: dict[str, Wording] = {**MESSAGES, **TOKENS, **REGISTRATIONS}
