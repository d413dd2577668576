"""Changes to the claims of a valid launch, each wrong in one named check and in no other."""

from collections.abc import Callable
from random import Random
from typing import Any

from django.conf import settings

from tests.factories.lms import LTI, MEMBERSHIP

Claims = dict[str, Any]
Change = Callable[[Claims, Random], None]
Pick = Callable[[Random], Any]

DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
TOO_LONG = "x" * 256
NO_TEXT = (None, "", 5, 0, True, [], {}, ["a"])
NO_ID = (None, "", 5, True, [], {}, ["a"], TOO_LONG)
NO_OBJECT = ("text", "", [], [{"id": "a"}], 5, 0, True, False)
NO_INSTANT = (None, "", "soon", "99999999999", True, [], {}, -1, 10**12, 10**400, 1e300)
ELSEWHERE = (
    "https://evil.example/",
    "http://testserver.evil.example/lti/launch",
    "http://testserver@evil.example/lti/launch",
    "http://evil.example\\@testserver/lti/launch",
    "https://testserver/lti/launch",
    "http://testserver:8080/lti/launch",
    "//testserver/lti/launch",
    "/lti/launch",
    "javascript:alert(document.domain)",
    "http://testserver\t/lti/launch",
    "testserver",
)


def lacks(name: str) -> Change:
    """Take a claim out."""

    def change(claims: Claims, rng: Random) -> None:
        del claims[name]

    return change


def holds(name: str, pick: Pick) -> Change:
    """Put another value into a claim."""

    def change(claims: Claims, rng: Random) -> None:
        claims[name] = pick(rng)

    return change


def says(name: str, *values: Any) -> Change:
    """Put one of some other values into a claim."""
    return holds(name, lambda rng: rng.choice(values))


def is_off_by(name: str, low: int, high: int) -> Change:
    """Move an instant so many seconds away from when the token was made."""

    def change(claims: Claims, rng: Random) -> None:
        claims[name] = claims["iat"] + rng.randint(low, high)

    return change


def is_spoiled(name: str) -> Change:
    """Make a text nearly what it was."""

    def change(claims: Claims, rng: Random) -> None:
        text = claims[name]
        at = rng.randrange(len(text))
        claims[name] = rng.choice(
            [text + "x", text[:-1] + "!", " " + text, text[:at] + "~" + text[at + 1 :], text[::-1]]
        )

    return change


def asks_for_content(claims: Claims) -> None:
    """Turn the launch into a valid Deep Linking request."""
    del claims[f"{LTI}resource_link"]
    claims[f"{LTI}message_type"] = "LtiDeepLinkingRequest"
    claims[f"{LTI}roles"] = [f"{MEMBERSHIP}Instructor"]
    claims[DEEP_LINKING] = {
        "deep_link_return_url": f"{claims['iss']}/deep-links",
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["iframe", "window"],
    }


def asks_for_a_review(claims: Claims) -> None:
    """Turn the launch into a valid request to review a submission."""
    claims[f"{LTI}message_type"] = "LtiSubmissionReviewRequest"
    claims[f"{LTI}for_user"] = {"user_id": "person-2"}
    claims[AGS] = {"lineitem": f"{claims['iss']}/lineitems/1", "scope": []}


def asks_about_privacy(claims: Claims) -> None:
    """Turn the launch into a valid data privacy launch."""
    del claims[f"{LTI}resource_link"], claims[f"{LTI}context"]
    claims[f"{LTI}message_type"] = "DataPrivacyLaunchRequest"
    claims[f"{LTI}for_user"] = {"user_id": claims["sub"]}


def first(shape: Callable[[Claims], None], *changes: Change) -> Change:
    """Make a valid message of another type, and then one of the changes."""

    def change(claims: Claims, rng: Random) -> None:
        shape(claims)
        rng.choice(changes)(claims, rng)

    return change


def within(name: str, change: Change) -> Change:
    """Change what is inside a claim."""
    return lambda claims, rng: change(claims[name], rng)


def _another_party(claims: Claims, rng: Random) -> None:
    others = rng.sample(["other", "client-2", "CLIENT-1", "https://lms.example"], rng.randint(1, 3))
    claims["aud"] = rng.sample([claims["aud"], *others], len(others) + 1)


def _made_long_ago(claims: Claims, rng: Random) -> None:
    claims["iat"] -= rng.randint(3610, 6800)


