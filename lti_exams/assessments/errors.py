from lti_exams.kernel.errors import LtiExamsError


class MessageRefused(LtiExamsError):
    """A message about somebody's work says what no work can have; `field` says where."""

    codes = (
        "completion-score-invalid",
        "completion-above-maximum",
        "completion-word-unknown",
        "completion-time-invalid",
        "completion-time-ahead",
        "completion-time-stale",
        "completion-person-unknown",
        "completion-text-invalid",
        "completion-key-missing",
    )


class DeliveryConflict(LtiExamsError):
    """A delivery id was used for something else, or an older message comes after a newer one."""

    codes = ("completion-key-used-otherwise", "completion-out-of-order")


class SignatureRefused(LtiExamsError):
    """A completion is not signed as the assessment of the attempt would sign it."""

    code = "completion-signature"


class AssessmentRefused(LtiExamsError):
    """An assessment cannot be defined like this; `field` says what."""

    code = "assessment-invalid"


class NoSuchAssessment(LtiExamsError):
    """No assessment has this key."""

    code = "assessment-unknown"


class NoSuchLineItem(LtiExamsError):
    """There is no such line item, or it is another tool's: the two are told alike."""

    code = "line-item-unknown"


class LineItemRefused(LtiExamsError):
    """A line item cannot be made or changed like this."""

    codes = ("line-item-invalid", "line-item-ours", "line-items-too-many")


class ContentRefused(LtiExamsError):
    """What was chosen in a tool is nothing that an exam can open; `why` says what."""

    code = "content-refused"
