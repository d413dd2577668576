"""Lists that come page by page, and keep what was asked of them."""

from collections.abc import Mapping
from urllib.parse import urlencode


def page_number(query: Mapping[str, str]) -> int:
    """Return which page is asked for; what is no number asks for the first."""
    text = query.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) else 1


def pages_of(query: Mapping[str, str], number: int, total: int, *, size: int) -> dict[str, object]:
    """Return where the neighbours of a page are."""
    last = max(1, -(-total // size))
    return {
        "number": number,
        "last": last,
        "before": address_of({**query, "page": str(number - 1)}) if number > 1 else "",
        "after": address_of({**query, "page": str(number + 1)}) if number < last else "",
    }


def address_of(told: Mapping[str, str]) -> str:
    """Return the address of the same list, asked for differently."""
    return "?" + urlencode({name: value for name, value in told.items() if value})
