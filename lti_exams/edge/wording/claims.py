"""Words for signed launches whose content fails a check."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.launches import CHECK_THE_LOGIN_ADDRESS, OPEN_AGAIN
from lti_exams.edge.wording.shape import Side, Text, Wording

_TELL = _(
    "Give the reference to the administrator of your LMS. The checks that passed and the "
    "one that failed are listed for them below."
)
_REGISTRATION = _(
    "Give the reference to the administrator of your LMS, who can compare the issuer and "
    "the client id that are registered here with those in the LMS."
)
_CLOCK = _(
    "Open the link in your course once more. If it is refused again, the clock of the LMS is "
    "probably wrong: give the reference to its administrator."
)


def _wrong(what: Text, next: Text = _TELL, *, status: int = 400) -> Wording:
    return Wording(
        status=status,
        side=Side.LMS,
        title=_("Your LMS sent a launch that breaks the rules of LTI 1.3"),
        what=what,
        next=next,
    )


def _for_others(what: Text) -> Wording:
    return Wording(
        status=401,
        side=Side.LMS,
        title=_("This launch was meant for another service"),
        what=what,
        next=_REGISTRATION,
    )


def _out_of_time(what: Text) -> Wording:
    return Wording(
        status=400,
        side=Side.LMS,
        title=_("This launch is out of its time"),
        what=what,
        next=_CLOCK,
    )


CLAIMS: dict[str, Wording] = {
    "launch-issuer": _for_others(
        _("The message comes from another LMS (iss) than the one that began the launch."),
    ),
    "launch-audience-missing": _for_others(_("The message does not say whom it is for (aud).")),
    "launch-audience": _for_others(
        _("The message is for another client id (aud) than the one registered here."),
    ),
    "launch-audience-foreign": _for_others(
        _("The message is for others too (aud) and does not name this service as its party (azp)."),
    ),
    "launch-azp": _for_others(_("The message names another service as its party (azp).")),
    "launch-exp-missing": _out_of_time(_("The message does not say until when it holds (exp).")),
    "launch-iat-missing": _out_of_time(_("The message does not say when it was made (iat).")),
    "launch-expired": _out_of_time(_("The message had expired before it arrived here (exp).")),
    "launch-iat-future": _out_of_time(_("The message says that it was made in the future (iat).")),
    "launch-iat-old": _out_of_time(_("The message was made more than an hour ago (iat).")),
    "launch-exp-far": _out_of_time(
        _("The message claims to hold for longer than two hours, which no launch needs (exp)."),
    ),
    "launch-not-yet-valid": _out_of_time(_("The message does not hold yet (nbf).")),
    "launch-nonce-missing": _wrong(_("The one-time value of the launch is missing (nonce).")),
    "launch-nonce": _wrong(
        _("The one-time value (nonce) is not the one that was given out for this launch."),
        OPEN_AGAIN,
    ),
    "launch-version-missing": _wrong(_("The message does not say which LTI version it is in.")),
    "launch-version": _wrong(_("The message is not in LTI version 1.3.0.")),
    "launch-message-type-missing": _wrong(_("The message does not say what it asks for.")),
    "launch-message-type": _wrong(
        _(
            "The message asks for something that this service does not offer. It serves resource "
            "links, deep linking, submission review and data privacy launches."
        ),
    ),
    "launch-deployment-missing": _wrong(_("The message does not name its deployment.")),
    "launch-deployment-unreadable": _wrong(
        _("The deployment id is not a text of at most 255 plain characters."),
    ),
    "launch-deployment-differs": _wrong(
        _("The message names another deployment than the one that began the launch."),
    ),
    "launch-sub-missing": _wrong(
        _(
            "The message does not say who you are (sub). Exams need to know it, so anonymous "
            "launches are refused."
        ),
        _(
            "Sign in to your LMS and open the link once more. If it is refused again, the LMS "
            "hides who its people are from this tool: its administrator can allow it to tell the "
            "user id."
        ),
    ),
    "launch-sub-unreadable": _wrong(
        _("The user id (sub) is not a text of at most 255 characters.")
    ),
    "launch-target-missing": _wrong(_("The message does not say what is to be opened.")),
    "launch-target-foreign": _wrong(
        _("The message asks for an address that does not belong to this service."),
        CHECK_THE_LOGIN_ADDRESS,
    ),
    "launch-target-differs": _wrong(
        _("The message asks for another address than the one that the launch began with."),
    ),
    "launch-roles-missing": _wrong(_("The message does not carry the list of your roles.")),
    "launch-roles-unreadable": _wrong(_("The list of your roles is not a list of names.")),
    "launch-link-missing": _wrong(_("The message does not name the link that was opened.")),
    "launch-link-unreadable": _wrong(
        _("The id of the link is not a text of at most 255 characters."),
    ),
    "launch-context-unreadable": _wrong(
        _("The id of the course is not a text of at most 255 characters."),
    ),
    "launch-claim-unreadable": _wrong(
        _("An optional part of the message does not have the form that LTI gives it."),
    ),
    "launch-deep-linking-settings": _wrong(
        _("The message asks for content to choose and does not say where to return the choice."),
    ),
    "launch-line-item-missing": _wrong(
        _("The message asks to review a submission and does not name its line item."),
    ),
    "launch-for-user-missing": _wrong(
        _("The message does not name the person it is about (for_user)."),
    ),
    "launch-pylti1p3": _wrong(
        _("The message does not have the form that its type demands: %(why)s."),
        _("Give the reference to the administrator of your LMS."),
    ),
}
