"""A subscriber on loopback: takes webhooks, keeps them, and answers as the test says."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, slots=True)
class Taken:
    """One webhook as it came."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def number(self) -> str:
        return self.headers["webhook-id"]


def _nothing(_: Taken) -> None:
    return None


@dataclass
class Subscriber:
    """Answers every webhook with a status; `then` runs before the answer."""

    status: int = 200
    then: Callable[[Taken], None] = _nothing
    taken: list[Taken] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> "Subscriber":
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
        return f"http://127.0.0.1:{self._server.server_port}/hooks"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        subscriber = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                taken = Taken(headers, body)
                subscriber.taken.append(taken)
                subscriber.then(taken)
                self.send_response(subscriber.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing: the test asks."""

        return Handler
