"""A tool is registered: by staff, by a command, by a program, or by itself on an invitation."""

from datetime import datetime, timedelta

from django.db import transaction

from lti_exams.accounts.api import User
from lti_exams.audit import api as audit
from lti_exams.journeys.access import Act, Caller, caller_of_user
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools


@transaction.atomic
def register_tool(new: tools.NewTool, *, by: Caller, now: datetime) -> tools.Tool:
    """Store a tool that somebody vouches for; it may be launched from now on.

    One that proctors is a vendor at once, so that exams can name it.
    """
    by.check_may(Act.REGISTER_TOOL)
    tool = tools.register(new, by=by.name, now=now)
    if tool.kind == tools.ToolKind.PROCTORING:
        proctoring.vendor_of_tool(tool, by=by.name, now=now)
    return tool


def edit_tool(tool_id: int, new: tools.NewTool, *, by: Caller, now: datetime) -> tools.Tool:
    """Change what is known of a tool."""
    by.check_may(Act.REGISTER_TOOL)
    tool = tools.by_id(tool_id)
    tools.edit(tool, new, by=by.name, now=now)
    return tool


def invite_tool(
    invited: tools.NewInvitation, *, by: User, now: datetime, lifetime: timedelta
) -> str:
    """Return the address at which a tool registers itself, once; it is not shown again."""
    caller = caller_of_user(by)
    caller.check_may(Act.REGISTER_TOOL)
    with transaction.atomic():
        invitation, address = tools.invite(invited, by=by, now=now, lifetime=lifetime)
        audit.record(
            actor=caller.name,
            action="tool-invitation.made",
            subject=f"tool-invitation:{invitation.pk}",
            after={"label": invitation.label, "kind": invitation.kind},
            now=now,
        )
    return address


def withdraw_tool_invitation(invitation_id: int, *, by: User, now: datetime) -> None:
    """End an invitation before it is used."""
    caller = caller_of_user(by)
    caller.check_may(Act.REGISTER_TOOL)
    with transaction.atomic():
        tools.withdraw_invitation(invitation_id, now=now)
        audit.record(
            actor=caller.name,
            action="tool-invitation.withdrawn",
            subject=f"tool-invitation:{invitation_id}",
            now=now,
        )


def register_itself(body: bytes, *, authorization: str, now: datetime) -> dict[str, object]:
    """Store what an invited tool tells of itself, and answer with what it needs to know of us."""
    return tools.register_invited(body, authorization=authorization, now=now)
