"""A vendor on loopback that speaks our REST, and signs as docs/vendors.md says."""

import base64
import hashlib
import hmac
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lti_exams.proctoring import api as proctoring


def signed(secret: str, key: str, at: int, body: bytes) -> str:
    """Sign independently of our own code."""
    opened = base64.b64decode(secret.removeprefix("whsec_"))
    told = hmac.new(opened, f"{key}.{at}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(told).decode()


@dataclass
class RestVendor:
    """Takes our calls, keeps them, and calls us back."""

    status: int = 201
    answer: Any = field(default_factory=lambda: {"url": "https://watchful.example/go", "id": "w-1"})
    taken: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    vendor: proctoring.Vendor | None = None
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> "RestVendor":
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        self._server = server
        new = proctoring.NewVendor(
            key="watchful",
            name="Watchful",
            way=proctoring.Way.REST,
            address=f"http://127.0.0.1:{server.server_port}/api",
        )
        self.vendor = proctoring.add_vendor(new, by="test", now=timezone.now())
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    @property
    def known(self) -> proctoring.Vendor:
        assert self.vendor is not None
        return self.vendor

    def asked(self) -> dict[str, Any]:
        """Return what we told it when it was asked for a session last."""
        return json.loads(self.taken[-1][3])

    def tell(self, **said: Any) -> HttpResponse:
        """Call us with a right signature."""
        return self.post(json.dumps(said).encode())

    def post(
        self, body: bytes, *, secret: str = "", at: int | None = None, **headers: str
    ) -> HttpResponse:
        moment = int(timezone.now().timestamp()) if at is None else at
        told = {
            "webhook-id": "call-1",
            "webhook-timestamp": str(moment),
            "webhook-signature": signed(secret or self.known.secret, "call-1", moment, body),
            **headers,
        }
        return Client().post(
            f"/proctoring/vendors/{self.known.key}/callback",
            body,
            content_type="application/json",
            headers=told,
        )

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        vendor = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                vendor.taken.append((self.command, self.path, headers, body))
                told = json.dumps(vendor.answer).encode()
                self.send_response(vendor.status)
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            def do_DELETE(self) -> None:
                self.do_POST()

            def log_message(self, *_: object) -> None:
                """Say nothing: the test asks."""

        return Handler