CHANGES: dict[str, tuple[Change, ...]] = {
    "launch-issuer": (
        lacks("iss"),
        says("iss", *NO_TEXT, "https://evil.example", ["https://lms.example"]),
        is_spoiled("iss"),
    ),
    "launch-audience-missing": (lacks("aud"), says("aud", None, "", [], [""], [None], {}, [[]])),
    "launch-audience": (
        says("aud", "other", ["other"], ["other", "client-2"], "CLIENT-1", "client-1 "),
        is_spoiled("aud"),
    ),
    "launch-audience-foreign": (_another_party,),
    "launch-azp": (says("azp", "other", "", 5, True, [], {}, ["client-1"], "client-1 "),),
    "launch-exp-missing": (lacks("exp"), says("exp", *NO_INSTANT)),
    "launch-iat-missing": (lacks("iat"), says("iat", *NO_INSTANT)),
    "launch-expired": (is_off_by("exp", -3000, -65),),
    "launch-iat-future": (is_off_by("iat", 65, 100_000),),
    "launch-iat-old": (_made_long_ago,),
    "launch-exp-far": (is_off_by("exp", 7201, 10**9),),
    "launch-not-yet-valid": (is_off_by("nbf", 65, 10**6), says("nbf", *NO_INSTANT)),
    "launch-nonce-missing": (lacks("nonce"), says("nonce", *NO_TEXT)),
    "launch-nonce": (is_spoiled("nonce"), holds("nonce", lambda rng: rng.randbytes(24).hex())),
    "launch-version-missing": (lacks(f"{LTI}version"),),
    "launch-version": (
        says(f"{LTI}version", *NO_TEXT, "1.3", "1.1", "LTI-1p0", "1.3.1", 1.3, ["1.3.0"]),
        is_spoiled(f"{LTI}version"),
    ),
    "launch-message-type-missing": (
        lacks(f"{LTI}message_type"),
        says(f"{LTI}message_type", *NO_TEXT),
    ),
    "launch-message-type": (
        says(f"{LTI}message_type", "LtiStartProctoring", "LtiEndAssessment", "basic-lti-launch"),
        is_spoiled(f"{LTI}message_type"),
    ),
    "launch-deployment-missing": (lacks(f"{LTI}deployment_id"),),
    "launch-deployment-unreadable": (
        says(f"{LTI}deployment_id", *NO_ID, "é", "1\u200b", "１", "\x7f", "a\tb"),
    ),
    "launch-deployment-differs": (
        says(f"{LTI}deployment_id", "2", "01", "1.0", "1 ", " 1"),
        holds(f"{LTI}deployment_id", lambda rng: rng.randbytes(8).hex()),
    ),
    "launch-sub-missing": (lacks("sub"), says("sub", None, "")),
    "launch-sub-unreadable": (says("sub", 5, 0, True, False, [], {}, ["person-1"], TOO_LONG),),
    "launch-target-missing": (
        lacks(f"{LTI}target_link_uri"),
        says(f"{LTI}target_link_uri", *NO_TEXT),
    ),
    "launch-target-foreign": (says(f"{LTI}target_link_uri", *ELSEWHERE),),
    "launch-target-differs": (
        holds(
            f"{LTI}target_link_uri",
            lambda rng: f"{settings.PUBLIC_ORIGIN}/lti/launch?exam={rng.randrange(10**6)}",
        ),
        says(f"{LTI}target_link_uri", settings.PUBLIC_ORIGIN, f"{settings.PUBLIC_ORIGIN}/staff/"),
    ),
    "launch-roles-missing": (lacks(f"{LTI}roles"), says(f"{LTI}roles", None)),
    "launch-roles-unreadable": (
        says(f"{LTI}roles", "Learner", f"{MEMBERSHIP}Learner", {}, 5, True, "", 0),
        says(f"{LTI}roles", [5], [None], [["Learner"]], [{}], ["Learner", 5], [True]),
    ),
    "launch-link-missing": (lacks(f"{LTI}resource_link"), says(f"{LTI}resource_link", None)),
    "launch-link-unreadable": (
        says(f"{LTI}resource_link", *NO_OBJECT, {}, {"title": "Exam"}, "link-1"),
        within(f"{LTI}resource_link", says("id", *NO_ID)),
    ),
    "launch-context-unreadable": (
        says(f"{LTI}context", *NO_OBJECT, {}, {"title": "Course"}, "course-1"),
        within(f"{LTI}context", says("id", *NO_ID)),
    ),
    "launch-claim-unreadable": tuple(
        says(name, *NO_OBJECT)
        for name in (
            *(f"{LTI}{name}" for name in ("custom", "launch_presentation", "tool_platform", "lis")),
            AGS,
            NRPS,
        )
    ),
    "launch-deep-linking-settings": (
        first(
            asks_for_content,
            lacks(DEEP_LINKING),
            says(DEEP_LINKING, None, {}, *NO_OBJECT),
            within(DEEP_LINKING, lacks("deep_link_return_url")),
            within(DEEP_LINKING, says("deep_link_return_url", *NO_TEXT)),
            within(DEEP_LINKING, lacks("accept_types")),
            within(DEEP_LINKING, says("accept_types", None, "ltiResourceLink", {}, 5)),
            within(DEEP_LINKING, lacks("accept_presentation_document_targets")),
            within(DEEP_LINKING, says("accept_presentation_document_targets", None, "iframe", {})),
        ),
    ),
    "launch-line-item-missing": (
        first(
            asks_for_a_review,
            lacks(AGS),
            says(AGS, None, {}),
            within(AGS, lacks("lineitem")),
            within(AGS, says("lineitem", *NO_TEXT)),
        ),
    ),
    "launch-for-user-missing": tuple(
        first(
            shape,
            lacks(f"{LTI}for_user"),
            says(f"{LTI}for_user", None, {}, *NO_OBJECT),
            within(f"{LTI}for_user", says("user_id", *NO_ID)),
        )
        for shape in (asks_for_a_review, asks_about_privacy)
    ),
    "launch-pylti1p3": (
        first(
            asks_about_privacy,
            says(f"{LTI}context", {"id": "course-1"}),
            says(f"{LTI}resource_link", {"id": "link-1"}),
        ),
    ),
}
