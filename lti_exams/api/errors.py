from lti_exams.kernel.errors import LtiExamsError


class NotAuthenticated(LtiExamsError):
    """A program says nothing of who asks, or brings a token that opens nothing."""

    codes = ("api-unauthenticated", "api-token-invalid")


class BadRequest(LtiExamsError):
    """A request of a program cannot be read; the codes say why."""

    codes = ("api-body-unreadable", "api-media-type", "api-too-often")


class InputRefused(LtiExamsError):
    """A value cannot be taken; the values name the field and say why."""

    code = "api-input-invalid"


class KeyUsedOtherwise(LtiExamsError):
    """An idempotency key was used for another request, or is no key."""

    codes = ("api-key-used-otherwise", "api-key-malformed")
