"""A character set that a request declares is not believed: everything is read as UTF-8."""

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from config.wsgi import application
from tests.factories.answers import PROBLEM, multipart
from tests.factories.lms import Lms

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"


def served(path: str, *, body: bytes = b"", query: str = "", content_type: str = FORM) -> int:
    """Ask as a WSGI server does, and return the status that it would send."""
    statuses = []
    environ = {
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_ACCEPT": PROBLEM["accept"],
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(),
    }
    application(environ, lambda status, headers, info=None: statuses.append(status))
    return int(statuses[0].split()[0])


@pytest.fixture
def _connection_is_kept() -> Iterator[None]:
    """Leave the test's connection open where a request would end."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_connection_is_kept")
class TestADeclaredCharacterSet:
    @pytest.mark.parametrize("path", ["/lti/login", "/lti/launch", "/help", "/staff/"])
    @pytest.mark.parametrize(
        "name",
        [
            *("rot13", "hex", "idna", "punycode", "undefined", "utf-7", "utf-16", "nobody-knows"),
            *("unicode_escape", '"utf-16"', "UTF-8", "", "x" * 500),
        ],
    )
    @pytest.mark.parametrize("content_type", [FORM, "multipart/form-data; boundary=B"])
    def test_changes_nothing(self, lms: Lms, path: str, name: str, content_type: str) -> None:
        declared = f"{content_type}; charset={name}"
        body = multipart((b"state", b"\\ud800+2AA-")) if "multipart" in content_type else b"state=+"

        assert served(path, body=body, content_type=declared) < 500
        assert served(path, query="iss=%5Cud800+2AA-", content_type=declared) < 500
        assert served("/lti/login", query="a&" * 3000, content_type=declared) == 413

    def test_of_utf_8_is_what_some_lmss_send(self, lms: Lms) -> None:
        body = urlencode(lms.login_parameters()).encode()

        assert served("/lti/login", body=body, content_type=f"{FORM}; charset=UTF-8") == 302
