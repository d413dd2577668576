"""Calls to the other side: with a time limit, under our own name, never through a proxy."""

from typing import Any

import requests

TIME_LIMIT = (3.05, 10.0)
USER_AGENT = "lti-exams-sandbox/1.0"


class NoAnswer(Exception):
    """The other side could not be reached, or what it said was no JSON document."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason


def get_json(url: str, **kw: Any) -> Any:
    """Return the JSON document at an address."""
    answer = call("GET", url, **kw)
    if answer.status_code != requests.codes.ok:
        raise NoAnswer(url, f"answered {answer.status_code}")
    try:
        return answer.json()
    except requests.JSONDecodeError as error:
        raise NoAnswer(url, "answered something that is not JSON") from error


def post(url: str, **kw: Any) -> requests.Response:
    """Post to an address and return whatever it answered."""
    return call("POST", url, **kw)


def call(method: str, url: str, **kw: Any) -> requests.Response:
    """Send one request and return its answer, whatever its status is."""
    headers = {"User-Agent": USER_AGENT, **kw.pop("headers", {})}
    # A redirected POST would lose its body and still look like a success.
    settings = {"timeout": TIME_LIMIT, "allow_redirects": False, **kw}
    with requests.Session() as session:
        session.trust_env = False
        try:
            return session.request(method, url, headers=headers, **settings)
        except requests.RequestException as error:
            raise NoAnswer(url, type(error).__name__) from error
