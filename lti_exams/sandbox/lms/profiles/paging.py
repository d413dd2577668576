"""How each LMS cuts a long list into pages (RFC 8288 `Link`)."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paging:
    """Pages behind opaque tokens of mixed case, which a tool must hand back letter by letter."""

    size: int = 50
    largest: int = 100

    def page_size(self, parameters: Mapping[str, str]) -> int:
        """Return how many entries one page may hold; `limit` is a wish."""
        wish = parameters.get("limit", "")
        return max(1, min(int(wish), self.largest)) if wish.isdecimal() else self.size

    def start(self, parameters: Mapping[str, str]) -> int:
        """Return the index at which the asked page begins."""
        token = parameters.get("page", "").removeprefix("bookmark:")
        try:
            return int(base64.urlsafe_b64decode(token).decode().removeprefix("Start-At="))
        except ValueError:
            return 0

    def next_page(self, start: int, size: int) -> dict[str, str]:
        """Return the query parameters of the page that begins at `start`."""
        token = base64.urlsafe_b64encode(f"Start-At={start}".encode()).decode()
        return {"limit": str(size), "page": f"bookmark:{token}"}


@dataclass(frozen=True, slots=True)
class FromPaging(Paging):
    """Pages by `limit` and `from`; without a limit everything comes at once."""

    size: int = 100_000
    largest: int = 100_000

    def start(self, parameters: Mapping[str, str]) -> int:
        """Return the index at which the asked page begins."""
        asked = parameters.get("from", "")
        return int(asked) if asked.isdecimal() else 0

    def next_page(self, start: int, size: int) -> dict[str, str]:
        """Return the query parameters of the page that begins at `start`."""
        return {"limit": str(size), "from": str(start)}


@dataclass(frozen=True, slots=True)
class NumberedPaging(Paging):
    """Pages by their number, from 1."""

    def start(self, parameters: Mapping[str, str]) -> int:
        """Return the index at which the asked page begins."""
        number = parameters.get("page", "")
        page = int(number) if number.isdecimal() and number != "0" else 1
        return (page - 1) * self.page_size(parameters)

    def next_page(self, start: int, size: int) -> dict[str, str]:
        """Return the query parameters of the page that begins at `start`."""
        return {"limit": str(size), "page": str(start // size + 1)}
