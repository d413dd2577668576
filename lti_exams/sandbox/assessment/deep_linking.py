"""Deep Linking: a teacher chooses a paper, and the platform gets a link to it."""

import secrets
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from lti_exams.sandbox.assessment.questions import Paper
from lti_exams.sandbox.common import environment, jose
from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool import journal, keys
from lti_exams.sandbox.common.tool.models import Launch
from lti_exams.sandbox.common.tool.refusals import Refusal

MESSAGE_LIFE = timedelta(minutes=5)


def return_url(launch: Launch) -> str:
    """Return where the choice is posted."""
    url = str(launch.claims[names.DEEP_LINKING_SETTINGS].get("deep_link_return_url", ""))
    if urlsplit(url).scheme not in ("http", "https"):
        raise Refusal("return-unknown", "The platform gave no address for the choice.")
    return url


def response(launch: Launch, paper: Paper | None, *, now: datetime) -> dict[str, str]:
    """Return the form that tells the platform what was chosen, if anything was."""
    wanted = launch.claims[names.DEEP_LINKING_SETTINGS]
    moment = int(now.timestamp())
    claims: dict[str, Any] = {
        "iss": launch.platform.client_id,
        "aud": launch.platform.issuer,
        "iat": moment,
        "exp": moment + int(MESSAGE_LIFE.total_seconds()),
        "nonce": secrets.token_urlsafe(24),
        names.MESSAGE_TYPE: "LtiDeepLinkingResponse",
        names.VERSION: "1.3.0",
        names.DEPLOYMENT_ID: launch.claims[names.DEPLOYMENT_ID],
        names.CONTENT_ITEMS: [_item(paper, wanted)] if paper else [],
    }
    if "data" in wanted:
        claims[names.DATA] = wanted["data"]
    journal.sent("deep-linking-response", now=now, url=return_url(launch), claims=claims)
    return {"JWT": jose.sign(claims, keys.own_key())}


def _item(paper: Paper, wanted: dict[str, Any]) -> dict[str, Any]:
    item: dict[str, Any] = {
        "type": "ltiResourceLink",
        "title": paper.title,
        "url": f"{environment.origin()}/papers/{paper.slug}",
        "custom": {"paper": paper.slug},
    }
    if wanted.get("accept_lineitem") is not False:
        item["lineItem"] = {
            "label": paper.title,
            "scoreMaximum": paper.maximum,
            "resourceId": paper.slug,
            "tag": "exam",
        }
    return item
