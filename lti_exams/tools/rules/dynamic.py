"""What a tool says of itself when it registers (LTI Dynamic Registration 1.0), read strictly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lti_exams.kernel.mailboxes import is_mailbox
from lti_exams.tools.errors import RegistrationRefused
from lti_exams.tools.rules import names
from lti_exams.tools.rules.kinds import Personal, ToolKind, every_scope, messages_of, scopes_of

_LONGEST_LIST = 100
_LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Told:
    """A tool as it tells of itself."""

    name: str
    login_url: str
    launch_url: str
    dashboard_url: str
    redirect_uris: tuple[str, ...]
    jwks_url: str
    support_email: str
    custom: Mapping[str, str]


def read_registration(document: object) -> Told:
    """Read a registration; what we cannot serve is refused, what we do not know is passed over."""
    if not isinstance(document, Mapping):
        raise _unreadable("document")
    _check_ways(document)
    tool = _part(document, names.TOOL_CONFIGURATION)
    launch_url = _text(tool, "target_link_uri")
    custom = _part(tool, "custom_parameters")
    return Told(
        name=_text(document, "client_name"),
        login_url=_text(document, "initiate_login_uri"),
        launch_url=_target(tool, names.START_PROCTORING) or launch_url,
        dashboard_url=_target(tool, names.RESOURCE_LINK_REQUEST),
        redirect_uris=tuple(_texts(document, "redirect_uris")),
        jwks_url=_text(document, "jwks_uri"),
        support_email=next(filter(is_mailbox, _texts(document, "contacts")), ""),
        custom={name: text for name, text in custom.items() if isinstance(text, str)},
    )


def _check_ways(document: Mapping[str, object]) -> None:
    """Refuse a tool that says it wants to prove itself in another way than LTI prescribes."""
    method = document.get("token_endpoint_auth_method", "private_key_jwt")
    if method != "private_key_jwt":
        raise _unreadable("token_endpoint_auth_method")
    responses = _texts(document, "response_types")
    if responses and "id_token" not in responses:
        raise _unreadable("response_types")


def _target(tool: Mapping[str, object], message_type: str) -> str:
    """Return where a tool wants one message sent, if it says so."""
    messages = tool.get("messages") or []
    if not isinstance(messages, list) or len(messages) > _LONGEST_LIST:
        raise _unreadable("messages")
    for message in messages:
        if isinstance(message, Mapping) and message.get("type") == message_type:
            target = message.get("target_link_uri") or ""
            return target if isinstance(target, str) else ""
    return ""


def _text(document: Mapping[str, object], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_TEXT or "\x00" in value:
        raise _unreadable(name)
    return value


def _texts(document: Mapping[str, object], name: str) -> Sequence[str]:
    values = document.get(name) or []
    if not isinstance(values, list) or len(values) > _LONGEST_LIST:
        raise _unreadable(name)
    if not all(isinstance(value, str) and "\x00" not in value for value in values):
        raise _unreadable(name)
    return values


def _part(document: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = document.get(name) or {}
    if not isinstance(value, Mapping):
        raise _unreadable(name)
    return value


def _unreadable(field: str) -> RegistrationRefused:
    return RegistrationRefused(
        "tool-registration-unreadable", field=field, oauth="invalid_client_metadata"
    )


def configuration(*, issuer: str, name: str) -> dict[str, object]:
    """Return our OpenID configuration, as tools that register themselves read it."""
    messages = dict.fromkeys(message for kind in ToolKind for message in messages_of(kind))
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/tools/authorize",
        "registration_endpoint": f"{issuer}/tools/register",
        "token_endpoint": f"{issuer}/tools/token",
        "jwks_uri": f"{issuer}/tools/jwks",
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", *every_scope()],
        "response_types_supported": ["id_token"],
        "response_modes_supported": ["form_post"],
        "grant_types_supported": ["implicit", "client_credentials"],
        "subject_types_supported": ["pairwise"],
        "claims_supported": ["iss", "aud", "sub", *(one.value for one in Personal)],
        names.PLATFORM_CONFIGURATION: {
            "product_family_code": "lti_exams",
            "version": "1",
            "name": name,
            "messages_supported": [{"type": message} for message in messages],
            "variables": [],
        },
    }


def answered(
    told: Told, *, client_id: str, deployment_id: str, kind: str, target: str
) -> dict[str, object]:
    """Return what a tool that registered itself must know (RFC 7591 section 3.2.1)."""
    return {
        "client_id": client_id,
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": told.login_url,
        "redirect_uris": list(told.redirect_uris),
        "client_name": told.name,
        "jwks_uri": told.jwks_url,
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": " ".join(sorted(scopes_of(kind))),
        names.TOOL_CONFIGURATION: {
            "deployment_id": deployment_id,
            "target_link_uri": target,
            "claims": ["iss", "sub"],
            "messages": [{"type": message} for message in messages_of(kind)],
        },
    }
