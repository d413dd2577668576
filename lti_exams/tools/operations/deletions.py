"""Tools are asked to delete what they keep of a person: by a signed call, or by a letter."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lti_exams.launches import api as launches
from lti_exams.outbox import api as outbox
from lti_exams.tools.models import Pseudonym, Tool

# No event is called like this: the subscription gets these calls and nothing else.
DELETION = "tool.deletion"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which tools were asked to delete a person, and which have told nowhere to ask."""

    asked: tuple[Tool, ...]
    nowhere: tuple[Tool, ...]


def follow_address(tool: Tool, *, now: datetime) -> None:
    """Let signed calls go to the deletion address that a tool has now, if it has one."""
    if not tool.deletion_url:
        _stop_calls(tool)
        return
    wanted = outbox.Wanted(
        name=f"Deletion at {tool.name} {tool.client_id}"[:200],
        address=tool.deletion_url,
        events=[DELETION],
    )
    if tool.deletion_calls_id:
        tool.deletion_calls = outbox.resubscribe(tool.deletion_calls_id, wanted)
    else:
        tool.deletion_calls = outbox.subscribe(wanted, now=now)


def _stop_calls(tool: Tool) -> None:
    if tool.deletion_calls_id:
        outbox.switch_subscription(tool.deletion_calls_id, is_active=False)


@transaction.atomic
def ask_to_forget(person: launches.Person, *, now: datetime) -> Asked:
    """Write down what each tool that knows a person is asked, by the name that it knows."""
    known = Pseudonym.objects.filter(person=person).select_related("tool__deletion_calls")
    asked: list[Tool] = []
    nowhere: list[Tool] = []
    for pseudonym in known.order_by("tool__name", "tool_id"):
        can_be_asked = _ask(pseudonym, now=now)
        (asked if can_be_asked else nowhere).append(pseudonym.tool)
    return Asked(tuple(asked), tuple(nowhere))


def _ask(pseudonym: Pseudonym, *, now: datetime) -> bool:
    tool = pseudonym.tool
    key = f"{DELETION}:{pseudonym.pk}:{int(now.timestamp())}"
    if tool.deletion_url and tool.deletion_calls:
        outbox.call_webhook(_call(pseudonym, tool.deletion_calls, key), now=now)
    if tool.deletion_email:
        outbox.send_email(_letter(pseudonym, key), now=now)
    return bool(tool.deletion_url or tool.deletion_email)


def _call(pseudonym: Pseudonym, to: outbox.Subscription, key: str) -> outbox.Call:
    tool = pseudonym.tool
    body = {
        "type": DELETION,
        "issuer": settings.PUBLIC_ORIGIN,
        "client_id": tool.client_id,
        "deployment_id": tool.deployment_id,
        "sub": pseudonym.sub,
    }
    return outbox.Call(to=to, type=DELETION, key=key, subject=tool.key, body=body)


def _letter(pseudonym: Pseudonym, key: str) -> outbox.Letter:
    tool = pseudonym.tool
    text = _(
        "A person wants what is kept about them deleted. Please delete everything that %(tool)s "
        "keeps under these values, and answer to this message when it is done.\n\n"
        "Platform: %(issuer)s\nClient ID: %(client_id)s\nDeployment ID: %(deployment_id)s\n"
        "User (sub): %(sub)s\n"
    ) % {
        "tool": tool.name,
        "issuer": settings.PUBLIC_ORIGIN,
        "client_id": tool.client_id,
        "deployment_id": tool.deployment_id,
        "sub": pseudonym.sub,
    }
    return outbox.Letter(
        type=DELETION,
        key=f"{key}:email",
        subject=tool.key,
        to=tool.deletion_email,
        title=_("Delete what you keep of a person"),
        text=text,
        reply_to=settings.CONTACT_EMAIL,
    )
