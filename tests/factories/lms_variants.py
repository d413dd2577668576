"""Valid launches as six LMSs send them: every shape that must be let in.

A family tells what is peculiar to one LMS; `VARIATIONS` are what any of them may do. A launch is
one family's with some variations, chosen by a random generator.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.factories.lms import LTI, MEMBERSHIP, Lms

Claims = dict[str, Any]
Shape = Callable[[Claims, Random], None]

INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
SYSTEM = "http://purl.imsglobal.org/vocab/lis/v2/system/person#"
COURSE = "http://purl.imsglobal.org/vocab/lis/v2/course#"
AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
PERSONAL = ("name", "given_name", "family_name", "email", "middle_name", "picture", "locale")


@dataclass(frozen=True)
class Family:
    """One LMS: how it is registered, how it begins a launch, and what its tokens hold."""

    issuer: str
    client_id: str
    deployment_id: str
    login: dict[str, str | None]
    shape: Shape

    def registered(self) -> Lms:
        return Lms.registered(
            issuer=self.issuer,
            client_id=self.client_id,
            deployment_id=self.deployment_id,
            key_name=self.issuer,
        )

    def claims(self, lms: Lms, *, nonce: str, rng: Random) -> Claims:
        """Return the claims of one valid launch."""
        claims = lms.claims(nonce)
        self.shape(claims, rng)
        for vary in rng.sample(VARIATIONS, rng.randint(0, 6)):
            vary(claims, rng)
        return claims


def _services(claims: Claims, url: str) -> None:
    scope = "https://purl.imsglobal.org/spec/lti-ags/scope/"
    claims[AGS] = {"scope": [f"{scope}lineitem", f"{scope}score"], "lineitems": f"{url}/lineitems"}
    claims[NRPS] = {"context_memberships_url": f"{url}/members", "service_versions": ["2.0"]}


def _canvas(claims: Claims, rng: Random) -> None:
    claims["azp"] = claims["aud"]
    claims["sub"] = f"{rng.getrandbits(32):08x}-1f51-4783-ba1a-e418f0aac2d7"
    claims["exp"] = claims["iat"] + 3600
    claims["picture"] = "https://canvas.example/images/messages/avatar-50.png"
    claims["locale"] = rng.choice(["en", "de", "zh-Hans"])
    claims["errors"] = {"errors": {}}
    claims["https://www.instructure.com/placement"] = "course_navigation"
    claims[f"{LTI}roles"] = [f"{INSTITUTION}Student", f"{MEMBERSHIP}Learner", f"{SYSTEM}User"]
    claims[f"{LTI}lti1p1"] = {"user_id": "86157096483e6b3a50bfedc6bac902c0b20a824f"}
    claims[f"{LTI}lti11_legacy_user_id"] = "86157096483e6b3a50bfedc6bac902c0b20a824f"
    claims[f"{LTI}resource_link"]["validation_context"] = None
    claims[f"{LTI}context"] |= {"type": [f"{COURSE}CourseOffering"], "validation_context": None}
    _services(claims, "https://canvas.example/api/lti/courses/1")


def _moodle(claims: Claims, rng: Random) -> None:
    claims["sub"] = str(rng.randint(2, 50_000))
    claims["exp"] = claims["iat"] + 60
    claims[f"{LTI}context"]["type"] = ["CourseSection"]
    claims[f"{LTI}lis"] = {"person_sourcedid": "", "course_section_sourcedid": ""}
    claims[f"{LTI}ext"] = {"user_username": "ada", "lms": "moodle-2"}
    claims[f"{LTI}tool_platform"] = {"product_family_code": "moodle", "guid": "moodle.example"}
    _services(claims, "https://moodle.example/mod/lti/services.php/2?type_id=1")


def _blackboard(claims: Claims, rng: Random) -> None:
    claims["azp"] = claims["aud"]
    claims["sub"] = f"{rng.getrandbits(64):016x}"
    claims["locale"] = "en_US"
    claims[f"{LTI}roles"] = [f"{MEMBERSHIP}{rng.choice(['Learner', 'Instructor', 'Manager'])}"]
    claims[f"{LTI}custom"] = {}
    claims[f"{LTI}tool_platform"] = {"guid": "8a1f", "product_family_code": "BlackboardLearn"}
    claims["https://blackboard.com/lti/claim/one-time-session-token"] = "a" * 40
    _services(claims, "https://blackboard.example/learn/api/v1/lti/courses/1")


def _d2l(claims: Claims, rng: Random) -> None:
    claims["azp"] = claims["aud"]
    claims["sub"] = f"fcb9c0b4-0d0e-4a5c_{rng.randint(1, 9999)}"
    claims["nbf"] = claims["iat"]
    claims[f"{LTI}roles"] = [
        f"{INSTITUTION}None",
        f"{MEMBERSHIP}Instructor",
        "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant",
    ]
    claims["http://www.brightspace.com"] = {"tenant_id": "c4", "user_id": 206, "username": "ada"}
    claims[f"{LTI}launch_presentation"] = {"locale": "EN-US__", "height": 500}
    _services(claims, "https://d2l.example/d2l/api/lti/ags/2.0/deployment/1")


def _open_edx(claims: Claims, rng: Random) -> None:
    for name in PERSONAL:
        claims.pop(name, None)
    claims["exp"] = claims["iat"] + 3600
    claims["sub"] = f"{rng.getrandbits(64):016x}"
    claims[f"{LTI}roles"] = [f"{INSTITUTION}Student", f"{MEMBERSHIP}Learner", f"{SYSTEM}None"]
    claims[f"{LTI}resource_link"] = {"id": "openedx.example-3fd1e5a8d7f34eb1b9d5a1c1f1a2b3c4"}
    claims[f"{LTI}context"] = {
        "id": "course-v1:Riverside+C101+2027",
        "type": [f"{COURSE}CourseOffering"],
        "title": "Course 101",
        "label": "course-v1:Riverside+C101+2027",
    }
    claims[f"{LTI}launch_presentation"] = {"document_target": "iframe"}


def _sakai(claims: Claims, rng: Random) -> None:
    claims["locale"] = "en_GB"
    claims["sub"] = f"{rng.getrandbits(64):016x}"
    claims[f"{LTI}context"]["type"] = ["Group", f"{COURSE}CourseSection"]
    claims[f"{LTI}custom"] = {"availableend": "$ResourceLink.available.endDateTime", "x": None}
    claims[f"{LTI}lti1p1"] = {"resource_link_id": "content:1"}
    claims["https://www.sakailms.org/spec/lti/claim/extension"] = {
        "sakai_launch_presentation_css_url_list": "https://sakai.example/skin/tool.css"
    }
    claims[f"{LTI}tool_platform"] = {"guid": "sakai.example", "product_family_code": "sakai"}


def _has(name: str, *values: Any) -> Shape:
    def vary(claims: Claims, rng: Random) -> None:
        claims[name] = rng.choice(values)

    return vary


def _lacks(*names: str) -> Shape:
    def vary(claims: Claims, rng: Random) -> None:
        for name in names:
            claims.pop(name, None)

    return vary


def _audience_as_list(claims: Claims, rng: Random) -> None:
    if not isinstance(claims["aud"], list):
        claims["aud"] = [claims["aud"]]


def _audience_as_number(claims: Claims, rng: Random) -> None:
    """Tell a client id that is registered as a text by its number, as Canvas's services do."""
    if str(claims["aud"]).isdigit():
        claims["aud"] = int(claims["aud"])


