"""Reading JSON that others wrote, who may have written anything."""

import math
from typing import Any

from lti_exams.sandbox.lms.errors import Refusal


def mapping(body: dict[str, Any], name: str) -> dict[str, Any]:
    """Return an object inside a body, empty where it is missing."""
    value = body.get(name)
    if value is None:
        return {}
    if isinstance(value, dict):
        return value
    raise Refusal(400, "bad-request", f"{name} must be an object.")


def text(body: dict[str, Any], name: str) -> str:
    """Return a text inside a body, empty where it is missing."""
    value = body.get(name)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    raise Refusal(400, "bad-request", f"{name} must be a text.")


def number(body: dict[str, Any], name: str) -> float | None:
    """Return a number inside a body, None where it is missing."""
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Refusal(400, "bad-request", f"{name} must be a number.")
    return float(value)


def objects(body: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return a list of objects inside a body, empty where it is missing."""
    value = body.get(name, [])
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return value
    raise Refusal(400, "bad-request", f"{name} must be a list of objects.")


def texts(body: dict[str, Any], name: str) -> list[str]:
    """Return a list of texts inside a body, empty where it is missing."""
    value = body.get(name, [])
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return value
    raise Refusal(400, "bad-request", f"{name} must be a list of texts.")
