"""Canvas: privacy level, placements, and the JSON that an administrator pastes by hand."""

from lti_exams.platforms.dynamic.tool import (
    CUSTOM_PARAMETERS,
    DEEP_LINKING,
    LAUNCH,
    SCOPES,
    Extension,
    Offer,
)

_CANVAS = "https://canvas.instructure.com/lti"
# Names and addresses reach us: a proctor compares them with a face and a document.
_PRIVACY = "public"
_TOOL_ID = "lti_exams"
_DEEP_LINKING_PLACEMENTS = ("assignment_selection", "link_selection")
_LAUNCH_PLACEMENTS = ("course_navigation",)


def extension(offer: Offer) -> Extension:
    """Return what Canvas wants to hear in a dynamic registration."""
    return Extension(
        tool={
            f"{_CANVAS}/privacy_level": _PRIVACY,
            f"{_CANVAS}/tool_id": _TOOL_ID,
            f"{_CANVAS}/vendor": offer.name,
        },
        placements={DEEP_LINKING: _DEEP_LINKING_PLACEMENTS, LAUNCH: _LAUNCH_PLACEMENTS},
        # Teachers must not find the tool in a course before an administrator places it there.
        messages={LAUNCH: {f"{_CANVAS}/course_navigation/default_enabled": False}},
    )


def pasted_configuration(offer: Offer) -> dict[str, object]:
    """Return what Canvas takes as "Enter URL" or "Paste JSON" when a developer key is made."""
    return {
        "title": offer.name,
        "description": offer.description,
        "oidc_initiation_url": offer.addresses.login_url,
        "target_link_uri": offer.addresses.launch_url,
        "public_jwk_url": offer.addresses.jwks_url,
        "scopes": list(SCOPES),
        "custom_fields": CUSTOM_PARAMETERS,
        "extensions": [
            {
                "platform": "canvas.instructure.com",
                "domain": offer.addresses.domain,
                "tool_id": _TOOL_ID,
                "privacy_level": _PRIVACY,
                "settings": {
                    "text": offer.name,
                    "icon_url": offer.addresses.icon_url,
                    "placements": _placements(offer),
                },
            }
        ],
    }


def _placements(offer: Offer) -> list[dict[str, object]]:
    return [
        _placement(offer, placement, DEEP_LINKING) for placement in _DEEP_LINKING_PLACEMENTS
    ] + [
        _placement(offer, placement, LAUNCH) | {"default": "disabled"}
        for placement in _LAUNCH_PLACEMENTS
    ]


def _placement(offer: Offer, placement: str, message: str) -> dict[str, object]:
    return {
        "placement": placement,
        "message_type": message,
        "target_link_uri": offer.addresses.launch_url,
        "text": offer.name,
        "icon_url": offer.addresses.icon_url,
        "enabled": True,
    }
