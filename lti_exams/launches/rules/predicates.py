"""Questions about the claims of a token, one a check: each is asked after those before it held."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from lti_exams.kernel.digests import digest_of
from lti_exams.kernel.origins import origin_of
from lti_exams.launches.rules import names

Claims = Mapping[str, object]

LONGEST_ID = 255
# Some three thousand years: larger numbers are no dates, and some do not fit into a float.
_END_OF_TIME = 1e11


@dataclass(frozen=True, slots=True)
class Expected:
    """What the login that is being answered, and its registration, lead us to expect."""

    issuer: str
    client_id: str
    nonce_digest: str
    deployment_hint: str
    target_link_uri: str
    origin: str
    now: float


def expected_at(now: datetime, **rest: str) -> Expected:
    return Expected(now=now.timestamp(), **rest)


def is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ID


def is_plain_id(value: object) -> bool:
    """Tell whether an id is one of printable ASCII, as that of a deployment is."""
    return is_id(value) and all(" " <= sign <= "~" for sign in cast("str", value))


def is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def is_instant(value: object) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= cast("float", value) < _END_OF_TIME


def is_address(value: object) -> bool:
    return isinstance(value, str) and origin_of(value) != ""


def audiences(claims: Claims) -> list[object]:
    aud = claims.get("aud")
    return [_client_id(one) for one in (aud if isinstance(aud, list) else [aud])]


def _client_id(told: object) -> object:
    """Read a client id that is a number in the token of an LMS whose client ids are digits."""
    return str(told) if isinstance(told, int) and not isinstance(told, bool) else told


def audience_is_readable(claims: Claims, _: Expected) -> bool:
    told = audiences(claims)
    return bool(told) and all(is_text(one) for one in told)


def is_addressed_to_us(claims: Claims, expected: Expected) -> bool:
    return expected.client_id in audiences(claims)


def is_for_us_alone(claims: Claims, expected: Expected) -> bool:
    """Further audiences are trusted only where the issuer names us as the party it answers."""
    others = [one for one in audiences(claims) if one != expected.client_id]
    return not others or _client_id(claims.get("azp")) == expected.client_id


def authorised_party_is_us(claims: Claims, expected: Expected) -> bool:
    return _client_id(claims.get("azp")) in (None, expected.client_id)


def number(claims: Claims, name: str) -> float:
    """Return an instant that an earlier check in the table found to be one."""
    return cast("float", claims[name])


def is_of_this_login(claims: Claims, expected: Expected) -> bool:
    return digest_of(str(claims["nonce"])) == expected.nonce_digest


def deployment_agrees(claims: Claims, expected: Expected) -> bool:
    return expected.deployment_hint in ("", claims[names.DEPLOYMENT_ID])


def message(claims: Claims) -> object:
    return claims[names.MESSAGE_TYPE]


def part(claims: Claims, name: str) -> Mapping[str, object]:
    value = claims.get(name)
    return value if isinstance(value, Mapping) else {}


def optional_parts_are_objects(claims: Claims, _: Expected) -> bool:
    return all(
        claims[name] is None or isinstance(claims[name], Mapping)
        for name in _OPTIONAL_PARTS
        if name in claims
    )


_OPTIONAL_PARTS = (
    names.CUSTOM,
    names.LAUNCH_PRESENTATION,
    names.TOOL_PLATFORM,
    names.LIS,
    names.AGS,
    names.NRPS,
)


def roles_are_names(claims: Claims, _: Expected) -> bool:
    roles = claims[names.ROLES]
    return isinstance(roles, list) and all(isinstance(role, str) for role in roles)


def needs_a_link(claims: Claims) -> bool:
    wanted = message(claims) == names.RESOURCE_LINK_REQUEST
    return wanted or claims.get(names.RESOURCE_LINK) is not None


def link_has_an_id(claims: Claims, _: Expected) -> bool:
    return not needs_a_link(claims) or is_id(part(claims, names.RESOURCE_LINK).get("id"))


def context_has_an_id(claims: Claims, _: Expected) -> bool:
    context = claims.get(names.CONTEXT)
    return context is None or is_id(part(claims, names.CONTEXT).get("id"))


def deep_linking_is_complete(claims: Claims, _: Expected) -> bool:
    settings = part(claims, names.DEEP_LINKING_SETTINGS)
    return message(claims) != names.DEEP_LINKING_REQUEST or (
        is_address(settings.get("deep_link_return_url"))
        and isinstance(settings.get("accept_types"), list)
        and isinstance(settings.get("accept_presentation_document_targets"), list)
    )


def review_names_a_line_item(claims: Claims, _: Expected) -> bool:
    return message(claims) != names.SUBMISSION_REVIEW_REQUEST or is_text(
        part(claims, names.AGS).get("lineitem")
    )


def names_whom_it_is_for(claims: Claims, _: Expected) -> bool:
    about_somebody = {names.SUBMISSION_REVIEW_REQUEST, names.DATA_PRIVACY_REQUEST}
    return message(claims) not in about_somebody or is_id(
        part(claims, names.FOR_USER).get("user_id")
    )
