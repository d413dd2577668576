"""The platforms that may launch us."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from lti_exams.sandbox.common.tool.models import Platform
from lti_exams.sandbox.common.tool.refusals import Refusal

ADDRESSES = ("authorize_url", "token_url", "jwks_url")
REQUIRED = ("issuer", "client_id", "deployment_id", *ADDRESSES)
FIELDS = (*REQUIRED, "token_audience")


def register(values: Mapping[str, Any]) -> Platform:
    """Take a platform, or correct the addresses of one that we know."""
    given = {name: str(values.get(name) or "").strip() for name in FIELDS}
    missing = [name for name in REQUIRED if not given[name]]
    if missing:
        raise Refusal("platform-incomplete", f"The platform lacks {', '.join(missing)}.")
    for name in ADDRESSES:
        if urlsplit(given[name]).scheme not in ("http", "https"):
            raise Refusal("platform-malformed", f"{name} is no http address.")
    return Platform.objects.update_or_create(
        issuer=given["issuer"],
        client_id=given["client_id"],
        deployment_id=given["deployment_id"],
        defaults={name: given[name] for name in (*ADDRESSES, "token_audience")},
    )[0]


def as_json(platform: Platform) -> dict[str, str]:
    """Describe a platform as the control API shows it."""
    return {name: getattr(platform, name) for name in FIELDS}