def _several_audiences(claims: Claims, rng: Random) -> None:
    if isinstance(claims["aud"], str):
        claims["azp"] = claims["aud"]
        claims["aud"] = rng.sample([claims["aud"], "another-tool"], 2)


def _clock_is_off(claims: Claims, rng: Random) -> None:
    claims["iat"] += rng.randint(-50, 50)
    claims["exp"] = claims["iat"] + rng.choice([60, 300, 3600])


def _instants_as_fractions(claims: Claims, rng: Random) -> None:
    claims["iat"] += rng.choice([0.0, 0.25])
    claims["exp"] += rng.choice([0.0, 0.75])


VARIATIONS: tuple[Shape, ...] = (
    _has(f"{LTI}roles", [], ["Learner"], ["Instructor"], ["urn:lti:role:ims/lis/Learner", ""]),
    _has(f"{LTI}roles", [f"{MEMBERSHIP}Mentor"], [f"{MEMBERSHIP}Learner"] * 3, ["Nobody knows"]),
    _has(f"{LTI}custom", None, {}, {"due": "$Due", "n": "1"}, {"list": ["a"], "null": None}),
    _has(f"{LTI}launch_presentation", None, {}, {"document_target": "popup", "return_url": ""}),
    _has(f"{LTI}tool_platform", None, {"guid": "g", "name": "Ünïversität", "contact_email": None}),
    _has(f"{LTI}lis", None, {}, {"person_sourcedid": None}),
    _has(f"{LTI}role_scope_mentor", [], None),
    _has(f"{LTI}resource_link", {"id": "l" * 255}, {"id": "1", "title": None, "description": 5}),
    _has(f"{LTI}context", {"id": "c" * 255}, {"id": "1", "title": "t" * 400, "type": "x"}, None),
    _has("name", "名前", "a" * 400, "Zoë 👩‍🎓", None, ""),
    _has("email", "ada@example.edu", None, "not an address"),
    _has("https://lms.example/claim", None, {"deep": [[[{}]]]}, "text", 10**20, 1.5, True),
    _lacks(*PERSONAL),
    _lacks("name", "given_name", "family_name"),
    _lacks("email"),
    _lacks(f"{LTI}context"),
    _lacks(AGS, NRPS),
    _audience_as_list,
    _audience_as_number,
    _several_audiences,
    _clock_is_off,
    _instants_as_fractions,
)

