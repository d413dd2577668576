"""Quill and the sandbox's university talk to each other, over HTTP alone."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.factories.sandbox import Counterpart, RunCounterpart
from tests.factories.university import University
from tests.sandbox.assessment.steps import PERFECT
from tests.sandbox.miniature import pages

PROFILES = ("plain", "canvas", "moodle", "blackboard", "d2l", "openedx", "sakai")
# Brightspace wants assertions addressed to this one name, whatever its token address is.
AUDIENCES = {"d2l": "https://api.brightspace.com/auth/token"}


@pytest.fixture(scope="module")
def university(sandbox_process: RunCounterpart) -> Iterator[University]:
    """Run the LMS as a process."""
    with sandbox_process("lms", host="localhost") as started:
        yield University(started.origin)


def installed(university: University, quill: Counterpart, profile: str) -> str:
    """Install Quill at the university; return the client id that it got."""
    university.reset(profile)
    requests.post(f"{quill.origin}/_control/reset", timeout=10)
    ours = requests.get(f"{quill.origin}/_control/platform", timeout=10).json()["ours"]
    sheet = university.post("tools", name="Quill", **ours)
    known = {
        "issuer": sheet["issuer"],
        "client_id": sheet["client_id"],
        "deployment_id": sheet["deployment_ids"][0],
        "authorize_url": sheet["auth_url"],
        "token_url": sheet["token_url"],
        "jwks_url": sheet["jwks_url"],
        "token_audience": AUDIENCES.get(profile, ""),
    }
    assert requests.post(f"{quill.origin}/_control/platform", json=known, timeout=10).ok
    return str(sheet["client_id"])


def linked(university: University, client_id: str) -> dict[str, Any]:
    """Return a link to the algebra paper with a column in the gradebook."""
    link: dict[str, Any] = university.post(
        "links",
        client_id=client_id,
        course="stat101",
        title="Algebra",
        custom={"paper": "algebra-final"},
        line_item={"label": "Algebra", "score_maximum": 10},
    )
    return link


def opened(university: University, *, user: str, **launch: Any) -> requests.Response:
    """Launch Quill as a browser without JavaScript would; return the page that it shows."""
    browser = requests.Session()
    browser.post(f"{university.origin}/be/{user}", timeout=10)
    begun = university.post("login", user=user, **launch)
    send = browser.get if begun["method"] == "GET" else browser.post
    named = {"params" if begun["method"] == "GET" else "data": begun["parameters"]}
    form = pages.first_form(send(begun["url"], timeout=10, **named))
    return browser.post(form.action, data=form.fields, timeout=10)


class TestScore:
    @pytest.mark.parametrize("profile", PROFILES)
    def test_arrives_in_the_gradebook_of(
        self, university: University, quill: Counterpart, profile: str
    ) -> None:
        link = linked(university, installed(university, quill, profile))
        paper = opened(university, user="ada-alder", link=link["id"])

        requests.post(paper.url, data=PERFECT, timeout=10)

        (sent,) = university.get("scores")
        assert sent["status"] in (200, 201, 204)


class TestDeepLinking:
    def test_makes_a_link_of_the_paper_that_a_teacher_chose(
        self, university: University, quill: Counterpart
    ) -> None:
        client_id = installed(university, quill, "plain")
        launch = {"client_id": client_id, "course": "stat101"}
        choice = opened(
            university, user="mira-maple", message_type="LtiDeepLinkingRequest", **launch
        )
        chosen = requests.post(
            f"{quill.origin}{pages.first_form(choice).action}",
            data={"paper": "chemistry-midterm"},
            timeout=10,
        )
        back = pages.first_form(chosen)

        requests.post(back.action, data=back.fields, timeout=10)

        (link,) = university.get("links")
        assert link["custom"] == {"paper": "chemistry-midterm"}
        assert len(link["line_items"]) == 1
