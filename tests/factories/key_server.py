"""A server on loopback that answers every request as the test says, and counts them."""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class KeyServer:
    """Publishes a key set, or an error in its place."""

    document: Any = field(default_factory=lambda: {"keys": []})
    status: int = 200
    asked: int = 0
    hold: threading.Event | None = None
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> "KeyServer":
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        self._server = server
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_port}/jwks"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        keys = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                keys.asked += 1
                if keys.hold:
                    keys.hold.wait(5)
                body = json.dumps(keys.document).encode()
                self.send_response(keys.status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing: the test asks."""

        return Handler
