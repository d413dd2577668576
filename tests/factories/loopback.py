"""A server on loopback, for as long as a block lasts."""

import threading
from abc import ABC, abstractmethod
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import ClassVar, Self


class Handler(BaseHTTPRequestHandler):
    """Answers, and says nothing: the test asks."""

    def log_message(self, *_: object) -> None:
        """Keep the output of the tests clean."""

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class OnLoopback(ABC):
    """Listens on a free port; whoever inherits says who handles a request, and at which path."""

    path: ClassVar[str] = "/"
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_port}{self.path}"

    @abstractmethod
    def _handler(self) -> type[Handler]:
        """Return what answers one request."""
