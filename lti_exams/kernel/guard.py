"""Connections that go nowhere but to a checked address, take only so long and bring only so much.

The name is resolved once, when a connection is opened; the addresses found are checked and
connected to. Nothing resolves it a second time, so a name that changes its mind in between changes
nothing. TLS and the Host header still see the name.
"""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError

from lti_exams.kernel.addresses import may_call, networks
from lti_exams.kernel.remote import RemoteAddressRefused, RemoteTooLarge, RemoteUnreachable

# Status line, headers and chunk sizes come on top of the body that a caller is ready to read.
ROOM_FOR_HEADERS = 512 * 1024


@dataclass(slots=True)
class Allowance:
    """What one call may still take: seconds until its deadline, bytes off the wire."""

    deadline: float
    wire_bytes: int

    def seconds_left(self, at_most: float | None) -> float:
        """Return how long the next step may wait; an outlived call ends here."""
        left = self.deadline - monotonic()
        if left <= 0:
            raise TimeoutError("the call has outlived its deadline")
        return left if at_most is None else min(left, at_most)

    def spend(self, received: int) -> None:
        self.wire_bytes -= received
        if self.wire_bytes < 0:
            raise RemoteTooLarge


_allowance: ContextVar[Allowance] = ContextVar("allowance")


@contextmanager
def allowance(*, seconds: float, body_bytes: int) -> Iterator[None]:
    """Bound everything that the sockets of this call do inside the block."""
    given = Allowance(monotonic() + seconds, body_bytes + ROOM_FOR_HEADERS)
    token = _allowance.set(given)
    try:
        yield
    finally:
        _allowance.reset(token)


class BoundedSocket(socket.socket):
    """Counts what it receives and lowers its time-out as the call's deadline comes near.

    A time-out alone begins anew with every byte: a server that drips could hold us for ever.
    """

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        return _receive(self, super().recv_into, *args, **kwargs)


class BoundedTlsSocket(ssl.SSLSocket):
    """The same, inside TLS."""

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        return _receive(self, super().recv_into, *args, **kwargs)


def _receive(sock: socket.socket, receive: Any, *args: Any, **kwargs: Any) -> int:
    given = _allowance.get()
    sock.settimeout(given.seconds_left(sock.gettimeout()))
    received: int = receive(*args, **kwargs)
    given.spend(received)
    return received


def resolve(host: str, port: int) -> list[tuple[int, str]]:
    """Ask the resolver for (family, address); how long it may take is resolv.conf's to say."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise RemoteUnreachable(host=host, why="the name does not resolve") from error
    return [(family, str(address[0])) for family, _, _, _, address in found]


def permitted(host: str, port: int) -> list[tuple[int, str]]:
    """Return the addresses of a name that we may connect to, in the resolver's order."""
    allowed = networks(settings.HTTP_ALLOWED_NETWORKS)
    found = [place for place in resolve(host, port) if may_call(place[1], allowed=allowed)]
    if not found:
        raise RemoteAddressRefused(host=host, why="it is not on the public internet")
    return found


class _Guarded:
    """Opens the sockets of urllib3's connections, here alone."""

    def _new_conn(self: Any) -> socket.socket:
        places = permitted(self.host.strip("[]"), self.port)
        for place in places[:-1]:
            try:
                return _connected(place, self.port, self.timeout)
            except OSError:
                continue
        try:
            return _connected(places[-1], self.port, self.timeout)
        except TimeoutError as error:
            raise ConnectTimeoutError(self, "connecting took too long") from error


def _connected(place: tuple[int, str], port: int, timeout: float | None) -> socket.socket:
    family, address = place
    sock = BoundedSocket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(_allowance.get().seconds_left(timeout))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.connect((address, port))
    except OSError:
        sock.close()
        raise
    return sock


class GuardedConnection(_Guarded, HTTPConnection):
    """A plain connection to a checked address."""


class GuardedTlsConnection(_Guarded, HTTPSConnection):
    """A TLS connection to a checked address, whose certificate must be for the name."""


class GuardedPool(HTTPConnectionPool):
    ConnectionCls = GuardedConnection


class GuardedTlsPool(HTTPSConnectionPool):
    ConnectionCls = GuardedTlsConnection


POOLS = {"http": GuardedPool, "https": GuardedTlsPool}
