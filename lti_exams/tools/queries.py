from django.conf import settings
from django.db.models import QuerySet

from lti_exams.kernel.prepared import Asked, Question
from lti_exams.launches.api import Person
from lti_exams.tools.errors import NoSuchTool, ToolIsOff
from lti_exams.tools.models import Invitation, Pseudonym, Tool
from lti_exams.tools.rules.kinds import ToolKind

_LONGEST_CLIENT_ID = 64

# What pseudonyms are made with is opened when one is made, and not for every message.
_of_client = Question(
    lambda: (
        Tool.objects.select_related("key_set")
        .defer("pseudonym_secret")
        .filter(client_id=Asked("client_id"))
    )
)


def issuer() -> str:
    """Return the name by which every tool knows us."""
    return str(settings.PUBLIC_ORIGIN)


def sheet(tool: Tool) -> dict[str, str]:
    """Return every value that the administrator of a tool pastes there."""
    ours = issuer()
    return {
        "client_id": tool.client_id,
        "deployment_id": tool.deployment_id,
        "issuer": ours,
        "authorize_url": f"{ours}/tools/authorize",
        "token_url": f"{ours}/tools/token",
        "jwks_url": f"{ours}/tools/jwks",
    }


def by_client_id(client_id: str) -> Tool | None:
    """Return the tool that was given this client id, whether or not it is active."""
    if not 0 < len(client_id) <= _LONGEST_CLIENT_ID or "\x00" in client_id:
        return None
    return _of_client.one(client_id=client_id)


def by_id(pk: int) -> Tool:
    """Return a tool with its key set."""
    try:
        return Tool.objects.select_related("key_set").get(pk=pk)
    except (Tool.DoesNotExist, OverflowError) as error:
        raise NoSuchTool(id=pk) from error


def active_tool(pk: int) -> Tool:
    """Return a tool that may be launched."""
    tool = by_id(pk)
    if not tool.is_active:
        raise ToolIsOff(name=tool.name)
    return tool


def all_tools() -> QuerySet[Tool]:
    return Tool.objects.select_related("key_set")


def waiting_tools() -> QuerySet[Tool]:
    """Return the tools about which nobody has decided yet."""
    return Tool.objects.filter(approved_at=None)


def tools_of(kind: ToolKind, *, unit: str | None = None) -> QuerySet[Tool]:
    """Return the active tools of a kind, or those that a unit may use."""
    tools = Tool.objects.filter(kind=kind, is_active=True)
    if unit is None:
        return tools
    # Told apart here, since SQLite cannot search a list.
    may_use = [tool.pk for tool in tools if not tool.units or unit in tool.units]
    return tools.filter(pk__in=may_use)


def invitations() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("created_by", "used_by")


def pseudonyms_of(person: Person) -> list[Pseudonym]:
    """Return by which name each tool knows a person, with the tool."""
    known = Pseudonym.objects.filter(person=person).select_related("tool")
    return list(known.order_by("tool__name", "tool_id"))
