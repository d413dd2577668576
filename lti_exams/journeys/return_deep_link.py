"""A teacher goes back to the LMS with what was picked, or with nothing."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.trust import api as trust

_LTI = "https://purl.imsglobal.org/spec/lti/claim/"
_DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
_LIVES = 300


class NotADeepLink(LtiExamsError):
    """The launch did not ask for content, or did not say where to bring it."""

    code = "deep-link-not-asked-for"


@dataclass(frozen=True, slots=True)
class DeepLinkReturn:
    """The form that a browser posts to the LMS."""

    url: str
    jwt: str


def return_deep_link(
    launch: launches.Launch,
    items: Sequence[dict[str, object]],
    *,
    now: datetime,
    message: str = "",
) -> DeepLinkReturn:
    """Sign the items that were picked; an empty list tells the LMS that nothing was."""
    asked = launch.details.get("deep_linking", {})
    url = asked.get("deep_link_return_url", "")
    if not url:
        raise NotADeepLink
    platform = launch.deployment.platform
    issued_at = int(now.timestamp())
    claims: dict[str, object] = {
        "iss": platform.client_id,
        "aud": platform.issuer,
        "iat": issued_at,
        "exp": issued_at + _LIVES,
        "nonce": secrets.token_urlsafe(24),
        f"{_LTI}deployment_id": launch.deployment.deployment_id,
        f"{_LTI}message_type": "LtiDeepLinkingResponse",
        f"{_LTI}version": "1.3.0",
        f"{_DEEP_LINKING}content_items": list(items),
    }
    if "data" in asked:
        claims[f"{_DEEP_LINKING}data"] = asked["data"]
    if message:
        claims[f"{_DEEP_LINKING}msg"] = message
    return DeepLinkReturn(url=url, jwt=trust.sign(claims, owner=platform.key_owner, now=now))
