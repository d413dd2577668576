"""What a plugin's view hands back."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, init=False)
class PreviewData:
    """Whom a plugin lets qualify: the ids of related students."""

    passing_relatedstudentids: list[int]

    def __init__(self, passing_relatedstudentids: Iterable[int]) -> None:
        object.__setattr__(self, "passing_relatedstudentids", list(passing_relatedstudentids))

    def serialize(self) -> dict[str, list[int]]:
        return {"passing_relatedstudentids": self.passing_relatedstudentids}


def create_sessionkey(pluginsessionid: str) -> str:
    """Return the name of a run's output. It is kept on the server, not in a browser's session."""
    return f"qualifiesforexam-{pluginsessionid}"
