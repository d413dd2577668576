"""Scores told by pylti1p3's `put_grade`, one after the other.

    python -m benchmarks.peers.pylti1p3.scores     reads orders from standard input, one a line

An order names the LMS, the column, the people, and whether the connector is reused; the answer is
the CPU and the time it took, and what went wrong. A call that hangs is cut by `cut_at` seconds,
which pylti1p3 itself does not do.
"""

import json
import sys
from datetime import UTC, datetime
from time import perf_counter, process_time
from typing import Any

import requests
from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.exception import LtiServiceException
from pylti1p3.grade import Grade
from pylti1p3.registration import Registration
from pylti1p3.service_connector import ServiceConnector

_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope"
_SCOPES = [f"{_SCOPE}/{name}" for name in ("lineitem", "result.readonly", "score")]


class Cut(requests.Session):
    """A session whose calls end at some time."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__()
        self.seconds = seconds

    def request(self, *args: Any, **options: Any) -> requests.Response:
        return super().request(*args, **{"timeout": self.seconds, **options})


def told(order: dict[str, Any]) -> dict[str, Any]:
    """Tell a score of each person, and say what that took."""
    registration = _registration(order)
    shared = _service(registration, order) if order["reuses_connector"] else None
    failed = 0
    cpu, began = process_time(), perf_counter()
    for person in order["people"]:
        try:
            service = shared or _service(registration, order)
            service.put_grade(_grade(person, order["points"]))
        except (LtiServiceException, requests.RequestException):
            failed += 1
    return {"cpu": process_time() - cpu, "seconds": perf_counter() - began, "failed": failed}


def _registration(order: dict[str, Any]) -> Registration:
    registration = Registration()
    registration.set_issuer(order["issuer"]).set_client_id(order["client_id"])
    registration.set_auth_token_url(order["token_url"])
    registration.set_tool_private_key(order["private_key"])
    registration.set_tool_public_key(order["public_key"])
    return registration


def _service(registration: Registration, order: dict[str, Any]) -> AssignmentsGradesService:
    """Build what its documentation builds of each launch."""
    connector = ServiceConnector(registration, Cut(order["cut_at"]))
    return AssignmentsGradesService(connector, {"scope": _SCOPES, "lineitem": order["column"]})


def _grade(person: str, points: float) -> Grade:
    grade = Grade().set_score_given(points).set_score_maximum(100).set_user_id(person)
    grade.set_timestamp(datetime.now(UTC).isoformat())
    return grade.set_activity_progress("Completed").set_grading_progress("FullyGraded")


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(told(json.loads(line))), flush=True)
