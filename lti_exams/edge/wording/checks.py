"""What each check of a launch asks, for the administrator who looks at which one failed."""

from django.utils.translation import gettext_lazy as _

from lti_exams.edge.wording.shape import Text

CHECKS: dict[str, Text] = {
    "issuer": _("the issuer is the LMS that began the launch (iss)"),
    "audience-missing": _("there is an audience (aud)"),
    "audience": _("our client id is in the audience (aud)"),
    "audience-foreign": _("nobody else is in the audience, or we are the party (aud, azp)"),
    "azp": _("the authorised party is us, where one is named (azp)"),
    "exp-missing": _("there is a time of expiry (exp)"),
    "iat-missing": _("there is a time of making (iat)"),
    "expired": _("it has not expired (exp)"),
    "iat-future": _("it was not made in the future (iat)"),
    "iat-old": _("it was made within the last hour (iat)"),
    "exp-far": _("it lives at most two hours (exp, iat)"),
    "not-yet-valid": _("it holds already (nbf)"),
    "nonce-missing": _("there is a one-time value (nonce)"),
    "nonce": _("the one-time value is the one of this login (nonce)"),
    "version-missing": _("there is an LTI version"),
    "version": _("the LTI version is 1.3.0"),
    "message-type-missing": _("there is a message type"),
    "message-type": _("the message type is one that is served here"),
    "deployment-missing": _("there is a deployment id"),
    "deployment-unreadable": _("the deployment id is a short plain text"),
    "deployment-differs": _("the deployment is the one that the login named"),
    "sub-missing": _("there is a user id (sub)"),
    "sub-unreadable": _("the user id is a short text (sub)"),
    "target-missing": _("there is an address to open (target_link_uri)"),
    "target-foreign": _("the address to open is one of ours (target_link_uri)"),
    "target-differs": _("the address to open is the one that the login named"),
    "roles-missing": _("there is a list of roles"),
    "roles-unreadable": _("the roles are a list of names"),
    "link-missing": _("there is a resource link, where the message needs one"),
    "link-unreadable": _("the resource link has a short text as its id"),
    "context-unreadable": _("the context has a short text as its id, where there is one"),
    "claim-unreadable": _("the optional claims have the form that LTI gives them"),
    "deep-linking-settings": _("deep linking says where to return to and what is accepted"),
    "line-item-missing": _("a review names its line item"),
    "for-user-missing": _("the person it is about is named (for_user)"),
}
