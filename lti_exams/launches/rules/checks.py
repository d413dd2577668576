"""Every check that a signed id_token must pass, by name, in order, each with its own code."""

from collections.abc import Callable
from dataclasses import dataclass

from lti_exams.kernel.origins import is_ours
from lti_exams.launches.rules import names
from lti_exams.launches.rules.predicates import (
    Claims,
    Expected,
    audience_is_readable,
    authorised_party_is_us,
    context_has_an_id,
    deep_linking_is_complete,
    deployment_agrees,
    is_addressed_to_us,
    is_for_us_alone,
    is_id,
    is_instant,
    is_of_this_login,
    is_plain_id,
    is_text,
    link_has_an_id,
    message,
    names_whom_it_is_for,
    needs_a_link,
    number,
    optional_parts_are_objects,
    review_names_a_line_item,
    roles_are_names,
)

# Clocks of LMSs differ from ours by seconds, and Moodle's tokens live for one minute.
LEEWAY = 60
# A token that claims to live longer was not made for one launch.
LONGEST_LIFE = 2 * 3600
# The login that a token answers lives ten minutes; an hour leaves room for a slow clock.
OLDEST = 3600


@dataclass(frozen=True, slots=True)
class Check:
    """One named check. `sentence` is the row of the specification that it holds."""

    name: str
    sentence: str
    holds: Callable[[Claims, Expected], bool]

    @property
    def code(self) -> str:
        return f"launch-{self.name}"


def first_failing(claims: Claims, expected: Expected) -> tuple[tuple[str, ...], Check | None]:
    """Return the names of the checks that passed, and the check that did not."""
    for place, check in enumerate(CHECKS):
        if not check.holds(claims, expected):
            return NAMES[:place], check
    return NAMES, None


CHECKS: tuple[Check, ...] = (
    Check("issuer", "T5", lambda claims, expected: claims.get("iss") == expected.issuer),
    Check("audience-missing", "T6", audience_is_readable),
    Check("audience", "T6", is_addressed_to_us),
    Check("audience-foreign", "T6, T7", is_for_us_alone),
    Check("azp", "T7", authorised_party_is_us),
    Check("exp-missing", "T8", lambda claims, _: is_instant(claims.get("exp"))),
    Check("iat-missing", "T9", lambda claims, _: is_instant(claims.get("iat"))),
    Check("expired", "T8", lambda claims, at: at.now < number(claims, "exp") + LEEWAY),
    Check("iat-future", "T9", lambda claims, at: number(claims, "iat") <= at.now + LEEWAY),
    Check("iat-old", "T9", lambda claims, at: number(claims, "iat") >= at.now - OLDEST),
    Check(
        "exp-far",
        "T8",
        lambda claims, _: number(claims, "exp") - number(claims, "iat") <= LONGEST_LIFE,
    ),
    Check(
        "not-yet-valid",
        "T9",
        lambda claims, at: (
            "nbf" not in claims
            or (is_instant(claims["nbf"]) and number(claims, "nbf") <= at.now + LEEWAY)
        ),
    ),
    Check("nonce-missing", "T10", lambda claims, _: is_text(claims.get("nonce"))),
    Check("nonce", "T10", is_of_this_login),
    Check("version-missing", "T12", lambda claims, _: names.VERSION in claims),
    Check("version", "T12", lambda claims, _: claims[names.VERSION] == "1.3.0"),
    Check("message-type-missing", "T12", lambda claims, _: is_text(claims.get(names.MESSAGE_TYPE))),
    Check("message-type", "T12", lambda claims, _: message(claims) in names.SERVED_MESSAGES),
    Check("deployment-missing", "T13", lambda claims, _: names.DEPLOYMENT_ID in claims),
    Check(
        "deployment-unreadable",
        "T13",
        lambda claims, _: is_plain_id(claims[names.DEPLOYMENT_ID]),
    ),
    Check("deployment-differs", "T13", deployment_agrees),
    Check("sub-missing", "T17", lambda claims, _: claims.get("sub") not in (None, "")),
    Check("sub-unreadable", "T17, T18", lambda claims, _: is_id(claims["sub"])),
    Check("target-missing", "T14", lambda claims, _: is_text(claims.get(names.TARGET_LINK_URI))),
    Check(
        "target-foreign",
        "T14",
        lambda claims, expected: is_ours(str(claims[names.TARGET_LINK_URI]), expected.origin),
    ),
    Check(
        "target-differs",
        "T14",
        lambda claims, expected: claims[names.TARGET_LINK_URI] == expected.target_link_uri,
    ),
    Check("roles-missing", "T16", lambda claims, _: claims.get(names.ROLES) is not None),
    Check("roles-unreadable", "T16", roles_are_names),
    Check(
        "link-missing",
        "T15",
        lambda claims, _: not needs_a_link(claims) or claims.get(names.RESOURCE_LINK) is not None,
    ),
    Check("link-unreadable", "T15", link_has_an_id),
    Check("context-unreadable", "T19", context_has_an_id),
    Check("claim-unreadable", "T20 to T22", optional_parts_are_objects),
    Check("deep-linking-settings", "DL 4.4", deep_linking_is_complete),
    Check("line-item-missing", "T25", review_names_a_line_item),
    Check("for-user-missing", "T25", names_whom_it_is_for),
)
NAMES: tuple[str, ...] = tuple(check.name for check in CHECKS)
