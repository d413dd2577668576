"""Reading numbers that people and scripts give."""

import math
from collections.abc import Mapping
from typing import Any

from lti_exams.sandbox.common.tool.refusals import Refusal


def number_in(said: Mapping[str, Any], name: str) -> float:
    """Return the number under a name."""
    try:
        number = float(said[name])
    except (KeyError, TypeError, ValueError) as error:
        raise Refusal("number-malformed", f"{name} is no number.") from error
    if not math.isfinite(number):
        raise Refusal("number-malformed", f"{name} is no number.")
    return number
