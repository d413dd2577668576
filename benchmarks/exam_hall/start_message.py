"""What it costs to answer a vendor's request with a signed LtiStartProctoring, form and all."""

from collections.abc import Callable
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import timezone

from benchmarks.exam_hall.desk import Desk, answered, get_environment
from benchmarks.exam_hall.hall import Hall
from benchmarks.exam_hall.requests import counted_queries
from benchmarks.launches_race.browser import Environment
from benchmarks.rounds import cpu_seconds, race
from lti_exams.tools import api as tools

DESKS = 50
VENDOR = "https://vendor.example"
AP = "https://purl.imsglobal.org/spec/lti-ap/claim/"
_CLAIMS = {
    f"{AP}attempt_number": 1,
    f"{AP}session_data": "s" * 400,
    f"{AP}start_assessment_url": "https://exams.example/proctoring/start-assessment",
    f"{AP}acs": {
        "assessment_control_url": "https://exams.example/proctoring/acs",
        "actions": ["pause", "resume", "terminate", "update", "flag"],
    },
    f"{AP}proctoring_settings": {"data": "{}"},
    "https://purl.imsglobal.org/spec/lti/claim/resource_link": {"id": "1", "title": "Final exam"},
    "https://purl.imsglobal.org/spec/lti/claim/context": {"id": "1", "title": "Algebra"},
}


def measure(rounds: int, requests: int) -> dict[str, Any]:
    """Return milliseconds a message in each round, and the most queries that one has made."""
    now = timezone.now()
    hall = Hall.opened(now)
    desks = [Desk.taken(hall, attempt, now=now) for attempt in hall.fill(DESKS, now=now)]
    tool = _vendor()
    laps = race({"message": _lap(tool, desks, requests)}, rounds=rounds)
    with counted_queries() as queries:
        answered(_request(tool, desks[0]))
    taken = [1_000 * seconds / requests for seconds in laps.taken["message"]]
    return {"milliseconds": taken, "queries": len(queries) - _preparing(tool, desks[0])}


def _vendor() -> tools.Tool:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    new = tools.NewTool(
        kind=tools.ToolKind.PROCTORING,
        name="A vendor",
        login_url=f"{VENDOR}/login",
        launch_url=f"{VENDOR}/launch",
        public_key=key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
    )
    return tools.register(new, by="command", now=timezone.now())


def _lap(tool: tools.Tool, desks: list[Desk], requests: int) -> Callable[[], float]:
    """Prepare the messages outside the clock: the start page does that, not this request."""
    places = cycle(desks)

    def lap() -> float:
        waiting = iter([_request(tool, next(places)) for _ in range(requests)])
        return cpu_seconds(lambda: answered(next(waiting)), times=requests)()

    return lap


def _request(tool: tools.Tool, desk: Desk) -> Environment:
    message = tools.Message("LtiStartProctoring", f"{VENDOR}/launch", _CLAIMS)
    initiation = tools.prepare(
        tool, message, person=desk.attempt.person, session=desk.key, now=timezone.now()
    )
    asked = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": tool.client_id,
        "redirect_uri": f"{VENDOR}/launch",
        "login_hint": initiation.fields["login_hint"],
        "lti_message_hint": initiation.fields["lti_message_hint"],
        "nonce": "n" * 32,
        "state": "s" * 43,
    }
    cookies = {"HTTP_COOKIE": f"__Host-browser={desk.browser}"}
    return get_environment("/tools/authorize", cookies, query=urlencode(asked))


def _preparing(tool: tools.Tool, desk: Desk) -> int:
    with counted_queries() as queries:
        _request(tool, desk)
    return len(queries)
