"""An LMS as a test needs it: registered with us, with keys of its own, signing what it is told."""

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lti_exams.platforms import api as platforms
from lti_exams.trust.models import KeyPair, KeySet

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"


@cache
def rsa_key(name: str, bits: int = 2048) -> rsa.RSAPrivateKey:
    """Make one key a name and a test run: making them is slow."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def jwk_of(key: rsa.RSAPrivateKey, kid: str, **more: Any) -> dict[str, Any]:
    """Return the public half of a key as it stands in a key set."""
    told = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return {"kty": "RSA", "n": told["n"], "e": told["e"], "kid": kid, "use": "sig", **more}


@cache
def pem_of(name: str) -> str:
    key = rsa_key(name)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _keep_our_key(platform: platforms.Platform) -> None:
    """Let us have a key to answer this LMS with, made once a test run."""
    now, kid = timezone.now(), f"ours for {platform.key_owner}"
    KeyPair.objects.create(
        owner=platform.key_owner,
        kid=kid,
        private_pem=pem_of("ours"),
        public_jwk=jwk_of(rsa_key("ours"), kid),
        made_at=now,
        signs_from=now,
    )


@dataclass(frozen=True)
class Login:
    """A login that we answered: what we asked the LMS to do."""

    response: HttpResponse
    asked: dict[str, str] = field(default_factory=dict)

    @property
    def state(self) -> str:
        return self.asked["state"]

    @property
    def nonce(self) -> str:
        return self.asked["nonce"]


@dataclass
class Lms:
    """One LMS. `claims` and `headers` of its tokens may be changed as a test likes."""

    issuer: str = "https://lms.example"
    client_id: str = "client-1"
    deployment_id: str = "1"
    key_name: str = "lms"
    kid: str = "lms-key-1"
    platform: platforms.Platform | None = None

    @classmethod
    def registered(cls, *, new_deployments: str = "pending", **about: Any) -> "Lms":
        """Return an LMS that we know, its keys fetched a moment ago."""
        lms = cls(**about)
        lms.platform = platforms.register(
            platforms.NewRegistration(
                name="Riverside University",
                issuer=lms.issuer,
                client_id=lms.client_id,
                auth_url=f"{lms.issuer}/auth",
                token_url=f"{lms.issuer}/token",
                jwks_url=f"{lms.issuer}/jwks",
                deployments=(lms.deployment_id,),
            ),
            now=timezone.now(),
        )
        platforms.Platform.objects.filter(pk=lms.platform.pk).update(
            new_deployments=new_deployments
        )
        lms.publish({"keys": [jwk_of(rsa_key(lms.key_name), lms.kid)]})
        _keep_our_key(lms.platform)
        return lms

    def publish(self, document: object) -> None:
        """Let us have fetched this key set just now."""
        assert self.platform is not None
        at = timezone.now()
        KeySet.objects.filter(pk=self.platform.key_set_id).update(
            document=document, fetched_at=at, tried_at=at
        )

    def login_parameters(self, **changes: Any) -> dict[str, Any]:
        told = {
            "iss": self.issuer,
            "client_id": self.client_id,
            "login_hint": "hint-1",
            "lti_message_hint": "message-1",
            "target_link_uri": f"{settings.PUBLIC_ORIGIN}/lti/launch",
            **changes,
        }
        return {name: value for name, value in told.items() if value is not None}

    def begin(self, browser: Client, **changes: Any) -> Login:
        """Send the browser to our login."""
        response = browser.post("/lti/login", self.login_parameters(**changes))
        location = response.get("Location", "")
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        return Login(response=response, asked=asked)

    def claims(self, nonce: str = "", /, **changes: Any) -> dict[str, Any]:
        """Return the claims of a learner's launch; a change to None takes a claim out.

        A name without a scheme is one of LTI's own claims when it is not one of OpenID's.
        """
        at = int(timezone.now().timestamp())
        told: dict[str, Any] = {
            "iss": self.issuer,
            "aud": self.client_id,
            "sub": "person-1",
            "iat": at,
            "exp": at + 300,
            "nonce": nonce,
            "name": "Ada Example",
            f"{LTI}version": "1.3.0",
            f"{LTI}message_type": "LtiResourceLinkRequest",
            f"{LTI}deployment_id": self.deployment_id,
            f"{LTI}target_link_uri": f"{settings.PUBLIC_ORIGIN}/lti/launch",
            f"{LTI}resource_link": {"id": "link-1", "title": "Final exam"},
            f"{LTI}roles": [f"{MEMBERSHIP}Learner"],
            f"{LTI}context": {"id": "course-1", "label": "C101", "title": "Course 101"},
        }
        for name, value in changes.items():
            full = name if name in told or name in _OPENID or ":" in name else f"{LTI}{name}"
            told[full] = value
        return {name: value for name, value in told.items() if value is not None}

    def sign(self, claims: Any, *, key: str = "", algorithm: str = "RS256", **headers: Any) -> str:
        """Sign claims as this LMS does, or as a test wants it done wrong."""
        told = {"kid": self.kid, **headers}
        told = {name: value for name, value in told.items() if value is not None}
        return jwt.encode(claims, rsa_key(key or self.key_name), algorithm=algorithm, headers=told)

    def launch(self, browser: Client, **changes: Any) -> HttpResponse:
        """Go the whole way: login, then the launch with these claims."""
        login = self.begin(browser)
        token = self.sign(self.claims(login.nonce, **changes))
        return self.post(browser, login.state, token)

    def post(self, browser: Client, state: str, token: str, **more: Any) -> HttpResponse:
        return browser.post("/lti/launch", {"state": state, "id_token": token, **more})


_OPENID = {"azp", "nbf", "email", "given_name", "family_name", "jti", "locale", "picture"}


def new_sub() -> str:
    return f"person-{uuid4().hex[:12]}"
