"""What a misbehaviour may look at while it spoils a message."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lti_exams.sandbox.common.tool.models import Platform
from lti_exams.sandbox.vendor.models import Session


@dataclass(frozen=True, slots=True)
class Scene:
    """Whom the message is for, whom it is about, and values that a test chose."""

    platform: Platform
    session: Session | None = None
    values: dict[str, Any] = field(default_factory=dict)


Spoil = Callable[[Any, Scene], None]


@dataclass(frozen=True, slots=True)
class Misbehaviour:
    """One named way to be wrong."""

    channel: str
    name: str
    sentence: str
    spoil: Spoil


def nothing(message: Any, scene: Scene) -> None:
    """Spoil nothing: the fault is done elsewhere."""
