"""The product's only door to other people's servers: bounded, guarded, and it follows nobody.

A redirect is an answer like any other, for the caller to refuse. What cannot be used raises a
`RemoteError`; a status that the caller dislikes does not.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from http.cookiejar import DefaultCookiePolicy
from time import monotonic
from typing import Any, TypedDict, Unpack

import certifi
import requests
import structlog
from django.conf import settings
from django.db import connections
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as Urllib3Timeout

from lti_exams.kernel.addresses import host_of, refuse_unsafe
from lti_exams.kernel.guard import POOLS, BoundedTlsSocket, allowance
from lti_exams.kernel.remote import (
    RemoteError,
    RemoteInsideTransaction,
    RemoteNotJson,
    RemoteTimedOut,
    RemoteTooLarge,
    RemoteUnreachable,
)
from lti_exams.kernel.strictjson import UnreadableJson, strict_json

log = structlog.get_logger(__name__)

MAX_BYTES = 1024 * 1024
PIECE = 16 * 1024


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds a call may wait: to connect, for the next bytes, and for everything."""

    connect: float = 5
    read: float = 10
    total: float = 20


DEFAULT = Patience()


@dataclass(frozen=True, slots=True)
class Answer:
    """What another server said. Only its status goes into logs: the rest may hold a token."""

    status: int
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def ok(self) -> bool:
        """Tell whether the status is one of success; a redirect is none."""
        return 200 <= self.status < 300

    def json(self, *, max_depth: int = 16) -> Any:
        """Read the body strictly."""
        try:
            return strict_json(self.body, max_depth=max_depth)
        except UnreadableJson as error:
            raise RemoteNotJson(host=host_of(self.url), why=error.refusal_code) from error


class Options(TypedDict, total=False):
    """What a call may be given besides its URL."""

    headers: Mapping[str, str] | None
    data: Mapping[str, str] | bytes | str | None
    json: Any
    timeout: Patience
    max_bytes: int


def get(url: str, **options: Unpack[Options]) -> Answer:
    """Fetch."""
    return call("GET", url, **options)


def post(url: str, **options: Unpack[Options]) -> Answer:
    """Send `data`, a form or bytes, or `json`."""
    return call("POST", url, **options)


def put(url: str, **options: Unpack[Options]) -> Answer:
    """Replace what is there by `data` or `json`."""
    return call("PUT", url, **options)


def delete(url: str, **options: Unpack[Options]) -> Answer:
    """Remove what is there."""
    return call("DELETE", url, **options)


def call(method: str, url: str, **options: Unpack[Options]) -> Answer:
    """Make one call and return its answer, whatever the status."""
    refuse_inside_transaction(url)
    refuse_unsafe(url, allow_plain=settings.HTTP_ALLOW_PLAIN)
    patience, max_bytes = options.get("timeout", DEFAULT), options.get("max_bytes", MAX_BYTES)
    began = monotonic()
    try:
        with allowance(seconds=patience.total, body_bytes=max_bytes):
            return _exchange(method, url, options, patience, max_bytes)
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        # The standard library raises a ValueError for a chunk of negative size.
        raise _failure(url, error) from error
    finally:
        log.debug("remote call", method=method, host=host_of(url), seconds=monotonic() - began)


def _exchange(
    method: str, url: str, options: Options, patience: Patience, max_bytes: int
) -> Answer:
    response = session().request(
        method,
        url,
        headers=options.get("headers"),
        data=options.get("data"),
        json=options.get("json"),
        timeout=(patience.connect, patience.read),
        allow_redirects=False,
        stream=True,
    )
    with response:
        return Answer(response.status_code, url, response.headers, _body(response, max_bytes))


def _body(response: requests.Response, max_bytes: int) -> bytes:
    """Read piece by piece, counting what comes out of the decompressor, not what went in."""
    body = bytearray()
    while piece := response.raw.read(PIECE, decode_content=True):
        body += piece
        if len(body) > max_bytes:
            raise RemoteTooLarge(host=host_of(response.url), limit=max_bytes)
    return bytes(body)


def _failure(url: str, error: Exception) -> RemoteError:
    host = host_of(url)
    if isinstance(error, (requests.Timeout, Urllib3Timeout, TimeoutError)):
        return RemoteTimedOut(host=host)
    if isinstance(error, requests.exceptions.SSLError):
        return RemoteUnreachable(host=host, why="no TLS connection that we trust")
    return RemoteUnreachable(host=host, why="no HTTP answer")


class GuardedAdapter(HTTPAdapter):
    """Requests' transport over guarded connections, with our own trust store."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[Any, Any]:
        server, _ = super().build_connection_pool_key_attributes(request, verify, cert)
        return server, {"ssl_context": trust_store(settings.HTTP_CA_BUNDLE)}

    def cert_verify(self, *_args: Any) -> None:
        """Leave the context alone: it is complete, and loading it anew takes milliseconds."""


@lru_cache
def trust_store(bundle: str) -> ssl.SSLContext:
    """Return the certificates we believe: the bundle that staff name, or the public ones."""
    context = ssl.create_default_context(cafile=bundle or certifi.where())
    context.sslsocket_class = BoundedTlsSocket
    return context


@lru_cache
def session() -> requests.Session:
    """Return the one session of this process: no cookies, no proxies or passwords from outside."""
    made = requests.Session()
    made.trust_env = False
    made.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    made.headers["User-Agent"] = f"lti_exams (+{settings.PUBLIC_ORIGIN})"
    for scheme in ("https://", "http://"):
        made.mount(scheme, GuardedAdapter())
    return made


def refuse_inside_transaction(url: str) -> None:
    """Refuse while any database connection of this thread has a transaction open.

    Those that Django's TestCase opens around a test do not count, as in its own durable check.
    """
    for connection in connections.all(initialized_only=True):
        blocks: list[Any] = connection.atomic_blocks
        if not all(block._from_testcase for block in blocks):
            raise RemoteInsideTransaction(host=host_of(url))
