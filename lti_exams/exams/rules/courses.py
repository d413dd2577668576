"""What staff may decide for all exams of a course. Pure."""

from dataclasses import dataclass, replace

from lti_exams.exams.rules.editing import Definition, is_key
from lti_exams.exams.rules.kinds import NEEDS_A_VENDOR
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.mailboxes import is_mailbox


class CourseSettingsRefused(LtiExamsError):
    """What is decided for a course makes no sense; the values name the field."""

    code = "course-settings-invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What holds in a course where an exam says nothing else."""

    vendor: str = ""
    escalation_email: str = ""


def check_usual(usual: Usual) -> None:
    """Refuse what makes no sense, by the name of its field."""
    if usual.vendor and not is_key(usual.vendor):
        raise CourseSettingsRefused(field="vendor", why="not a kind and a key")
    if usual.escalation_email and not is_mailbox(usual.escalation_email):
        raise CourseSettingsRefused(field="escalation_email", why="not an e-mail address")


def completed(definition: Definition, usual: Usual) -> Definition:
    """Return a definition with the course's vendor, where its kind needs one and it names none."""
    if definition.kind in NEEDS_A_VENDOR and not definition.vendor:
        return replace(definition, vendor=usual.vendor)
    return definition
