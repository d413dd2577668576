"""Words about LMSs: their registration, their deployments, and calls to them."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Side, Text, Wording

_ADMINISTRATORS_TALK = _(
    "Give the reference to the administrator of your LMS, who can settle it with the staff "
    "of this service."
)
_CORRECT_IT = _("Correct the value and send the form again.")


def _not_open(*, title: Text, what: Text, side: Side = Side.SERVICE) -> Wording:
    return Wording(status=403, side=side, title=title, what=what, next=_ADMINISTRATORS_TALK)


def _unusable(what: Text) -> Wording:
    return Wording(
        status=400,
        side=Side.YOU,
        title=_("The registration cannot be stored like this"),
        what=what,
        next=_CORRECT_IT,
    )


def _no_access(what: Text, *, status: int = 424, side: Side = Side.LMS) -> Wording:
    return Wording(
        status=status,
        side=side,
        title=_("Your LMS did not let the service in"),
        what=what,
        next=_(
            "It is tried again by itself. If it goes on, give the reference to your LMS's staff."
        ),
    )


PLATFORMS: dict[str, Wording] = {
    "platform-unknown": _not_open(
        title=_("This LMS is not registered here"),
        what=_("No registration fits the LMS that sent you (issuer %(issuer)s)."),
        side=Side.LMS,
    ),
    "platform-not-found": Wording(
        status=404,
        side=Side.YOU,
        title=_("There is no such LMS"),
        what=_("No registration has that number."),
        next=_("Go back to the list of LMSs and choose one from there."),
    ),
    "platform-ambiguous": _not_open(
        title=_("Your LMS is registered here more than once"),
        what=_(
            "Several registrations have the issuer %(issuer)s, and the LMS did not say which one "
            "it means (there is no client_id)."
        ),
        side=Side.LMS,
    ),
    "platform-pending": _not_open(
        title=_("Your LMS is waiting to be let in"),
        what=_("The LMS is registered here, and a member of staff has not approved it yet."),
    ),
    "platform-disabled": _not_open(
        title=_("Your LMS is switched off here"),
        what=_("The staff of this service have switched the registration of your LMS off."),
    ),
    "deployment-unknown": Wording(
        status=404,
        side=Side.YOU,
        title=_("There is no such deployment"),
        what=_("The registration of this LMS has no deployment with that number."),
        next=_("Go back to the list of deployments and choose one from there."),
    ),
    "deployment-pending": _not_open(
        title=_("This part of your LMS is waiting to be let in"),
        what=_(
            "Your LMS is known here, and its deployment %(deployment_id)s is new: a member of "
            "staff has to approve it once."
        ),
    ),
    "deployment-disabled": _not_open(
        title=_("This part of your LMS is switched off here"),
        what=_("The staff of this service have switched the deployment %(deployment_id)s off."),
    ),
    "deployment-id-unusable": _unusable(
        _("A deployment id is a text of 1 to 255 plain characters."),
    ),
    "platform-client-id-unusable": _unusable(
        _("A client id is a text of 1 to 255 plain characters."),
    ),
    "platform-address-unusable": _unusable(
        _("The address in %(field)s cannot be used: %(reason)s."),
    ),
    "platform-already-known": Wording(
        status=409,
        side=Side.YOU,
        title=_("This LMS is registered already"),
        what=_("There is a registration with the issuer %(issuer)s and this client id."),
        next=_("Open the registration that exists, and change that one if it is wrong."),
    ),
    "platform-changed-meanwhile": Wording(
        status=409,
        side=Side.NOBODY,
        title=_("Somebody else changed this first"),
        what=_(
            "While you were looking at it, the registration was changed. Nothing was overwritten."
        ),
        next=_("Open it again, look at what it says now, and repeat your change if it is needed."),
    ),
    "platform-move-refused": Wording(
        status=409,
        side=Side.YOU,
        title=_("That cannot be done now"),
        what=_("The registration or deployment is %(status)s, which leaves no room for: %(act)s."),
        next=_("Open it again to see what can be done from where it is."),
    ),
    "platform-origin-not-bound": Wording(
        status=404,
        side=Side.YOU,
        title=_("That origin is not one of this LMS"),
        what=_("The origin %(origin)s was not added to this registration."),
        next=_("Choose one from the list of the registration's origins."),
    ),
    "bearer-origin-refused": _no_access(
        _(
            "The LMS named an address at %(origin)s, which is not one of its registered origins. "
            "Its access token is never sent elsewhere."
        ),
        side=Side.SERVICE,
    ),
    "access-token-refused": _no_access(
        _("The LMS refused to give an access token (it answered %(status)s %(error)s)."),
    ),
    "access-token-throttled": _no_access(
        _("The LMS asked the service to come back later for an access token."),
        status=424,
    ),
    "access-token-busy": _no_access(
        _("The access token is being fetched already, and that takes too long."),
        status=424,
        side=Side.NOBODY,
    ),
    "access-token-unreadable": _no_access(
        _("The LMS answered a request for an access token with something that is none."),
    ),
    "access-token-scopes-missing": _no_access(
        _("The LMS gave an access token without the rights that the call needs."),
    ),
}
