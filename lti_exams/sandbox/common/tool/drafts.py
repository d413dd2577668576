"""A message before it is signed, so that a misbehaviour can still spoil it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lti_exams.sandbox.common import jose


def honestly(draft: "Draft") -> str:
    """Sign a draft as it stands."""
    return jose.sign(draft.claims, draft.key, headers=draft.headers)


@dataclass(slots=True)
class Draft:
    """Claims, the key that will sign them, and how."""

    claims: dict[str, Any]
    key: jose.SigningKey
    headers: dict[str, Any] = field(default_factory=dict)
    seal: Callable[["Draft"], str] = honestly

    def signed(self) -> str:
        """Return the token."""
        return self.seal(self)
