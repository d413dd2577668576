"""Scores on their way: the two forms in which Quill tells one."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from lti_exams.sandbox.assessment import outside
from lti_exams.sandbox.assessment.models import Report, Sitting
from lti_exams.sandbox.assessment.papers import PAPERS
from lti_exams.sandbox.common import environment, jose
from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool import keys
from lti_exams.sandbox.common.tool.refusals import Refusal

SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
SIGNATURE_SECONDS = 300


@dataclass(slots=True)
class Message:
    """A score before it is sent, still open to being spoiled."""

    url: str
    body: dict[str, Any]
    headers: dict[str, str]
    scope: str = ""
    payload: bytes | None = None

    def encoded(self) -> bytes:
        """Return what is posted."""
        return json.dumps(self.body).encode() if self.payload is None else self.payload


def for_gradebook(report: Report) -> Message:
    """Write a score for the line item of whoever launched the sitting."""
    sitting = report.sitting
    body: dict[str, Any] = {
        "userId": sitting.sub,
        "activityProgress": report.activity,
        "gradingProgress": report.grading,
        "timestamp": _moment(report.said_at),
        "submission": _submission(sitting),
    }
    if report.score is not None:
        body |= {"scoreGiven": report.score, "scoreMaximum": PAPERS[sitting.paper].maximum}
    return Message(_scores_url(sitting), body, {"Content-Type": SCORE_TYPE}, names.SCORE_SCOPE)


def for_callback(report: Report) -> Message:
    """Write a completion for the address that was configured or came with the launch."""
    sitting = report.sitting
    body = {
        "score": report.score,
        "maximum": PAPERS[sitting.paper].maximum,
        "activity_progress": report.activity,
        "grading_progress": report.grading,
        "started_at": _moment(sitting.started_at),
        "submitted_at": sitting.submitted_at and _moment(sitting.submitted_at),
        "timestamp": _moment(report.said_at),
        "evidence": {"url": f"{environment.origin()}/sittings/{sitting.key}"},
    }
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(report.key)}
    return Message(outside.completion_url(sitting), body, headers)


def sign_callback(message: Message, *, now: datetime) -> None:
    """Put an API token, or a signature over the body, into a completion's headers."""
    token = outside.configuration().get("api_token") or _signature(message, now)
    message.headers.setdefault("Authorization", f"Bearer {token}")


def _signature(message: Message, now: datetime) -> str:
    moment = int(now.timestamp())
    target = urlsplit(message.url)
    claims = {
        "iss": outside.configuration().get("client_id") or environment.origin(),
        "aud": f"{target.scheme}://{target.netloc}",
        "iat": moment,
        "exp": moment + SIGNATURE_SECONDS,
        "jti": secrets.token_urlsafe(16),
        "body_sha256": hashlib.sha256(message.encoded()).hexdigest(),
    }
    return jose.sign(claims, keys.own_key())


def _scores_url(sitting: Sitting) -> str:
    endpoint = sitting.launch.claims.get(names.AGS_ENDPOINT) if sitting.launch else None
    if not endpoint or not endpoint.get("lineitem"):
        raise Refusal("line-item-unknown", "Nobody named a line item for this sitting.")
    parts = urlsplit(endpoint["lineitem"])
    # The query belongs to the line item and stays behind the longer path.
    return urlunsplit(parts._replace(path=f"{parts.path}/scores"))


def _submission(sitting: Sitting) -> dict[str, str]:
    times = {"startedAt": sitting.started_at, "submittedAt": sitting.submitted_at}
    return {name: _moment(at) for name, at in times.items() if at}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
