"""Believing what a tool signs."""

from typing import Any

from lti_exams.sandbox.common import http, jose
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.models import SeenAssertion, Tool
from lti_exams.sandbox.lms.profiles.base import Profile


def verified(
    token: str, tool: Tool, profile: Profile, *, audience: list[str] | None
) -> dict[str, Any]:
    """Return what a tool signed, if it was this tool and it meant us."""
    try:
        if profile.caches_tool_keys:
            return _verified_by_kept_keys(token, tool, audience)
        return jose.verify(token, _fetched_keys(tool), issuer=tool.client_id, audience=audience)
    except jose.BadToken as error:
        raise Refusal(400, "invalid_client", error.reason) from error


def once(tool: Tool, jti: object) -> None:
    """Refuse what this tool has said before in the same words."""
    if not isinstance(jti, str) or not jti:
        raise Refusal(400, "invalid_client", "The jti or nonce is missing.")
    _, is_new = SeenAssertion.objects.get_or_create(tool=tool, jti=jti[:500])
    if not is_new:
        raise Refusal(400, "invalid_client", "This was used before.")


def _verified_by_kept_keys(token: str, tool: Tool, audience: list[str] | None) -> dict[str, Any]:
    try:
        return jose.verify(token, tool.kept_keys or {}, issuer=tool.client_id, audience=audience)
    except jose.BadToken:
        return jose.verify(token, _fetched_keys(tool), issuer=tool.client_id, audience=audience)


def _fetched_keys(tool: Tool) -> dict[str, Any]:
    try:
        keys = http.get_json(tool.jwks_url)
    except http.NoAnswer as error:
        raise Refusal(400, "invalid_client", f"The key set of the tool: {error}") from error
    if not isinstance(keys, dict):
        raise Refusal(400, "invalid_client", "The key set of the tool is no JSON object.")
    Tool.objects.filter(pk=tool.pk).update(kept_keys=keys)
    return keys
