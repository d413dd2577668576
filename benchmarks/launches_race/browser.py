"""A browser as a WSGI server sees it: the same request, header for header, on both sides."""

import io
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

HOST = "exams.example"
ORIGIN = f"https://{HOST}"

Application = Callable[..., Iterable[bytes]]
Environment = dict[str, Any]


@dataclass
class Answer:
    """What the application answered."""

    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def header(self, name: str) -> str:
        return next((told for key, told in self.headers if key.lower() == name.lower()), "")

    def cookies(self) -> str:
        """Return the cookies that were set, as a browser brings them back."""
        told = (value for name, value in self.headers if name.lower() == "set-cookie")
        return "; ".join(cookie.partition(";")[0] for cookie in told)

    def asked(self) -> dict[str, str]:
        """Return the query of the address that the browser is sent to."""
        query = parse_qs(urlsplit(self.header("Location")).query)
        return {name: values[0] for name, values in query.items()}


def post_environment(
    path: str, form: Mapping[str, str], *, cookies: str = "", **headers: str
) -> Environment:
    """Return what a server such as gunicorn makes of a form that a browser posts."""
    body = urlencode(form).encode()
    environment = {
        **_SAME_FOR_ALL,
        "PATH_INFO": path,
        "RAW_URI": path,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        **headers,
    }
    return environment | ({"HTTP_COOKIE": cookies} if cookies else {})


def ask(application: Application, environment: Environment) -> Answer:
    """Call the application and read all of its answer."""
    answer = Answer()

    def start(status: str, headers: list[tuple[str, str]], _: object = None) -> None:
        answer.status, answer.headers = int(status[:3]), headers

    told = application(environment, start)
    answer.body = b"".join(told)
    told.close()  # type: ignore[attr-defined]
    return answer


_SAME_FOR_ALL = {
    "REQUEST_METHOD": "POST",
    "SCRIPT_NAME": "",
    "QUERY_STRING": "",
    "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "8000",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "127.0.0.1",
    "REMOTE_PORT": "50000",
    "CONTENT_TYPE": "application/x-www-form-urlencoded",
    "HTTP_HOST": HOST,
    "HTTP_ACCEPT": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "HTTP_ACCEPT_ENCODING": "gzip, deflate, br, zstd",
    "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.5",
    "HTTP_ORIGIN": "https://lms.example",
    "HTTP_REFERER": "https://lms.example/",
    "HTTP_SEC_FETCH_DEST": "iframe",
    "HTTP_SEC_FETCH_MODE": "navigate",
    "HTTP_SEC_FETCH_SITE": "cross-site",
    "HTTP_UPGRADE_INSECURE_REQUESTS": "1",
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "https",
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}
