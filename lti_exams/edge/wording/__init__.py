"""The catalogue of refusals: for every code, what people are told."""

from lti_exams.edge.wording.api import API
from lti_exams.edge.wording.assessments import ASSESSMENTS
from lti_exams.edge.wording.claims import CLAIMS
from lti_exams.edge.wording.exams import EXAMS
from lti_exams.edge.wording.grades import GRADES
from lti_exams.edge.wording.house import HOUSE
from lti_exams.edge.wording.journeys import JOURNEYS
from lti_exams.edge.wording.kernel import KERNEL
from lti_exams.edge.wording.launches import LAUNCHES
from lti_exams.edge.wording.milestones import MILESTONES
from lti_exams.edge.wording.ops import OPS
from lti_exams.edge.wording.outbox import OUTBOX
from lti_exams.edge.wording.platforms import PLATFORMS
from lti_exams.edge.wording.proctoring import PROCTORING
from lti_exams.edge.wording.qualifications import QUALIFICATIONS
from lti_exams.edge.wording.registration import REGISTRATION
from lti_exams.edge.wording.results import RESULTS
from lti_exams.edge.wording.rosters import ROSTERS
from lti_exams.edge.wording.shape import Side, Wording
from lti_exams.edge.wording.teaching import TEACHING
from lti_exams.edge.wording.tool_messages import TOOL_MESSAGES
from lti_exams.edge.wording.tools import TOOLS
from lti_exams.edge.wording.trust import TRUST

__all__ = ["WORDING", "Side", "Wording", "wording_of"]

WORDING: dict[str, Wording] = {
    **HOUSE,
    **KERNEL,
    **TRUST,
    **PLATFORMS,
    **TOOLS,
    **TOOL_MESSAGES,
    **PROCTORING,
    **REGISTRATION,
    **LAUNCHES,
    **CLAIMS,
    **EXAMS,
    **GRADES,
    **ASSESSMENTS,
    **JOURNEYS,
    **API,
    **TEACHING,
    **QUALIFICATIONS,
    **RESULTS,
    **ROSTERS,
    **MILESTONES,
    **OPS,
    **OUTBOX,
}


def wording_of(code: str) -> Wording:
    """Return the words for a code; one that a plugin brought without words is told as a fault."""
    return WORDING.get(code, WORDING["unexpected"])
