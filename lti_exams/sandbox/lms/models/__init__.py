"""Everything that Riverside University remembers."""

from lti_exams.sandbox.lms.models.courses import Course, Enrolment, Standing
from lti_exams.sandbox.lms.models.faults import Fault
from lti_exams.sandbox.lms.models.gradebook import Grade, LineItem, ReceivedScore
from lti_exams.sandbox.lms.models.ledger import LedgerEntry
from lti_exams.sandbox.lms.models.links import Link
from lti_exams.sandbox.lms.models.people import Person, Role
from lti_exams.sandbox.lms.models.site import PlatformKey, Site
from lti_exams.sandbox.lms.models.tools import (
    AccessToken,
    Deployment,
    PendingLaunch,
    RegistrationToken,
    SeenAssertion,
    Tool,
)

__all__ = [
    "AccessToken",
    "Course",
    "Deployment",
    "Enrolment",
    "Fault",
    "Grade",
    "LedgerEntry",
    "LineItem",
    "Link",
    "PendingLaunch",
    "Person",
    "PlatformKey",
    "ReceivedScore",
    "RegistrationToken",
    "Role",
    "SeenAssertion",
    "Site",
    "Standing",
    "Tool",
]
