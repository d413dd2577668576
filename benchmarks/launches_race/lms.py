"""The LMS that launches both sides of the race: the same claims, an RSA-2048 key of its own."""

import json
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

ISSUER = "https://lms.example"
AUTH_URL = f"{ISSUER}/api/lti/authorize_redirect"
TOKEN_URL = f"{ISSUER}/login/oauth2/token"
CLIENT_ID = "10000000000068"
DEPLOYMENT_ID = "68:c19bb5a1d1a2e2f4"
KID = "2026-09-01T00:00:00Z"

_LTI = "https://purl.imsglobal.org/spec/lti/claim/"
_MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
_INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"


class Lms:
    """An LMS with one course and one link, and as many learners as are asked for."""

    def __init__(self, tool_origin: str) -> None:
        self.target = f"{tool_origin}/lti/launch"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def key_set(self) -> dict[str, Any]:
        """Return what the LMS publishes."""
        told = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        about = {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": KID}
        return {"keys": [{**about, "n": told["n"], "e": told["e"]}]}

    def login_parameters(self) -> dict[str, str]:
        return {
            "iss": ISSUER,
            "client_id": CLIENT_ID,
            "login_hint": "535fa085f22b4655f48cd5a36a9215f64c062838",
            "lti_message_hint": '{"cmid":2,"launchid":"ltilaunch2_1289471"}',
            "target_link_uri": self.target,
            "lti_deployment_id": DEPLOYMENT_ID,
        }

    def id_token(self, *, nonce: str, learner: int) -> str:
        """Sign the launch of one learner, some 3.5 kB long as those of real LMSs are."""
        claims = _about_the_learner(learner) | _about_the_course() | self._about_the_token(nonce)
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": KID})

    def _about_the_token(self, nonce: str) -> dict[str, Any]:
        at = int(time.time())
        return {
            "iss": ISSUER,
            "aud": CLIENT_ID,
            "azp": CLIENT_ID,
            "iat": at,
            "exp": at + 3600,
            "nonce": nonce,
            f"{_LTI}message_type": "LtiResourceLinkRequest",
            f"{_LTI}version": "1.3.0",
            f"{_LTI}deployment_id": DEPLOYMENT_ID,
            f"{_LTI}target_link_uri": self.target,
        }


def _about_the_learner(learner: int) -> dict[str, Any]:
    return {
        "sub": f"a6d5c443-1f51-4783-ba1a-{learner:012d}",
        "name": f"Ada Example {learner}",
        "given_name": "Ada",
        "family_name": f"Example {learner}",
        "email": f"learner{learner}@university.example",
        "locale": "en",
        f"{_LTI}roles": [f"{_INSTITUTION}Student", f"{_MEMBERSHIP}Learner"],
        f"{_LTI}lis": {"person_sourcedid": f"sis-{learner}", "course_offering_sourcedid": "C-101"},
    }


def _about_the_course() -> dict[str, Any]:
    ags, nrps = (
        "https://purl.imsglobal.org/spec/lti-ags",
        "https://purl.imsglobal.org/spec/lti-nrps",
    )
    return {
        f"{_LTI}resource_link": {"id": "8a27b4c1e2", "title": "Final exam", "description": ""},
        f"{_LTI}context": {
            "id": "4dde05e8ca1973bcca9bffc13e1548820eee93a3",
            "label": "C-101",
            "title": "Introduction to Proctored Examinations",
            "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"],
        },
        f"{_LTI}tool_platform": {
            "guid": "8865aa05b4b79b64a91a86042e43af5ea8ae79eb",
            "name": "Riverside University",
            "product_family_code": "canvas",
            "version": "cloud",
        },
        f"{_LTI}launch_presentation": {
            "document_target": "iframe",
            "locale": "en",
            "return_url": f"{ISSUER}/courses/101/external_content/success/external_tool_redirect",
        },
        f"{_LTI}custom": {"exam": "final", "due": "2027-01-31T12:00:00Z", "section": "$Section.id"},
        f"{ags}/claim/endpoint": {
            "scope": [f"{ags}/scope/lineitem", f"{ags}/scope/score"],
            "lineitems": f"{ISSUER}/api/lti/courses/101/line_items",
            "lineitem": f"{ISSUER}/api/lti/courses/101/line_items/7",
        },
        f"{nrps}/claim/namesroleservice": {
            "context_memberships_url": f"{ISSUER}/api/lti/courses/101/names_and_roles",
            "service_versions": ["2.0"],
        },
        "https://canvas.example/lti/extra": {"placement": "assignment_selection", "pages": [1, 2]},
    }
