"""What a proctor says about an incident, read from a form or from a script."""

from collections.abc import Callable
from typing import Any

from lti_exams.sandbox.common.tool.refusals import Refusal

READERS: dict[str, Callable[[str], Any]] = {
    "incident_severity": float,
    "extra_time": int,
    "reason_code": str,
    "reason_msg": str,
    "incident_time": str,
}


def from_form(form: dict[str, str]) -> dict[str, Any]:
    """Read the fields that were filled in."""
    try:
        return {name: read(form[name]) for name, read in READERS.items() if form.get(name)}
    except ValueError as error:
        raise Refusal("detail-malformed", "Severity and extra time are numbers.") from error
