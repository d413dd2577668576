"""The LMS under test, as a script sees it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import requests

TIME_LIMIT = 15


@lru_cache
def _session() -> requests.Session:
    """Return connections that are kept: opening one takes longer than most answers."""
    session = requests.Session()
    session.trust_env = False
    return session


@dataclass
class University:
    """Calls the control API of a started LMS."""

    origin: str

    def get(self, path: str, **query: Any) -> Any:
        """Return what the control API tells."""
        answer = _session().get(f"{self.origin}/_control/{path}", params=query, timeout=TIME_LIMIT)
        answer.raise_for_status()
        return answer.json()

    def post(self, path: str, **body: Any) -> Any:
        """Do something by the control API."""
        answer = _session().post(f"{self.origin}/_control/{path}", json=body, timeout=TIME_LIMIT)
        assert answer.ok, answer.text
        return answer.json()

    def delete(self, path: str) -> Any:
        """Undo something by the control API."""
        answer = _session().delete(f"{self.origin}/_control/{path}", timeout=TIME_LIMIT)
        answer.raise_for_status()
        return answer.json()

    def reset(self, profile: str = "plain") -> None:
        """Found the university anew."""
        self.post("reset", profile=profile)

    def user_id(self, key: str) -> str:
        """Return the id by which tools know a person."""
        return next(each["user_id"] for each in self.get("people") if each["key"] == key)

    def break_by(self, kind: str, **settings: Any) -> None:
        """Switch a fault on."""
        self.post("faults", kind=kind, **settings)

    def grade(self, number: int, person: str) -> dict[str, Any] | None:
        """Return what the gradebook holds of a person in a column."""
        item = next(each for each in self.get("line-items") if each["id"] == number)
        return next((each for each in item["grades"] if each["person"] == person), None)

    def times(self, kind: str) -> int:
        """Return how often something truly happened."""
        return sum(each["times"] for each in self.get("ledger", kind=kind, counted=1))


def at(second: float) -> str:
    """Return a time of this morning, that many seconds after nine."""
    nine = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return (nine + timedelta(seconds=second)).isoformat()
