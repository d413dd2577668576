"""What a tool's picker returns: content items that become links."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lti_exams.sandbox.lms import ledger, reading
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.models import Link, PendingLaunch
from lti_exams.sandbox.lms.platform import claims, linking, tool_keys
from lti_exams.sandbox.lms.platform import vocabulary as words
from lti_exams.sandbox.lms.profiles.base import Profile

RESPONSE = "LtiDeepLinkingResponse"


def accept(
    launch: PendingLaunch, token: str, profile: Profile, *, now: datetime
) -> tuple[list[Link], dict[str, str]]:
    """Add what was picked to the course; return the new links and the tool's messages."""
    tool = launch.deployment.tool
    body = tool_keys.verified(token, tool, profile, audience=[tool.issuer])
    _check(body, launch)
    tool_keys.once(tool, body.get("nonce"))
    items = reading.objects(body, words.DEEP_LINKING + "content_items")
    with transaction.atomic():
        links = [_added(item, launch, profile, now=now) for item in items]
    messages = {
        name: str(body[words.DEEP_LINKING + name])
        for name in ("msg", "errormsg")
        if body.get(words.DEEP_LINKING + name)
    }
    return links, messages


def _check(body: dict[str, Any], launch: PendingLaunch) -> None:
    expected = {
        words.LTI + "message_type": RESPONSE,
        words.LTI + "version": "1.3.0",
        words.LTI + "deployment_id": launch.deployment.deployment_id,
        words.DEEP_LINKING + "data": claims.deep_linking_data(launch),
    }
    for name, value in expected.items():
        if body.get(name) != value:
            raise Refusal(400, "invalid-response", f"{name} is not what was expected.")
    for item in reading.objects(body, words.DEEP_LINKING + "content_items"):
        if item.get("type") not in claims.ACCEPTED_BY_TEACHERS:
            raise Refusal(400, "invalid-response", f"Nobody asked for a {item.get('type')}.")


def _added(item: dict[str, Any], launch: PendingLaunch, profile: Profile, *, now: datetime) -> Link:
    if launch.course is None:
        raise Refusal(400, "invalid-response", "There is no course to add anything to.")
    content = linking.Content(
        title=reading.text(item, "title") or launch.deployment.tool.name,
        url=reading.text(item, "url"),
        description=reading.text(item, "text"),
        custom={name: str(value) for name, value in reading.mapping(item, "custom").items()},
        available=_window(reading.mapping(item, "available")),
        submission=_window(reading.mapping(item, "submission")),
        column=_column(reading.mapping(item, "lineItem")),
    )
    link = linking.add(launch.course, launch.deployment, content, profile)
    ledger.write(
        "link.added",
        at=now,
        client_id=launch.deployment.tool.client_id,
        user_id=launch.person.sub,
        details={"resource_link_id": link.link_id, "title": link.title},
    )
    return link


def _window(told: dict[str, Any]) -> linking.Window:
    return linking.Window(
        starts=reading.text(told, "startDateTime"), ends=reading.text(told, "endDateTime")
    )


def _column(told: dict[str, Any]) -> linking.Column | None:
    if not told:
        return None
    return linking.Column(
        label=reading.text(told, "label"),
        maximum=reading.number(told, "scoreMaximum") or 100,
        resource_id=reading.text(told, "resourceId"),
        tag=reading.text(told, "tag"),
        grades_released=told.get("gradesReleased"),
        submission_review=reading.mapping(told, "submissionReview") or None,
    )
