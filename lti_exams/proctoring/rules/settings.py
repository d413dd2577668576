"""What an exam may hand to its vendor as settings. Pure."""

import json
from collections.abc import Mapping

from lti_exams.proctoring.errors import VendorRefused

_LONGEST = 10_000


def check_settings(settings: Mapping[str, object]) -> None:
    """Refuse settings that are no JSON object of a size that fits into a message."""
    try:
        written = json.dumps(dict(settings), allow_nan=False)
    except (TypeError, ValueError) as error:
        raise VendorRefused(field="settings", why="no JSON object") from error
    if len(written) > _LONGEST or "\\u0000" in written:
        raise VendorRefused(field="settings", why=f"longer than {_LONGEST} characters, or NUL")
