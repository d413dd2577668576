"""What every page of Quill shows of it."""

from typing import Any

from django.http import HttpRequest

PAGES = (
    ("index", "Sittings"),
    ("behaviour", "Behaviour"),
    ("platforms", "Platforms"),
    ("journal", "Journal"),
)


def house(request: HttpRequest) -> dict[str, Any]:
    """Name Quill, its style sheet and the pages for its staff."""
    return {"house_name": "Quill", "house_style": "assessment/quill.css", "house_pages": PAGES}
