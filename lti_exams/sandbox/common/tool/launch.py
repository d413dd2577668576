"""A launch: the platform's answer to our login, checked before anything is believed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from lti_exams.sandbox.common import environment, http, jose
from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool.models import Launch, Login, Platform
from lti_exams.sandbox.common.tool.refusals import Refusal

LOGIN_LIFE = timedelta(minutes=10)
EVERY_MESSAGE = (
    "sub",
    "nonce",
    names.MESSAGE_TYPE,
    names.VERSION,
    names.DEPLOYMENT_ID,
    names.TARGET_LINK_URI,
    names.ROLES,
)
OBJECTS = (
    names.LAUNCH_PRESENTATION,
    names.CONTEXT,
    names.CUSTOM,
    names.DEEP_LINKING_SETTINGS,
    names.AGS_ENDPOINT,
    names.ROSTER,
)
REQUIRED: dict[str, tuple[str, ...]] = {
    "LtiResourceLinkRequest": (names.RESOURCE_LINK,),
    "LtiDeepLinkingRequest": (names.DEEP_LINKING_SETTINGS,),
    "LtiStartProctoring": (
        names.RESOURCE_LINK,
        names.ATTEMPT_NUMBER,
        names.SESSION_DATA,
        names.START_ASSESSMENT_URL,
    ),
    "LtiEndAssessment": (names.RESOURCE_LINK, names.ATTEMPT_NUMBER),
}


def receive(form: Mapping[str, str], *, accepted: frozenset[str], now: datetime) -> Launch:
    """Check a platform's answer and keep it; refuse what one check fails."""
    login = _answered(form.get("state", ""), now)
    if form.get("error"):
        raise Refusal(form["error"], form.get("error_description") or "The platform said no.")
    claims = _verified(form.get("id_token", ""), login.platform)
    _check_binding(claims, login)
    _check_contents(claims, accepted)
    return Launch.objects.create(
        platform=login.platform,
        message_type=claims[names.MESSAGE_TYPE],
        claims=claims,
        id_token=form["id_token"],
        received_at=now,
    )


def _answered(state: str, now: datetime) -> Login:
    young = Login.objects.filter(state=state, started_at__gt=now - LOGIN_LIFE)
    # One statement, so that two answers to the same login cannot both be taken.
    if not young.filter(answered_at=None).update(answered_at=now):
        raise Refusal("state-unknown", "No login of ours is waiting for this answer.")
    return young.select_related("platform").get()


def _verified(id_token: str, platform: Platform) -> dict[str, Any]:
    try:
        key_set = http.get_json(platform.jwks_url)
        return jose.verify(id_token, key_set, issuer=platform.issuer, audience=platform.client_id)
    except http.NoAnswer as error:
        raise Refusal("keys-unreachable", f"The platform's keys: {error}", status=502) from error
    except jose.BadToken as error:
        raise Refusal("token-refused", error.reason, status=401) from error


def _check_binding(claims: dict[str, Any], login: Login) -> None:
    platform = login.platform
    if claims.get("nonce") != login.nonce:
        raise Refusal("nonce-foreign", "The nonce is not the one of this login.")
    if claims.get("azp", platform.client_id) != platform.client_id:
        raise Refusal("azp-foreign", "The message is meant for another tool (azp).")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and "azp" not in claims:
        raise Refusal("azp-missing", "Several audiences, and no azp that names us.")
    if claims.get(names.DEPLOYMENT_ID) not in _deployments(platform):
        raise Refusal("deployment-foreign", "The deployment is none that was set up here.")
    if claims.get(names.TARGET_LINK_URI) != login.target_link_uri:
        raise Refusal("target-foreign", "The target is not the one that the login named.")
    if not login.target_link_uri.startswith(f"{environment.origin()}/"):
        raise Refusal("target-foreign", "The target is no page of ours.")


def _deployments(platform: Platform) -> set[str]:
    same = Platform.objects.filter(issuer=platform.issuer, client_id=platform.client_id)
    return set(same.values_list("deployment_id", flat=True))


def _check_contents(claims: dict[str, Any], accepted: frozenset[str]) -> None:
    message_type = claims.get(names.MESSAGE_TYPE)
    if message_type not in accepted:
        raise Refusal("message-type-unknown", f"{message_type} is not served here.")
    wanted = EVERY_MESSAGE + REQUIRED[message_type]
    missing = [name for name in wanted if claims.get(name) in (None, "")]
    if missing:
        raise Refusal("claim-missing", f"The message lacks {', '.join(missing)}.")
    if claims[names.VERSION] != "1.3.0":
        raise Refusal("version-unknown", "The message is not LTI 1.3.0.")
    _check_shapes(claims)


def _check_shapes(claims: dict[str, Any]) -> None:
    for name in OBJECTS:
        if not isinstance(claims.get(name, {}), dict):
            raise Refusal("claim-malformed", f"{name} is no object.")
    link = claims.get(names.RESOURCE_LINK, {"id": "none"})
    if not isinstance(link, dict) or not isinstance(link.get("id"), str) or not link["id"]:
        raise Refusal("claim-malformed", "The resource link has no id.")
    number = claims.get(names.ATTEMPT_NUMBER, 1)
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise Refusal("claim-malformed", "The attempt number is no positive integer.")
    if not isinstance(claims[names.ROLES], list):
        raise Refusal("claim-malformed", "The roles are no list.")
    _check_control_service(claims.get(names.ACS))


def _check_control_service(service: Any) -> None:
    if service is None:
        return
    if not isinstance(service, dict) or not service.get("assessment_control_url"):
        raise Refusal("claim-malformed", "The control service has no address.")
    if not service.get("actions"):
        raise Refusal("claim-malformed", "The control service offers no actions.")
