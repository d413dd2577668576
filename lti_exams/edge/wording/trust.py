"""Words for signed messages that could not be trusted, and for keys."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Text, Wording

_OPEN_AGAIN = _(
    "Open the link in your course once more. If it is refused again, give the reference to "
    "the administrator of your LMS."
)
_TELL_THE_ADMINISTRATOR = _(
    "Give the reference to the administrator of your LMS, who can compare the key set "
    "address registered here with the one that the LMS publishes."
)


def _untrusted(*, what: Text, next: Text = _OPEN_AGAIN) -> Wording:
    return Wording(
        status=400,
        side=Side.LMS,
        title=_("The message from your LMS could not be trusted"),
        what=what,
        next=next,
    )


TRUST: dict[str, Wording] = {
    "token-missing": _untrusted(
        what=_("Your LMS sent you here without the signed message that says who you are."),
    ),
    "token-too-large": _untrusted(
        what=_("The signed message is larger than any launch needs, so it was not read."),
    ),
    "token-not-a-jwt": _untrusted(
        what=_("What arrived in place of a signed message is not one (a compact JWT)."),
    ),
    "token-header-unreadable": _untrusted(
        what=_("The head of the signed message is not well-formed JSON."),
    ),
    "token-algorithm": _untrusted(
        what=_(
            "The message is not signed with RS256, the only way of signing that LTI 1.3 allows."
        ),
    ),
    "token-critical-header": _untrusted(
        what=_(
            "The message demands an extension of the signature that this service does not know."
        ),
    ),
    "token-kid-missing": _untrusted(
        what=_("The message does not say which of the LMS's keys signed it (there is no kid)."),
    ),
    "token-kid-unreadable": _untrusted(
        what=_("The name of the signing key (the kid) is not a text of at most 255 characters."),
    ),
    "token-kid-unknown": _untrusted(
        what=_("The message is signed with a key that is not in the LMS's published key set."),
        next=_(
            "If the LMS has just changed its keys, wait a minute and open the link in your course "
            "again. If it goes on, give the reference to the administrator of your LMS."
        ),
    ),
    "token-key-unusable": _untrusted(
        what=_(
            "The key that signed the message cannot be used: it must be an RSA key of 2048 to "
            "8192 bits, for signing, with a name (kid) that no other key has."
        ),
        next=_TELL_THE_ADMINISTRATOR,
    ),
    "token-signature": _untrusted(
        what=_("The signature does not fit the message, so it may have been changed on its way."),
        next=_TELL_THE_ADMINISTRATOR,
    ),
    "token-claims-unreadable": _untrusted(
        what=_("The body of the signed message is not a well-formed JSON object."),
    ),
    "keys-unavailable": Wording(
        status=424,
        side=Side.LMS,
        title=_("Your LMS's keys could not be fetched"),
        what=_(
            "Messages from your LMS are checked against its published keys. They could not be "
            "read, so nothing your LMS says can be checked at the moment."
        ),
        next=_(
            "Wait a minute and open the link in your course again. If it goes on, give the "
            "reference to the administrator of your LMS."
        ),
    ),
    "signing-key-missing": Wording(
        status=500,
        side=Side.SERVICE,
        title=_("The service has no key to sign with"),
        what=_("What you asked for must be signed, and there is no key for it today."),
        next=_("Give the reference to the staff of this service, who can make a key."),
    ),
}
