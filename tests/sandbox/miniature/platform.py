"""The miniature platform: it launches tools, gives tokens and takes what they send."""

import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from tests.sandbox.miniature import checks
from tests.sandbox.miniature.checks import AP, LTI

CONTROL_SCOPE = "https://purl.imsglobal.org/spec/lti-ap/scope/control.all"
CONTROL_TYPE = "application/vnd.ims.lti-ap.v1.control+json"
SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
KEY = generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Seen:
    """One request that a tool made to the platform."""

    path: str
    headers: dict[str, str]
    body: bytes
    status: int

    @property
    def document(self) -> Any:
        """Return the body, read as JSON."""
        return json.loads(self.body)


@dataclass
class MiniaturePlatform:
    """A platform that one tool knows."""

    tool: str
    client_id: str = field(default_factory=lambda: f"client-{secrets.token_hex(4)}")
    deployment_id: str = "1"
    origin: str = ""
    key: RSAPrivateKey = KEY
    seen: list[Seen] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    attempt: dict[str, Any] = field(default_factory=dict)
    dead_tokens: set[str] = field(default_factory=set)
    members: list[dict[str, str]] = field(default_factory=list)
    prepared: tuple[str, dict[str, Any]] = ("LtiResourceLinkRequest", {})

    @property
    def registration(self) -> dict[str, str]:
        """Return what the tool must know of us."""
        return {
            "issuer": self.origin,
            "client_id": self.client_id,
            "deployment_id": self.deployment_id,
            "authorize_url": f"{self.origin}/authorize?tenant=1",
            "token_url": f"{self.origin}/token",
            "jwks_url": f"{self.origin}/jwks",
        }

    def of(self, path: str) -> list[Seen]:
        """Return the requests to one address, oldest first."""
        return [seen for seen in self.seen if seen.path == path]

    def control(self, name: str, document: Any = None) -> requests.Response:
        """Use the tool's control API: to read, or to send a document."""
        url = f"{self.tool}/_control/{name}"
        if document is None:
            return requests.get(url, timeout=30)
        return requests.post(url, json=document, timeout=30)

    def login(self, target: str | None = None, **extra: str) -> dict[str, str]:
        """Send the tool a login request and return the parameters it answers with."""
        asked = {"iss": self.origin, "login_hint": "hint", "client_id": self.client_id}
        asked |= {"target_link_uri": target or f"{self.tool}/launch", "lti_message_hint": "message"}
        answer = requests.get(
            f"{self.tool}/login", params=asked | extra, allow_redirects=False, timeout=30
        )
        assert answer.status_code == 302, answer.text
        return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))

    def claims(self, message_type: str, nonce: str, **extra: Any) -> dict[str, Any]:
        """Return the claims of an honest message."""
        now = int(time.time())
        honest = {
            "iss": self.origin,
            "aud": self.client_id,
            "sub": "person-1",
            "iat": now,
            "exp": now + 60,
            "nonce": nonce,
            "name": "Ada Example",
            "given_name": "Ada",
            f"{LTI}message_type": message_type,
            f"{LTI}version": "1.3.0",
            f"{LTI}deployment_id": self.deployment_id,
            f"{LTI}target_link_uri": f"{self.tool}/launch",
            f"{LTI}roles": [LEARNER],
            f"{LTI}resource_link": {"id": "link-1", "title": "Algebra final"},
            f"{LTI}launch_presentation": {"return_url": f"{self.origin}/back?course=1"},
        }
        merged = honest | extra
        return {name: value for name, value in merged.items() if value is not None}

    def proctoring(self, **extra: Any) -> dict[str, Any]:
        """Return what LtiStartProctoring adds to every message's claims."""
        honest = {
            f"{AP}attempt_number": 1,
            f"{AP}session_data": secrets.token_urlsafe(16),
            f"{AP}start_assessment_url": f"{self.origin}/start-assessment",
            f"{AP}acs": {
                "assessment_control_url": f"{self.origin}/acs",
                "actions": list(checks.ACTIONS),
            },
        }
        return honest | extra

    def post_message(self, message_type: str, **extra: Any) -> requests.Response:
        """Launch the tool: log in, sign, post; follow the tool to the page it shows."""
        asked = self.login()
        claims = self.claims(message_type, asked["nonce"], **extra)
        return self.answer_login(asked, self.signed(claims))

    def answer_login(self, asked: dict[str, str], id_token: str) -> requests.Response:
        """Post an id_token as the answer to a login."""
        form = {"id_token": id_token, "state": asked["state"]}
        return requests.post(asked["redirect_uri"], data=form, timeout=30)

    def signed(self, claims: dict[str, Any], **headers: Any) -> str:
        """Sign claims with the platform's key."""
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "mini"} | headers)

    def shown(self, path: str, query: dict[str, str]) -> Any:
        """Return what a GET finds: a page, the roster or the keys."""
        if path == "/authorize":
            return self.authorised(query)
        return {"members": self.members} if path == "/memberships" else self.jwks()

    def authorised(self, asked: dict[str, str]) -> str:
        """Return the page that posts the prepared message to the tool by itself."""
        message_type, extra = self.prepared
        fields = {
            "id_token": self.signed(self.claims(message_type, asked["nonce"], **extra)),
            "state": asked["state"],
        }
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{value}">' for name, value in fields.items()
        )
        form = f'<form method="post" action="{asked["redirect_uri"]}">{hidden}</form>'
        return f"<!doctype html>{form}<script>document.forms[0].submit()</script>"

    def login_address(self) -> str:
        """Return where a browser is sent to launch the tool."""
        asked = {"iss": self.origin, "login_hint": "hint", "client_id": self.client_id}
        return f"{self.tool}/login?{urlencode({**asked, 'target_link_uri': f'{self.tool}/launch'})}"

    def jwks(self) -> dict[str, Any]:
        """Return the platform's public keys."""
        public = RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": "mini", "alg": "RS256", "use": "sig"}]}

    def take(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        """Answer what a tool posts."""
        try:
            answer = self._answer(path, headers, body)
        except checks.Failed as failure:
            return failure.status, {"failed": failure.check}
        return answer

    def _answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        if path == "/token":
            return 200, self._token(dict(parse_qsl(body.decode())))
        if path == "/acs":
            return 200, self._control_call(headers, body)
        if path.endswith("/scores"):
            self._bearer(headers, "https://purl.imsglobal.org/spec/lti-ags/scope/score")
            return 204, None
        return 202, {"taken": True}

    def _token(self, form: dict[str, str]) -> dict[str, Any]:
        if form.get("grant_type") != "client_credentials":
            raise checks.Failed("grant_type")
        if not form.get("client_assertion_type", "").endswith("jwt-bearer"):
            raise checks.Failed("client_assertion_type")
        if not form["scope"].startswith("https://purl.imsglobal.org/spec/lti"):
            raise checks.Failed("scope")
        claims = checks.signed_claims(form["client_assertion"], f"{self.tool}/jwks")
        url = f"{self.origin}/token"
        checks.assertion(claims, client_id=self.client_id, token_url=url, used=self.used)
        token = secrets.token_urlsafe(16)
        self.tokens[token] = form["scope"]
        return {"access_token": token, "token_type": "bearer", "expires_in": 3600} | {
            "scope": form["scope"]
        }

    def _bearer(self, headers: dict[str, str], scope: str) -> None:
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind != "Bearer" or token not in self.tokens or token in self.dead_tokens:
            raise checks.Failed("token", 401)
        if self.tokens[token] != scope:
            raise checks.Failed("scope", 403)

    def _control_call(self, headers: dict[str, str], body: bytes) -> dict[str, Any]:
        self._bearer(headers, CONTROL_SCOPE)
        if headers.get("content-type", "").partition(";")[0] != CONTROL_TYPE:
            raise checks.Failed("content-type", 415)
        try:
            document = json.loads(body)
        except ValueError as error:
            raise checks.Failed("body") from error
        checks.control_call(document, issuer=self.origin, known=self.attempt)
        return {"status": "running", "extra_time": 0}
