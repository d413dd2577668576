"""Serving the miniature platform on a free port."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.sandbox.miniature.platform import MiniaturePlatform, Seen


@contextmanager
def running_platform(tool: str) -> Iterator[MiniaturePlatform]:
    """Run a platform that the tool at this origin knows, and that knows the tool."""
    platform = MiniaturePlatform(tool)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(platform))
    platform.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        assert platform.control("platform", platform.registration).status_code == 200
        yield platform
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(platform: MiniaturePlatform) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            found = platform.shown(address.path, dict(parse_qsl(address.query)))
            if isinstance(found, str):
                self._send_page(found)
            else:
                self._send(200, found)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            path = urlsplit(self.path).path
            if path == "/authorize":
                return self._send_page(platform.authorised(dict(parse_qsl(body.decode()))))
            status, answer = platform.take(path, headers, body)
            platform.seen.append(Seen(path, headers, body, status))
            return self._send(status, answer)

        def _send(self, status: int, answer: Any) -> None:
            body = b"" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _send_page(self, page: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, format: str, *args: Any) -> None:
            """Stay silent."""

    return Handler
