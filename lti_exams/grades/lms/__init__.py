"""The differences of LMSs, one file for each, chosen by what the LMS calls itself. Pure."""

from collections.abc import Iterable, Mapping

from lti_exams.grades.lms.base import Lms
from lti_exams.grades.lms.blackboard import Blackboard
from lti_exams.grades.lms.canvas import Canvas
from lti_exams.grades.lms.d2l import Brightspace
from lti_exams.grades.lms.moodle import Moodle
from lti_exams.grades.lms.openedx import OpenEdx
from lti_exams.grades.lms.sakai import Sakai

__all__ = ["ADAPTERS", "Lms", "adapter_for"]

ADAPTERS: Mapping[str, Lms] = {
    one.name: one() for one in (Lms, Canvas, Moodle, Blackboard, Brightspace, Sakai, OpenEdx)
}


def adapter_for(families: Iterable[str], *, named: str = "") -> Lms:
    """Return the adapter that staff named, else that of the first family that is known."""
    if named in ADAPTERS:
        return ADAPTERS[named]
    for family in families:
        for adapter in ADAPTERS.values():
            if family.lower() in adapter.families:
                return adapter
    return ADAPTERS[Lms.name]
