"""What an LMS says of itself when it registers us, read strictly; no network, no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.origins import LONGEST_URL, origin_of
from lti_exams.platforms.rules import (
    checked_address,
    checked_deployment_id,
    is_printable_ascii,
)

PLATFORM_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-platform-configuration"
TOOL_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration"
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint")
_LONGEST_LIST = 200


class ConfigurationUnreadable(LtiExamsError):
    """The LMS's OpenID configuration lacks something that LTI needs, or says it wrongly."""

    code = "registration-configuration-unreadable"


class IssuerForeign(LtiExamsError):
    """The configuration names an issuer that lives on another host than the configuration."""

    code = "registration-issuer-foreign"


class MethodUnsupported(LtiExamsError):
    """The LMS offers no way to sign in, or to sign, that LTI 1.3 prescribes."""

    codes = ("registration-auth-method", "registration-algorithm")


class RegistrationAnswerUnreadable(LtiExamsError):
    """The LMS accepted the registration with an answer that names no usable client id."""

    code = "registration-answer-unreadable"


@dataclass(frozen=True, slots=True)
class Configuration:
    """An LMS that wants us registered, as its own configuration tells."""

    issuer: str
    auth_url: str
    token_url: str
    jwks_url: str
    registration_url: str
    token_audience: str
    family: str
    version: str
    scopes: frozenset[str]
    messages: Mapping[str, frozenset[str]]
    warnings: tuple[str, ...]

    @property
    def host(self) -> str:
        return urlsplit(self.issuer).netloc


def read_configuration(document: object, *, url: str, allow_plain: bool) -> Configuration:
    """Read an OpenID configuration and refuse it unless its issuer lives where it was found."""
    if not isinstance(document, Mapping):
        raise ConfigurationUnreadable(field="document")
    issuer = checked_address(_text(document, "issuer"), field="issuer", allow_plain=allow_plain)
    if origin_of(issuer) != origin_of(url):
        raise IssuerForeign(issuer_origin=origin_of(issuer), configuration_origin=origin_of(url))
    for name in _ENDPOINTS:
        checked_address(_text(document, name), field=name, allow_plain=allow_plain)
    _check_methods(document)
    platform = _part(document, PLATFORM_CONFIGURATION)
    audience = _optional_text(document, "authorization_server")
    return Configuration(
        issuer=issuer,
        auth_url=document["authorization_endpoint"],
        token_url=document["token_endpoint"],
        jwks_url=document["jwks_uri"],
        registration_url=document["registration_endpoint"],
        token_audience=audience,
        family=_optional_text(platform, "product_family_code")[:100],
        version=_optional_text(platform, "version")[:100],
        scopes=frozenset(_texts(document, "scopes_supported")),
        messages=_messages(platform),
        warnings=_foreign(document, issuer=issuer, audience=audience),
    )


def _text(document: Mapping[str, object], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_URL:
        raise ConfigurationUnreadable(field=name)
    return value


def _optional_text(document: Mapping[str, object], name: str) -> str:
    return _text(document, name) if document.get(name) not in (None, "") else ""


def _part(document: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = document.get(name, {})
    if not isinstance(value, Mapping):
        raise ConfigurationUnreadable(field=name)
    return value


def _texts(document: Mapping[str, object], name: str) -> Sequence[str]:
    values = document.get(name) or []
    if not isinstance(values, list) or len(values) > _LONGEST_LIST:
        raise ConfigurationUnreadable(field=name)
    if not all(isinstance(value, str) for value in values):
        raise ConfigurationUnreadable(field=name)
    return values


def _check_methods(document: Mapping[str, object]) -> None:
    """Refuse an LMS that says outright that it cannot do what LTI 1.3 prescribes."""
    methods = _texts(document, "token_endpoint_auth_methods_supported")
    if methods and "private_key_jwt" not in methods:
        raise MethodUnsupported("registration-auth-method")
    for name in (
        "id_token_signing_alg_values_supported",
        "token_endpoint_auth_signing_alg_values_supported",
    ):
        algorithms = _texts(document, name)
        if algorithms and "RS256" not in algorithms:
            raise MethodUnsupported("registration-algorithm")


def _messages(platform: Mapping[str, object]) -> dict[str, frozenset[str]]:
    """Return the message types that the LMS sends, each with the placements it knows for it."""
    told = platform.get("messages_supported") or []
    if not isinstance(told, list) or len(told) > _LONGEST_LIST:
        raise ConfigurationUnreadable(field="messages_supported")
    found: dict[str, frozenset[str]] = {}
    for each in told:
        # Moodle names the types alone, where the specification has objects.
        message = {"type": each} if isinstance(each, str) else each
        if not isinstance(message, Mapping):
            raise ConfigurationUnreadable(field="messages_supported")
        kind, placements = _text(message, "type"), frozenset(_texts(message, "placements"))
        found[kind] = found.get(kind, frozenset()) | placements
    return found


def _foreign(document: Mapping[str, object], *, issuer: str, audience: str) -> tuple[str, ...]:
    """Name what lies outside the issuer's origin: signing for it could make it another LMS."""
    home = origin_of(issuer)
    foreign = [name for name in _ENDPOINTS if origin_of(str(document[name])) != home]
    # LMSs write the authorization server as a URL or as a bare host.
    if audience and home not in (origin_of(audience), origin_of(f"https://{audience}")):
        foreign.append("authorization_server")
    return tuple(foreign)


@dataclass(frozen=True, slots=True)
class RegistrationAnswer:
    """What the LMS calls us from now on."""

    client_id: str
    deployment_ids: tuple[str, ...]


def read_answer(document: object) -> RegistrationAnswer:
    """Read the answer to our registration; some LMSs write ids as numbers."""
    if not isinstance(document, Mapping):
        raise RegistrationAnswerUnreadable(field="document")
    client_id = _identifier(document.get("client_id"), field="client_id")
    tool = document.get(TOOL_CONFIGURATION)
    deployment = tool.get("deployment_id") if isinstance(tool, Mapping) else None
    if deployment is None:
        return RegistrationAnswer(client_id=client_id, deployment_ids=())
    deployment_id = checked_deployment_id(_identifier(deployment, field="deployment_id"))
    return RegistrationAnswer(client_id=client_id, deployment_ids=(deployment_id,))


def _identifier(value: object, *, field: str) -> str:
    text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    if not 0 < len(text) <= 255 or not is_printable_ascii(text):
        raise RegistrationAnswerUnreadable(field=field)
    return text
