"""What we tell an LMS of ourselves: messages, scopes, claims, custom parameters, icon, privacy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lti_exams.platforms.addresses import Addresses
from lti_exams.platforms.dynamic.rules import TOOL_CONFIGURATION, Configuration

_AGS = "https://purl.imsglobal.org/spec/lti-ags/scope"
SCOPES = (
    f"{_AGS}/lineitem",
    # Moodle does not take `lineitem` to include it.
    f"{_AGS}/lineitem.readonly",
    f"{_AGS}/result.readonly",
    f"{_AGS}/score",
    "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
)
CLAIMS = ("iss", "sub", "name", "given_name", "family_name", "email", "locale")
# The histories let a copied course find what it was copied from; the dates are the person's own.
CUSTOM_PARAMETERS = {
    "resource_link_id_history": "$ResourceLink.id.history",
    "context_id_history": "$Context.id.history",
    "submission_end": "$ResourceLink.submission.endDateTime",
    "available_start": "$ResourceLink.available.startDateTime",
    "available_end": "$ResourceLink.available.endDateTime",
}
LAUNCH, DEEP_LINKING = "LtiResourceLinkRequest", "LtiDeepLinkingRequest"
MESSAGES = (LAUNCH, DEEP_LINKING, "LtiSubmissionReviewRequest", "DataPrivacyLaunchRequest")


@dataclass(frozen=True, slots=True)
class Offer:
    """Who we are, in the words of this installation."""

    name: str
    description: str
    addresses: Addresses
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """What one family of LMSs wants to hear besides the standard."""

    tool: Mapping[str, object] = field(default_factory=dict)
    placements: Mapping[str, Sequence[str]] = field(default_factory=dict)
    messages: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


def tool_registration(
    offer: Offer, configuration: Configuration, extension: Extension
) -> dict[str, object]:
    """Return the registration to send, Dynamic Registration 1.0 section 3.5."""
    told: dict[str, object] = {
        "application_type": "web",
        "client_name": offer.name,
        "grant_types": ["client_credentials", "implicit"],
        "response_types": ["id_token"],
        "initiate_login_uri": offer.addresses.login_url,
        "redirect_uris": [offer.addresses.launch_url],
        "jwks_uri": offer.addresses.jwks_url,
        "logo_uri": offer.addresses.icon_url,
        "token_endpoint_auth_method": "private_key_jwt",
        "id_token_signed_response_alg": "RS256",
        "scope": " ".join(_known(SCOPES, configuration.scopes)),
        TOOL_CONFIGURATION: _tool(offer, configuration, extension),
    }
    return told | ({"contacts": [offer.contact]} if offer.contact else {})


def _known(ours: Sequence[str], theirs: frozenset[str]) -> list[str]:
    """Leave out what the LMS says it does not know; one that says nothing hears everything."""
    return [value for value in ours if not theirs or value in theirs]


def _tool(offer: Offer, configuration: Configuration, extension: Extension) -> dict[str, object]:
    types = _known(MESSAGES, frozenset(configuration.messages)) or [LAUNCH]
    return {
        "domain": offer.addresses.domain,
        "target_link_uri": offer.addresses.launch_url,
        "description": offer.description,
        "claims": list(CLAIMS),
        "custom_parameters": CUSTOM_PARAMETERS,
        "messages": [_message(kind, offer, configuration, extension) for kind in types],
        **extension.tool,
    }


def _message(
    kind: str, offer: Offer, configuration: Configuration, extension: Extension
) -> dict[str, object]:
    message: dict[str, object] = {
        "type": kind,
        "target_link_uri": offer.addresses.launch_url,
        "label": offer.name,
        "icon_uri": offer.addresses.icon_url,
        **extension.messages.get(kind, {}),
    }
    wanted = extension.placements.get(kind, ())
    placements = _known(wanted, configuration.messages.get(kind, frozenset()))
    return message | ({"placements": placements} if placements else {})
