"""Quill as a plain page outside LTI: reached with an exam access token."""

from datetime import datetime
from typing import Any

from lti_exams.sandbox.assessment.models import Sitting
from lti_exams.sandbox.assessment.questions import Paper
from lti_exams.sandbox.common import http, jose
from lti_exams.sandbox.common.tool import switches
from lti_exams.sandbox.common.tool.refusals import Refusal

FIELDS = ("jwks_url", "issuer", "audience", "completion_url", "api_token", "client_id")
WANTED = ("sub", "exam", "attempt", "jti")


def configuration() -> dict[str, str]:
    """Return where tokens are verified and completions go."""
    found: dict[str, str] = switches.read("outside", {})
    return found


def configure(said: dict[str, Any]) -> None:
    """Keep the fields that are named, beside those kept before."""
    given = {name: str(said[name]) for name in FIELDS if said.get(name) is not None}
    switches.write("outside", {**configuration(), **given})


def admitted(token: str) -> dict[str, Any]:
    """Return the claims of an exam access token; refuse a wrong one."""
    known = configuration()
    if not known.get("jwks_url"):
        raise Refusal("outside-not-configured", "No key set is configured for access tokens.")
    try:
        claims = jose.verify(
            token,
            http.get_json(known["jwks_url"]),
            issuer=known.get("issuer") or None,
            audience=known.get("audience") or None,
        )
    except (jose.BadToken, http.NoAnswer) as error:
        raise Refusal("access-token-refused", f"No entry: {error}", status=403) from error
    missing = [name for name in WANTED if not claims.get(name)]
    if missing:
        raise Refusal("access-token-refused", f"It lacks {', '.join(missing)}.", status=403)
    return claims


def sitting_of(claims: dict[str, Any], paper: Paper, *, now: datetime) -> Sitting:
    """Return the sitting of the attempt that a token names, opening it the first time."""
    same = {"sub": claims["sub"], "attempt": str(claims["attempt"]), "launch": None}
    fresh = {
        "paper": paper.slug,
        "link": str(claims["exam"]),
        "return_url": claims.get("return_url", ""),
        "completion_url": claims.get("completion_url", ""),
        "started_at": now,
    }
    return Sitting.objects.get_or_create(**same, defaults=fresh)[0]


def completion_url(sitting: Sitting) -> str:
    """Return where the completion of a sitting is told."""
    url = sitting.completion_url or configuration().get("completion_url", "")
    if not url:
        raise Refusal("completion-unknown", "No completion address is configured.")
    return url.replace("{attempt}", sitting.attempt)
