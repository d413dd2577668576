from typing import TYPE_CHECKING

from lti_exams.kernel.errors import LtiExamsError

if TYPE_CHECKING:
    from lti_exams.tools.rules.forms import AutoPost


class NoSuchTool(LtiExamsError):
    """No tool has this number, or it is not of the kind that is asked for."""

    code = "tool-unknown"


class ToolIsOff(LtiExamsError):
    """The tool waits for a member of staff to approve it, or was switched off."""

    code = "tool-inactive"


class ToolUnusable(LtiExamsError):
    """What somebody wrote about a tool cannot be stored; `field` says what."""

    codes = ("tool-address-unusable", "tool-name-missing", "tool-custom-unusable")


class AuthorisationRefused(LtiExamsError):
    """A tool's authentication request does not answer the launch that it came from.

    `oauth` is the error that the tool is told, and `post` the form that brings it there; without
    one the tool's address is not known to be its own, and only the person is told.
    """

    post: "AutoPost | None" = None
    codes = (
        "tool-authorise-client",
        "tool-authorise-redirect",
        "tool-authorise-scope",
        "tool-authorise-response-type",
        "tool-authorise-response-mode",
        "tool-authorise-prompt",
        "tool-authorise-nonce",
        "tool-authorise-state",
        "tool-authorise-message-hint",
        "tool-authorise-message-used",
        "tool-authorise-message-expired",
        "tool-authorise-login-hint",
        "tool-authorise-session",
    )


class ToolMessageRefused(LtiExamsError):
    """A message that claims to be a tool's is not what the tool would send us."""

    codes = (
        "tool-message-unreadable",
        "tool-message-signature",
        "tool-message-keys-unavailable",
        "tool-message-issuer",
        "tool-message-audience",
        "tool-message-audience-foreign",
        "tool-message-azp",
        "tool-message-exp-missing",
        "tool-message-iat-missing",
        "tool-message-expired",
        "tool-message-iat-future",
        "tool-message-iat-old",
        "tool-message-exp-far",
        "tool-message-not-yet-valid",
        "tool-message-nonce-missing",
        "tool-message-nonce-used",
        "tool-message-version",
        "tool-message-deployment",
    )


class TokenRequestRefused(LtiExamsError):
    """A tool asks for an access token in a way that we cannot follow.

    `oauth` is the error that RFC 6749 names for it.
    """

    codes = (
        "tool-token-content-type",
        "tool-token-request",
        "tool-token-grant-type",
        "tool-token-assertion-type",
        "tool-token-assertion",
        "tool-token-client",
        "tool-token-signature",
        "tool-token-keys-unavailable",
        "tool-token-audience",
        "tool-token-expired",
        "tool-token-exp-far",
        "tool-token-iat",
        "tool-token-jti-missing",
        "tool-token-jti-used",
        "tool-token-deployment",
        "tool-token-scope",
    )


class ToolTokenRefused(LtiExamsError):
    """A call brings no access token of ours, or one that is not good for it."""

    codes = ("tool-bearer-missing", "tool-bearer-unknown", "tool-bearer-scope")


class RegistrationRefused(LtiExamsError):
    """A tool that wants to register itself was not invited, or says what we cannot read.

    `oauth` is the error that RFC 7591 names for it.
    """

    codes = ("tool-registration-token", "tool-registration-unreadable")
