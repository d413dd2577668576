"""Dynamic registration: a tool introduces itself."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from lti_exams.sandbox.common import environment
from lti_exams.sandbox.lms import reading
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.models import RegistrationToken, Tool
from lti_exams.sandbox.lms.platform import addresses, installing
from lti_exams.sandbox.lms.platform import vocabulary as words
from lti_exams.sandbox.lms.profiles.base import Profile

MESSAGES = (words.RESOURCE_LINK, words.DEEP_LINK, words.SUBMISSION_REVIEW, words.DATA_PRIVACY)
CLAIMS = ["iss", "sub", "name", "given_name", "family_name", "email", "locale"]


def configuration(profile: Profile) -> dict[str, Any]:
    """Return what a tool must know of us before it registers."""
    issuer = profile.issuer or environment.origin()
    return {
        "issuer": issuer,
        "authorization_endpoint": addresses.of("authorize"),
        "registration_endpoint": addresses.of("register"),
        "jwks_uri": addresses.of("jwks"),
        "token_endpoint": addresses.of("token"),
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", *words.SCOPES],
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public", "pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": CLAIMS,
        **({"authorization_server": profile.token_audience} if profile.token_audience else {}),
        words.PLATFORM_CONFIGURATION: {
            "product_family_code": profile.product_family,
            "version": profile.version,
            "messages_supported": [{"type": each} for each in MESSAGES],
            "variables": ["ResourceLink.id.history", "Context.id.history"],
        },
    }


def invite() -> str:
    """Return a token with which one tool may register."""
    return RegistrationToken.objects.create(token=secrets.token_urlsafe(24)).token


@transaction.atomic
def register(
    token: str, body: dict[str, Any], profile: Profile, *, now: datetime
) -> dict[str, Any]:
    """Install a tool by its own description; the answer repeats it with its client id."""
    used = RegistrationToken.objects.filter(token=token, used_at=None).update(used_at=now)
    if not used:
        raise Refusal(401, "token_already_used", "The registration token is unknown or used.")
    deploy = profile.registers_deployment
    tool = installing.install(_details(body), profile, deploy=deploy)
    return body | {
        "client_id": tool.client_id,
        words.TOOL_CONFIGURATION: body[words.TOOL_CONFIGURATION] | _deployment(tool),
    }


def _deployment(tool: Tool) -> dict[str, str]:
    deployment = tool.deployments.first()
    return {} if deployment is None else {"deployment_id": deployment.deployment_id}


def _details(body: dict[str, Any]) -> installing.ToolDetails:
    configured = reading.mapping(body, words.TOOL_CONFIGURATION)
    redirect_uris = reading.texts(body, "redirect_uris")
    needed = ("client_name", "initiate_login_uri", "jwks_uri", "redirect_uris")
    missing = [name for name in needed if not body.get(name)]
    if missing or not configured:
        named = ", ".join(missing or [words.TOOL_CONFIGURATION])
        raise Refusal(400, "invalid_client_metadata", f"Missing: {named}.")
    if body.get("token_endpoint_auth_method") != "private_key_jwt":
        raise Refusal(400, "invalid_client_metadata", "Only private_key_jwt is possible here.")
    return installing.ToolDetails(
        name=reading.text(body, "client_name"),
        login_url=reading.text(body, "initiate_login_uri"),
        launch_url=reading.text(configured, "target_link_uri") or redirect_uris[0],
        jwks_url=reading.text(body, "jwks_uri"),
        redirect_uris=redirect_uris,
        deep_linking_url=_picker(configured),
        custom=reading.mapping(configured, "custom_parameters"),
    )


def _picker(configured: dict[str, Any]) -> str:
    for message in reading.objects(configured, "messages"):
        if message.get("type") == words.DEEP_LINK:
            return reading.text(message, "target_link_uri")
    return ""
