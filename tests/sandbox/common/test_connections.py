"""Tools keep their connections to an LMS open, so the counterparts keep them open too."""

import http.client
import time
from urllib.parse import urlsplit

import pytest

from tests.factories.sandbox import running

pytestmark = pytest.mark.sandbox

BRISK = 0.03


@pytest.mark.parametrize("name", ["lms", "assessment", "vendor"])
def test_one_connection_serves_many_requests_and_none_waits_for_the_network(name: str) -> None:
    with running(name, host="localhost") as counterpart:
        address = urlsplit(counterpart.origin)
        line = http.client.HTTPConnection(address.hostname or "", address.port or 0)
        line.connect()
        socket, took = line.sock, []

        for _ in range(20):
            began = time.monotonic()
            line.request("GET", "/no-such-page")
            answer = line.getresponse()
            answer.read()
            took.append(time.monotonic() - began)

        assert answer.status == 404
        assert line.sock is socket
        assert min(took[1:]) < BRISK
        line.close()
