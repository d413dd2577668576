"""A tiny LMS on a real socket: configuration, registration, tokens, and one service."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Received:
    """A request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}

    def json(self) -> dict:
        return json.loads(self.body)


@dataclass(frozen=True)
class Told:
    """An answer to give."""

    document: object = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    page: str = ""

    @property
    def kind(self) -> str:
        return "text/html" if self.page else "application/json"

    def body(self) -> bytes:
        told = json.dumps(self.document) if self.document is not None else ""
        return (self.page or told).encode()


Answer = Callable[[Received], Told]


class FakeLms:
    """What the LMS answers at each path, and what it was sent."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.received: list[Received] = []
        self.answers: dict[str, Answer] = {}
        self.tokens_given = 0
        self.tell("/configuration", Told(self.configuration()))
        self.tell("/register", Told({"client_id": "client-1"}, status=201))
        self.tell("/service", Told({"fine": True}))
        self.answers["/token"] = self._give_token

    def configuration(self, **changes: object) -> dict:
        """Return the OpenID configuration; a change to None leaves the member out."""
        told = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/auth",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "registration_endpoint": f"{self.url}/register",
            "https://purl.imsglobal.org/spec/lti-platform-configuration": {
                "product_family_code": "fake",
                "version": "1",
            },
        } | changes
        return {name: value for name, value in told.items() if value is not None}

    def tell(self, path: str, answer: Told) -> None:
        self.answers[path] = lambda _: answer

    def sent_to(self, path: str) -> list[Received]:
        return [received for received in self.received if received.path == path]

    def _give_token(self, received: Received) -> Told:
        self.tokens_given += 1
        return Told(
            {
                "access_token": f"token-{self.tokens_given}",
                "token_type": "bearer",
                "expires_in": 3600,
                "scope": received.form()["scope"],
            }
        )

    def answer(self, received: Received) -> Told:
        self.received.append(received)
        answer = self.answers.get(received.path)
        return answer(received) if answer else Told({"error": "not found"}, status=404)


@contextmanager
def running_lms() -> Iterator[FakeLms]:
    """Run a fake LMS on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    lms = server.lms = FakeLms(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield lms
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = self.path.partition("?")[0]
        lms: FakeLms = self.server.lms  # type: ignore[attr-defined]
        told = lms.answer(Received(self.command, path, dict(self.headers), body))
        sent = told.body()
        self.send_response_only(told.status)
        for name, value in {"Content-Type": told.kind, **told.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""
