"""The platform's roster, so that a dashboard can name who has not come yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lti_exams.sandbox.common import http
from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool import journal
from lti_exams.sandbox.common.tool.models import Launch
from lti_exams.sandbox.vendor import doings

MEDIA_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"


@dataclass(frozen=True, slots=True)
class Member:
    """A person on the roster."""

    sub: str
    name: str


def members(launch: Launch, *, now: datetime) -> list[Member]:
    """Return the roster's first page; nobody, where the platform offers no roster."""
    service = launch.claims.get(names.ROSTER) or {}
    url = service.get("context_memberships_url")
    if not url:
        return []
    token = doings.token_for(launch.platform, names.ROSTER_SCOPE, now=now)
    headers = {"Authorization": f"Bearer {token.value}", "Accept": MEDIA_TYPE}
    try:
        found = http.get_json(url, headers=headers)
    except http.NoAnswer as error:
        journal.refused("roster", now=now, url=url, reason=error.reason)
        return []
    journal.sent("roster", now=now, url=url, status=200)
    return [_member(entry) for entry in found.get("members", [])]


def _member(entry: dict[str, Any]) -> Member:
    sub = str(entry.get("user_id", ""))
    return Member(sub, str(entry.get("name") or entry.get("given_name") or sub))
