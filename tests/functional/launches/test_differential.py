"""What we accept, pylti1p3 accepts: a second library reads the same tokens.

Where it refuses what we accept, the reason is one of `WE_ALONE_ACCEPT`, and a test shows each.
"""

import os
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.factories.answers import launch_told
from tests.factories.forged_claims import AGS, DEEP_LINKING, NRPS, asks_for_content
from tests.factories.lms import LTI, MEMBERSHIP, Lms
from tests.factories.lms_variants import FAMILIES
from tests.factories.pylti1p3_tool import objection_of_pylti1p3

pytestmark = pytest.mark.django_db

Claims = dict[str, Any]

BRIEF = settings(max_examples=1_500 if os.environ.get("LONG") == "1" else 20)

# What pylti1p3 says, and the claims for which we decide otherwise on purpose.
WE_ALONE_ACCEPT: dict[str, tuple[str, Callable[[Claims, Lms], bool]]] = {
    "it takes the first audience for the only one": (
        "Client id not registered",
        lambda claims, lms: isinstance(claims["aud"], list) and claims["aud"][0] != lms.client_id,
    ),
    "it knows a client id of digits as a text alone": (
        "Client id not registered",
        lambda claims, lms: str(claims["aud"]) == lms.client_id != claims["aud"],
    ),
    "it allows the clock of the LMS no second ahead of ours": (
        "not yet valid (iat)",
        lambda claims, lms: claims["iat"] > timezone.now().timestamp(),
    ),
    "it allows no second after the end": (
        "Signature has expired",
        lambda claims, lms: claims["exp"] <= timezone.now().timestamp(),
    ),
    "it allows no second before the beginning": (
        "not yet valid (nbf)",
        lambda claims, lms: claims["nbf"] > timezone.now().timestamp(),
    ),
    "it reads an id of the token, which LTI does not name": (
        "JWT ID must be a string",
        lambda claims, lms: not isinstance(claims["jti"], str),
    ),
    "it wants an LMS that asks for content to take links": (
        "Must support resource link",
        lambda claims, lms: "ltiResourceLink" not in claims[DEEP_LINKING]["accept_types"],
    ),
    "it wants a target for content": (
        "Must support a presentation type",
        lambda claims, lms: not claims[DEEP_LINKING]["accept_presentation_document_targets"],
    ),
}


def is_listed(objection: str, claims: Claims, lms: Lms) -> bool:
    return any(said in objection and holds(claims, lms) for said, holds in WE_ALONE_ACCEPT.values())


def both_asked(lms: Lms, changed: Callable[[Claims], Claims]) -> tuple[bool, str, Claims]:
    """Bring one token to us and to pylti1p3: did we accept it, what did it object, what was it."""
    browser = Client()
    login = lms.begin(browser)
    claims = changed(lms.claims(login.nonce))
    token = lms.sign(claims)
    ours = launch_told(browser, token, login.state)
    assert ours.status_code < 500
    objection = objection_of_pylti1p3(lms, token, state=login.state, nonce=login.nonce)
    return ours.status_code == 303, objection, claims


@pytest.fixture
def families(db: None) -> dict[str, Lms]:
    return {name: family.registered() for name, family in FAMILIES.items()}


class TestValidLaunchesOfSixLmss:
    @BRIEF
    @given(name=st.sampled_from(sorted(FAMILIES)), rng=st.randoms(use_true_random=False))
    def test_are_accepted_by_both(self, families: dict[str, Lms], name: str, rng: Random) -> None:
        lms = families[name]

        def shaped(claims: Claims) -> Claims:
            return FAMILIES[name].claims(lms, nonce=claims["nonce"], rng=rng)

        accepted, objection, claims = both_asked(lms, shaped)

        assert accepted
        assert not objection or is_listed(objection, claims, lms)


ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
    | st.sampled_from(["1.3.0", "client-1", "LtiDeepLinkingRequest", "DataPrivacyLaunchRequest"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "user_id", "title", "lineitem"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
CLAIMS = st.sampled_from(
    [
        *(
            "sub",
            "aud",
            "azp",
            "exp",
            "iat",
            "nbf",
            "name",
            "email",
            "jti",
            DEEP_LINKING,
            AGS,
            NRPS,
        ),
        *(
            f"{LTI}{name}"
            for name in (
                *("message_type", "roles", "context", "resource_link", "custom", "lis"),
                *("launch_presentation", "tool_platform", "for_user", "deployment_id"),
            )
        ),
    ]
)


class TestLaunchesThatHoldAnythingAtAll:
    @BRIEF
    @given(changes=st.dictionaries(CLAIMS, ANY_JSON, min_size=1, max_size=3))
    def test_are_accepted_by_both_or_not_by_us(self, lms: Lms, changes: Claims) -> None:
        accepted, objection, claims = both_asked(lms, lambda told: told | changes)

        event("accepted" if accepted else "refused")
        assert not accepted or not objection or is_listed(objection, claims, lms)


def _with_content(**about: Any) -> Callable[[Claims], Claims]:
    def changed(claims: Claims) -> Claims:
        asks_for_content(claims)
        claims[DEEP_LINKING] |= about
        return claims

    return changed


def _real_differences() -> Iterator[tuple[str, Callable[[Claims], Claims]]]:
    yield (
        "it takes the first audience for the only one",
        lambda told: told | {"aud": ["another", "7"], "azp": "7"},
    )
    yield "it knows a client id of digits as a text alone", lambda told: told | {"aud": 7}
    yield (
        "it allows the clock of the LMS no second ahead of ours",
        lambda told: told | {"iat": told["iat"] + 30},
    )
    yield "it allows no second after the end", lambda told: told | {"exp": told["iat"] - 5}
    yield (
        "it allows no second before the beginning",
        lambda told: told | {"nbf": told["iat"] + 30},
    )
    yield "it reads an id of the token, which LTI does not name", lambda told: told | {"jti": 5}
    yield (
        "it wants an LMS that asks for content to take links",
        _with_content(accept_types=["html"]),
    )
    yield (
        "it wants a target for content",
        _with_content(accept_presentation_document_targets=[]),
    )


DIFFERENCES = dict(_real_differences())


class TestTheListOfDifferences:
    def test_is_shown_whole(self) -> None:
        assert set(DIFFERENCES) == set(WE_ALONE_ACCEPT)

    @pytest.mark.parametrize("reason", WE_ALONE_ACCEPT)
    def test_is_real(self, db: None, reason: str) -> None:
        lms = Lms.registered(client_id="7")

        accepted, objection, _ = both_asked(lms, DIFFERENCES[reason])

        assert accepted
        assert WE_ALONE_ACCEPT[reason][0] in objection


def test_the_second_opinion_is_one(lms: Lms) -> None:
    wrong = {f"{LTI}roles": None, f"{LTI}deployment_id": "2"}

    assert both_asked(lms, lambda told: told)[1] == ""
    assert both_asked(lms, lambda told: told | wrong)[1] == "Unable to find deployment"
    assert both_asked(lms, lambda told: told | {f"{LTI}roles": [MEMBERSHIP]})[1] == ""
