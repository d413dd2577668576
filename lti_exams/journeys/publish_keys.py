"""Every key with which others verify what we sign as a platform."""

from datetime import datetime

from lti_exams.journeys import issue_access_token
from lti_exams.tools import api as tools


def public_keys(*, now: datetime) -> dict[str, object]:
    """Return one JWK set: those that sign to tools, and those that sign exam access tokens."""
    ours, of_exams = tools.public_keys(now=now), issue_access_token.public_keys(now=now)
    return {"keys": [*_keys(ours), *_keys(of_exams)]}


def _keys(key_set: dict[str, object]) -> list[object]:
    keys = key_set["keys"]
    return keys if isinstance(keys, list) else []
