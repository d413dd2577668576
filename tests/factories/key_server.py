"""A server on loopback that answers every request as the test says, and counts them."""

import json
import threading
from dataclasses import dataclass, field
from typing import Any, ClassVar

from tests.factories import loopback


@dataclass
class KeyServer(loopback.OnLoopback):
    """Publishes a key set, or an error in its place."""

    path: ClassVar[str] = "/jwks"

    document: Any = field(default_factory=lambda: {"keys": []})
    status: int = 200
    asked: int = 0
    hold: threading.Event | None = None

    def _handler(self) -> type[loopback.Handler]:
        keys = self

        class Handler(loopback.Handler):
            def do_GET(self) -> None:
                keys.asked += 1
                if keys.hold:
                    keys.hold.wait(5)
                self.answer(keys.status, json.dumps(keys.document).encode())

        return Handler
