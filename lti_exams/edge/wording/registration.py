"""Words for LMSs that register themselves (LTI Dynamic Registration)."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Text, Wording

_START_AGAIN = _(
    "Start the registration in your LMS again. If it fails again, register by hand: the "
    "registration sheet (/lti/config) has every value that the LMS asks for."
)
_BY_HAND = _(
    "Register by hand: the registration sheet (/lti/config) has every value that the LMS asks for."
)


def _failed(what: Text, next: Text = _START_AGAIN, *, status: int = 400) -> Wording:
    return Wording(
        status=status,
        side=Side.LMS,
        title=_("The registration did not come about"),
        what=what,
        next=next,
    )


REGISTRATION: dict[str, Wording] = {
    "registration-configuration-missing": _failed(
        _(
            "This address is for LMSs: the LMS adds where its configuration is "
            "(openid_configuration), and nothing was added."
        ),
        _("Paste this address into your LMS where it offers dynamic registration of a tool."),
    ),
    "registration-parameter-unusable": _failed(
        _("The value of %(parameter)s is too long, or holds signs that no LMS sends."),
    ),
    "registration-configuration-unavailable": _failed(
        _("The LMS did not give its configuration at the address it named (status %(status)s)."),
        status=424,
    ),
    "registration-configuration-unreadable": _failed(
        _("The LMS's configuration lacks %(field)s, or says it in a way that LTI does not know."),
        _BY_HAND,
    ),
    "registration-issuer-foreign": _failed(
        _(
            "The configuration at %(configuration_origin)s speaks for an LMS at "
            "%(issuer_origin)s. An LMS may register itself only, so nothing was stored."
        ),
        _BY_HAND,
    ),
    "registration-auth-method": _failed(
        _("The LMS does not offer the way of asking for access tokens that LTI 1.3 prescribes."),
        _BY_HAND,
    ),
    "registration-algorithm": _failed(
        _("The LMS does not sign with RS256, the only way of signing that LTI 1.3 allows."),
        _BY_HAND,
    ),
    "registration-invitation-unknown": _failed(
        _("The invitation in this address is not known, was used, withdrawn, or is too old."),
        _("Ask the staff of this service for a new invitation."),
        status=403,
    ),
    "registration-refused": _failed(
        _(
            "The LMS at %(host)s did not accept the registration (status %(status)s). Its "
            "registration token may have been used before."
        ),
        status=424,
    ),
    "registration-answer-unreadable": _failed(
        _("The LMS accepted the registration and named no client id that could be used."),
        _BY_HAND,
        status=424,
    ),
    "registration-too-often": Wording(
        status=429,
        side=Side.NOBODY,
        title=_("Too many registrations were begun"),
        what=_("From your network address more registrations were begun than anybody needs."),
        next=_("Wait an hour and start the registration again."),
    ),
}
