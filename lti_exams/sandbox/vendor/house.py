"""What every page of Hawkeye shows of it."""

from typing import Any

from django.http import HttpRequest

PAGES = (
    ("index", "Sessions"),
    ("misbehave", "Behaviour"),
    ("platforms", "Platforms"),
    ("journal", "Journal"),
)


def house(request: HttpRequest) -> dict[str, Any]:
    """Name Hawkeye, its style sheet and the pages for its staff."""
    return {"house_name": "Hawkeye", "house_style": "vendor/hawkeye.css", "house_pages": PAGES}
