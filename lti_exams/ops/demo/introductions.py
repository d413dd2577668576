"""The parties learn of each other, the way that their administrators would tell them."""

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from lti_exams.kernel import http
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.ops.demo.parties import Cast, Party

# The first course is left to the tour, whose visitors make its exams themselves.
_COURSES_WITH_EXAMS = ("chem210", "hist150")
_LINKS = (
    ("stat101", "Statistics with lti_exams"),
    ("stat101", "For the teachers"),
    *((course, "Exams") for course in _COURSES_WITH_EXAMS),
)

# What a tool needs to know of whoever launches it.
_OF_A_PLATFORM = (
    "issuer",
    "client_id",
    "deployment_id",
    "authorize_url",
    "token_url",
    "jwks_url",
)


class IntroductionFailed(LtiExamsError):
    """A party of the demo did not take what it was told."""

    code = "demo-introduction-failed"


def run_manage(environment: Mapping[str, str], *arguments: str) -> dict[str, Any]:
    """Run one of our own commands on the demo's data; return the object that it answers with."""
    ran = subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, "manage.py", *arguments],
        env=dict(environment),
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        # Ctrl-C reaches us alone, and ends this command with us.
        start_new_session=True,
    )
    told: dict[str, Any] = json.loads(ran.stdout or "{}") if "--json" in arguments else {}
    if ran.returncode != 0 and told.get("error") != "platform-already-known":
        raise IntroductionFailed(detail=told.get("detail") or _last_line(ran.stderr))
    return told


def _last_line(said: str) -> str:
    return (said.strip().splitlines() or [""])[-1]


def introduce(cast: Cast, environment: Mapping[str, str]) -> None:
    """Make the service and its three counterparts known to each other."""
    _introduce_lms(cast, environment)
    _introduce_tool(cast.vendor, "proctoring", "Hawkeye", environment)
    _introduce_tool(cast.assessment, "assessment", "Quill", environment)


def _introduce_lms(cast: Cast, environment: Mapping[str, str]) -> None:
    """Install the service in the LMS, and register the LMS with the service."""
    sheet = _installed(cast)
    run_manage(
        environment,
        "register_platform",
        "--json",
        *("--name", "Riverside University"),
        *("--issuer", sheet["issuer"]),
        *("--client-id", sheet["client_id"]),
        *("--auth-url", sheet["auth_url"]),
        *("--token-url", sheet["token_url"]),
        *("--jwks-url", sheet["jwks_url"]),
        *(part for one in sheet["deployment_ids"] for part in ("--deployment", one)),
    )


def _introduce_tool(tool: Party, kind: str, name: str, environment: Mapping[str, str]) -> None:
    """Register a tool with the service, and tell the tool who will launch it, once."""
    if ask_at(tool.origin, "GET", "platform")["platforms"]:
        return
    sheet = run_manage(
        environment,
        "register_tool",
        "--json",
        *("--kind", kind),
        *("--name", name),
        *("--login-url", f"{tool.origin}/login"),
        *("--launch-url", f"{tool.origin}/launch"),
        *("--jwks-url", f"{tool.origin}/jwks"),
    )
    ask_at(tool.origin, "POST", "platform", {name: sheet[name] for name in _OF_A_PLATFORM})


def seed(cast: Cast, environment: Mapping[str, str], staff: tuple[str, str]) -> None:
    """Make the staff whom the demo names, and exams in courses from which nobody launched yet."""
    sheet = _installed(cast)
    known = {course["key"]: course for course in ask(cast, "GET", "courses")}
    courses = [known[key] for key in _COURSES_WITH_EXAMS]
    told = [
        [*_ids(sheet), course["context_id"], course["code"], course["title"]] for course in courses
    ]
    run_manage(
        environment,
        "seed_demo",
        "--json",
        "--staff",
        *staff,
        *(part for one in told for part in ("--course", *one)),
    )


def _ids(sheet: Mapping[str, Any]) -> tuple[str, str, str]:
    return sheet["issuer"], sheet["client_id"], sheet["deployment_ids"][0]


def _installed(cast: Cast) -> dict[str, Any]:
    """Return the LMS's copy sheet for us, installing us and our links when it has none yet."""
    for sheet in ask(cast, "GET", "tools"):
        if sheet["name"] == "lti_exams":
            return dict(sheet)
    service = cast.service.origin
    sheet = ask(
        cast,
        "POST",
        "tools",
        {
            "name": "lti_exams",
            "login_url": f"{service}/lti/login",
            "launch_url": f"{service}/lti/launch",
            "jwks_url": f"{service}/lti/jwks",
            "redirect_uris": [f"{service}/lti/launch"],
            "deep_linking_url": f"{service}/lti/launch",
        },
    )
    ask(cast, "POST", "coursework", {})
    for course, title in _LINKS:
        link = {"title": title, "course": course, "client_id": sheet["client_id"]}
        ask(cast, "POST", "links", link)
    return dict(sheet)


def ask(cast: Cast, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
    """Call the LMS's control address."""
    return ask_at(cast.lms.origin, method, path, body)


def ask_at(origin: str, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
    """Call a counterpart's control address, which is there for demonstrations and tests."""
    url = f"{origin}/_control/{path}"
    answer = http.get(url) if method == "GET" else http.post(url, json=body)
    if answer.status >= 300:
        raise IntroductionFailed(detail=f"{url} answered {answer.status}")
    return answer.json()
