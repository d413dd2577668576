"""A miniature LTI tool: it has a key, shows its key set, and calls the services."""

import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

from lti_exams.sandbox.common import jose
from tests.factories.university import TIME_LIMIT, University, at

AGS = "https://purl.imsglobal.org/spec/lti-ags/scope/"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
EVERY_SCOPE = [
    AGS + "lineitem",
    AGS + "lineitem.readonly",
    AGS + "result.readonly",
    AGS + "score",
    NRPS,
]
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LINE_ITEM = "application/vnd.ims.lis.v2.lineitem+json"
LINE_ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
RESULTS = "application/vnd.ims.lis.v2.resultcontainer+json"
SCORE = "application/vnd.ims.lis.v1.score+json"
MEMBERS = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"


@dataclass
class VisitingTool:
    """What a test does as a tool."""

    origin: str
    key: jose.SigningKey = field(default_factory=jose.new_key)
    sheet: dict[str, Any] = field(default_factory=dict)
    lms: University = field(default_factory=lambda: University(""))
    kept_token: str = ""

    @classmethod
    @contextmanager
    def listening(cls) -> "Iterator[VisitingTool]":
        """Show the key set on a free port until the block ends."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), KeySetHandler)
        tool = cls(f"http://127.0.0.1:{server.server_port}")
        KeySetHandler.tool = tool
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield tool
        server.shutdown()
        server.server_close()

    def install_at(self, lms: University) -> None:
        """Be installed, with a link that has a column, and forget everything of before."""
        self.lms, self.kept_token = lms, ""
        self.sheet = lms.post("tools", **self.addresses())

    def addresses(self) -> dict[str, Any]:
        """Return what an administrator types in."""
        return {
            "name": "Visiting Tool",
            "login_url": f"{self.origin}/login",
            "launch_url": f"{self.origin}/launch",
            "jwks_url": f"{self.origin}/jwks",
            "redirect_uris": [f"{self.origin}/launch"],
        }

    def add_link(self, **wanted: Any) -> dict[str, Any]:
        """Put a link of this tool into a course, with a column unless told otherwise."""
        content = {
            "course": "stat101",
            "client_id": self.sheet["client_id"],
            "title": "Final exam",
            "line_item": {"label": "Final exam", "score_maximum": 100},
        }
        return self.lms.post("links", **(content | wanted))

    def claims(self, user: str, link: dict[str, Any], **rest: Any) -> dict[str, Any]:
        """Return the claims of a launch."""
        minted = self.lms.post("id_token", user=user, link=link["id"], nonce="n", **rest)
        return minted["claims"]

    def assertion(self, **changes: Any) -> str:
        """Return a client assertion, changed where a test wants it wrong."""
        now = datetime.now(UTC)
        claims = {
            "iss": self.sheet["client_id"],
            "sub": self.sheet["client_id"],
            "aud": self.sheet["token_url"],
            "iat": now,
            "exp": now + timedelta(minutes=5),
            "jti": str(uuid.uuid4()),
        }
        return jose.sign(claims | changes, self.key)

    def ask_for_token(self, assertion: str = "", scopes: list[str] = EVERY_SCOPE) -> Any:
        """Return the answer of the token endpoint."""
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion or self.assertion(),
            "scope": " ".join(scopes),
        }
        return requests.post(self.sheet["token_url"], data=form, timeout=TIME_LIMIT)

    def token(self) -> str:
        """Return an access token for everything, asked for once."""
        if not self.kept_token:
            self.kept_token = self.ask_for_token().json()["access_token"]
        return self.kept_token

    def call(self, method: str, url: str, media_type: str, body: Any = None, **rest: Any) -> Any:
        """Call a service."""
        headers = {"Authorization": f"Bearer {rest.pop('token', None) or self.token()}"}
        headers["Accept" if body is None else "Content-Type"] = media_type
        data = None if body is None else json.dumps(body)
        return requests.request(method, url, headers=headers, data=data, timeout=TIME_LIMIT, **rest)

    def send_score(
        self, link: dict[str, Any], person: str, given: float | None, **rest: Any
    ) -> Any:
        """Send a score for the column of a link."""
        score = {
            "userId": self.lms.user_id(person),
            "activityProgress": "Completed",
            "gradingProgress": "FullyGraded",
            "timestamp": at(0),
            "scoreMaximum": 100,
            "scoreGiven": given,
        }
        return self.call("POST", self.column(link, "/scores"), SCORE, score | rest)

    def results(self, link: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
        """Return what the Results service tells of the column of a link."""
        answer = self.call("GET", self.column(link, "/results"), RESULTS, params=query)
        return answer.json()

    def column(self, link: dict[str, Any], part: str = "") -> str:
        """Return the address of the column of a link, or of a part of it."""
        claims = self.claims("ada-alder", link)
        address = claims["https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"]["lineitem"]
        path, question, query = address.partition("?")
        return path + part + question + query


class KeySetHandler(BaseHTTPRequestHandler):
    """Shows the public half of the tool's key."""

    tool: VisitingTool

    def do_GET(self) -> None:
        body = json.dumps({"keys": [self.tool.key.public_jwk]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""
