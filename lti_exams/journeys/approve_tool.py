"""Staff decide which tools may be launched, and with which key we sign to them."""

from datetime import datetime

from django.db import transaction

from lti_exams.journeys.access import Act, Caller
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools


class NoSuchToolAct(LtiExamsError):
    """Somebody asks for something that nobody can do to a tool."""

    code = "tool-act-unknown"


_ACTS = {"activate": tools.activate, "deactivate": tools.deactivate}


@transaction.atomic
def decide_about_tool(tool_id: int, act: str, *, by: Caller, now: datetime) -> tools.Tool:
    """Switch a tool on, which approves one that waited, or off."""
    by.check_may(Act.DECIDE_ABOUT_TOOL)
    tool = tools.by_id(tool_id)
    if act not in _ACTS:
        raise NoSuchToolAct(act=act)
    _ACTS[act](tool, by=by.name, now=now)
    if tool.kind == tools.ToolKind.PROCTORING:
        # One that registered itself is a vendor from its approval on.
        proctoring.vendor_of_tool(tool, by=by.name, now=now)
    return tool
