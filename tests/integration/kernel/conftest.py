"""Servers on loopback that answer as told, honest or hostile."""

import contextlib
import itertools
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from lti_exams.kernel import guard, http

Say = Callable[[socket.socket], None]
READ_AT_ONCE = 65_536
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@dataclass
class Server:
    """Reads one request on each connection and lets `say` answer it, until the other side goes."""

    say: Say
    address: str = "127.0.0.1"
    port: int = 0
    tls: ssl.SSLContext | None = None
    requests: list[bytes] = field(default_factory=list)
    peers: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.listener = socket.create_server((self.address, self.port))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str = "/", *, host: str = "", scheme: str = "http") -> str:
        return f"{scheme}://{host or self.address}:{self.port}{path}"

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, peer = self.listener.accept()
                self.peers.append(peer)
                threading.Thread(target=self._talk, args=[connection], daemon=True).start()

    def _talk(self, plain: socket.socket) -> None:
        with contextlib.suppress(OSError), plain, self._wrapped(plain) as connection:
            while request := _whole_request(connection):
                self.requests.append(request)
                self.say(connection)

    def _wrapped(self, plain: socket.socket) -> socket.socket:
        return self.tls.wrap_socket(plain, server_side=True) if self.tls else plain

    def close(self) -> None:
        # A shutdown wakes the thread that waits in accept; a close alone does not.
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def _whole_request(connection: socket.socket) -> bytes:
    """Read a request to its end; what is not HTTP ends with what came first."""
    request = connection.recv(READ_AT_ONCE)
    head, _, body = request.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    while length and len(body) < int(length[1]):
        more = connection.recv(READ_AT_ONCE)
        request, body = request + more, body + more
    return request


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start servers that end with the test."""
    with contextlib.ExitStack() as stack:

        def start(say: Say | bytes, **where: object) -> Server:
            talk = say if callable(say) else (lambda connection: connection.sendall(say))
            server = Server(talk, **where)
            stack.callback(server.close)
            return server

        yield start


@pytest.fixture(autouse=True)
def fresh_connections() -> Iterator[None]:
    """Keep a connection that one test opened from serving another."""
    http.session.cache_clear()
    yield
    http.session().close()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """Resolve names as the test says: each question takes the next answer, the last one stays."""
    book: dict[str, list[list[str]]] = {}

    def resolve(host: str, port: int) -> list[tuple[int, str]]:
        answers = book.get(host, [[host]])
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        families = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(families[":" in address], address) for address in found]

    monkeypatch.setattr(guard, "resolve", resolve)
    return book


def answer(body: bytes = b"{}", *, status: str = "200 OK", headers: str = "") -> bytes:
    """Write a whole HTTP answer."""
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body


def dripping(head: bytes, drop: bytes) -> Say:
    """Say something at once, and then little by little."""

    def say(connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in range(600):
            connection.sendall(drop)
            time.sleep(0.05)

    return say


def endless(head: bytes, piece: bytes) -> Say:
    """Say something, and never stop."""

    def say(connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in itertools.count():
            connection.sendall(piece)

    return say
