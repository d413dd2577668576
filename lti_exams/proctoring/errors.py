from lti_exams.kernel.errors import LtiExamsError


class NoSuchVendor(LtiExamsError):
    """No vendor has this key, or the course may not use it."""

    code = "vendor-unknown"


class VendorIsOff(LtiExamsError):
    """The exam names no vendor that is connected and switched on."""

    code = "vendor-inactive"


class VendorTaken(LtiExamsError):
    """Another vendor has this key, or is this tool."""

    code = "vendor-taken"


class VendorRefused(LtiExamsError):
    """What somebody wrote about a vendor, or about the proctoring of an exam, makes no sense."""

    code = "vendor-invalid"


class VendorUnreachable(LtiExamsError):
    """The vendor's service gave no answer that can be used."""

    code = "vendor-unreachable"


class NotProctored(LtiExamsError):
    """The exam has no vendor to go to, or nobody is launched for a preview."""

    code = "proctoring-not-needed"


class StartRefused(LtiExamsError):
    """A LtiStartAssessment does not answer the LtiStartProctoring that somebody was sent with."""

    codes = (
        "start-message-type",
        "start-session-data-missing",
        "start-session-data-unknown",
        "start-session-data-foreign",
        "start-session-data-replaced",
        "start-session-data-used",
        "start-session-data-expired",
        "start-attempt-number",
        "start-resource-link",
        "start-verified-user",
        "start-end-return",
        "start-browser",
    )


class ControlRefused(LtiExamsError):
    """A call to the control service says what no attempt can be told."""

    codes = ("control-media-type", "control-unreadable", "control-invalid", "control-attempt")


class CallbackRefused(LtiExamsError):
    """A call in a vendor's name is not signed by it, or says what cannot be."""

    codes = (
        "callback-signature",
        "callback-late",
        "callback-unreadable",
        "callback-invalid",
        "callback-session",
    )


class NoSuchSitting(LtiExamsError):
    """There is no such incident, comment or decision of this attempt."""

    code = "sitting-part-unknown"


class ReviewRefused(LtiExamsError):
    """A review cannot be decided like this."""

    codes = ("review-same-person", "review-nothing-to-undo", "comment-invalid")


class ProctorRefused(LtiExamsError):
    """A list of proctors names what cannot be listed."""

    code = "proctor-invalid"
