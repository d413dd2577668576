from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches.rules.checks import CHECKS


class LaunchRefused(LtiExamsError):
    """A launch failed a check; its values name the check and those that passed before it."""

    codes = (
        "launch-platform-error",
        "launch-state-missing",
        "launch-state-unknown",
        "launch-state-used",
        "launch-state-expired",
        "launch-browser-differs",
        "launch-storage-differs",
        *(check.code for check in CHECKS),
        "launch-pylti1p3",
    )


class CookiesAreBlocked(LtiExamsError):
    """The browser that began the launch did not bring its cookie back."""

    code = "launch-browser-unknown"


class LaunchIsOver(LtiExamsError):
    """A page of a launch was asked for that is unknown, over, or of another browser."""

    code = "launch-over"
