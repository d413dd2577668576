"""The claims with which a vendor is sent somebody, and told of the end. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from lti_exams.proctoring.rules.words import Action

_LTI = "https://purl.imsglobal.org/spec/lti/claim/"
MESSAGE_TYPE = f"{_LTI}message_type"
RESOURCE_LINK = f"{_LTI}resource_link"
CONTEXT = f"{_LTI}context"
LAUNCH_PRESENTATION = f"{_LTI}launch_presentation"

_AP = "https://purl.imsglobal.org/spec/lti-ap/claim/"
ATTEMPT_NUMBER = f"{_AP}attempt_number"
START_ASSESSMENT_URL = f"{_AP}start_assessment_url"
SESSION_DATA = f"{_AP}session_data"
ACS = f"{_AP}acs"
SETTINGS = f"{_AP}proctoring_settings"
END_RETURN = f"{_AP}end_assessment_return"
VERIFIED_USER = f"{_AP}verified_user"
ERROR_MESSAGE = f"{_AP}errormsg"
ERROR_LOG = f"{_AP}errorlog"
ROSTER = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
START_PROCTORING = "LtiStartProctoring"
END_ASSESSMENT = "LtiEndAssessment"
START_ASSESSMENT = "LtiStartAssessment"

_LINK = "exam-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """What messages about one attempt say of it."""

    exam_id: int
    exam_title: str
    number: int
    course_id: int
    course_label: str
    course_title: str
    return_url: str
    settings: Mapping[str, object] = field(default_factory=dict)


def resource_link_of(exam_id: int) -> str:
    """Return the id under which vendors know an exam: the same in every message."""
    return f"{_LINK}{exam_id}"


def exam_behind(resource_link: str) -> int | None:
    """Return the key of the exam that a vendor means; None for what it made up."""
    digits = resource_link.removeprefix(_LINK)
    is_ours = resource_link.startswith(_LINK) and digits.isascii() and digits.isdigit()
    return int(digits) if is_ours and len(digits) < 19 and str(int(digits)) == digits else None


def of_sitting(sitting: Sitting) -> dict[str, object]:
    """Return what every message about an attempt says."""
    claims: dict[str, object] = {
        RESOURCE_LINK: {
            "id": resource_link_of(sitting.exam_id),
            "title": sitting.exam_title,
        },
        CONTEXT: {
            "id": f"course-{sitting.course_id}",
            "label": sitting.course_label,
            "title": sitting.course_title,
        },
        LAUNCH_PRESENTATION: {
            "document_target": "window",
            "return_url": sitting.return_url,
        },
        ATTEMPT_NUMBER: sitting.number,
    }
    if sitting.settings:
        claims[SETTINGS] = dict(sitting.settings)
    return claims


def to_start(
    sitting: Sitting,
    *,
    session_data: str,
    start_url: str,
    control_url: str,
    actions: Collection[Action],
) -> dict[str, object]:
    """Return what LtiStartProctoring says besides what every message of ours does."""
    claims = {
        **of_sitting(sitting),
        START_ASSESSMENT_URL: start_url,
        SESSION_DATA: session_data,
    }
    if actions:
        claims[ACS] = {
            "assessment_control_url": control_url,
            "actions": [action.value for action in actions],
        }
    return claims


def to_end(sitting: Sitting, *, error: str = "", log: str = "") -> dict[str, object]:
    """Return what LtiEndAssessment says; an error where the assessment failed on our side."""
    told = {ERROR_MESSAGE: error, ERROR_LOG: log}
    return {**of_sitting(sitting), **{name: text for name, text in told.items() if text}}