FAMILIES: dict[str, Family] = {
    "canvas": Family(
        issuer="https://canvas.instructure.com",
        client_id="10000000000068",
        deployment_id="68:c19bb5a1d1a2e2f4",
        login={"deployment_id": "68:c19bb5a1d1a2e2f4", "canvas_region": "eu-west-1"},
        shape=_canvas,
    ),
    "moodle": Family(
        issuer="https://moodle.example",
        client_id="Vx3kQ9pLm2Rt7Zb",
        deployment_id="1",
        login={"lti_message_hint": '{"cmid":2,"launchid":"ltilaunch2_1289"}', "login_hint": "2"},
        shape=_moodle,
    ),
    "blackboard": Family(
        issuer="https://blackboard.com",
        client_id="2f1d3a5c-6b7e-4f80-9a1b-2c3d4e5f6071",
        deployment_id="9c1a7d0e-2b3c-4d5e-8f90-a1b2c3d4e5f6",
        login={"lti_message_hint": None},
        shape=_blackboard,
    ),
    "d2l": Family(
        issuer="https://d2l.example",
        client_id="5a0d7f1e-8c2b-4f6a-9e3d-1b4c7a0f2e5d",
        deployment_id="4b7e1c9a-0d3f-4a6b-8e2c-5f1d7a9c3b0e",
        login={"lti_deployment_id": "4b7e1c9a-0d3f-4a6b-8e2c-5f1d7a9c3b0e"},
        shape=_d2l,
    ),
    "openedx": Family(
        issuer="https://openedx.example",
        client_id="0f8e7d6c-5b4a-4392-8170-6f5e4d3c2b1a",
        deployment_id="1",
        login={"client_id": None, "lti_message_hint": "eyJhbGciOiJIUzI1NiJ9.e30.c2ln"},
        shape=_open_edx,
    ),
    "sakai": Family(
        issuer="https://sakai.example",
        client_id="sakai-client-1",
        deployment_id="1",
        login={"lti_deployment_id": "1", "lti_storage_target": ""},
        shape=_sakai,
    ),
}
