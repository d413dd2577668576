from lti_exams.kernel.errors import LtiExamsError


class RequestRefused(LtiExamsError):
    """A request cannot be served whatever page it asks for."""

    codes = (
        "request-malformed",
        "request-too-large",
        "request-forbidden",
        "request-from-elsewhere",
        "request-too-often",
        "page-not-found",
        "method-not-allowed",
        "unexpected",
    )
