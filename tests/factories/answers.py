"""Reading what we answer."""

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from lti_exams.launches.models import Launch
from tests.factories.lms import Lms

PROBLEM = {"accept": "application/problem+json"}
OURS = {**PROBLEM, "origin": settings.PUBLIC_ORIGIN}


def code_of(response: HttpResponse) -> str:
    """Return the code of a refusal; nothing for an answer that refuses nothing."""
    return response.json()["code"] if response.status_code >= 400 else ""


def launch_told(browser: Client, token: str, state: str) -> HttpResponse:
    """Bring a token to the launch address as a program that wants to know the code."""
    return browser.post("/lti/launch", {"state": state, "id_token": token}, headers=PROBLEM)


def launch_with(lms: Lms, browser: Client, **changes: object) -> HttpResponse:
    """Go the whole way with claims that are changed, and ask for the code of a refusal."""
    login = lms.begin(browser)
    return launch_told(browser, lms.sign(lms.claims(login.nonce, **changes)), login.state)


def code_of_launch(lms: Lms, browser: Client, **changes: object) -> str:
    """Return the code that a launch with these claims is refused by; nothing if it is opened."""
    return code_of(launch_with(lms, browser, **changes))


def launch_opened(lms: Lms, browser: Client, **changes: object) -> Launch:
    """Go the whole way with claims that are changed, and return the launch that it opened."""
    response = launch_with(lms, browser, **changes)
    assert response.status_code == 303
    key = response["Location"].split("/")[2]
    return Launch.objects.select_related("deployment__platform").get(key=key)


def multipart(*fields: tuple[bytes, bytes]) -> bytes:
    """Write a form as a body of many parts, with the boundary `B`."""
    parts = [
        b'--B\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % field
        for field in fields
    ]
    return b"".join(parts) + b"--B--\r\n"
