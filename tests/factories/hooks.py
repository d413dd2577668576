"""A subscriber on loopback: takes webhooks, keeps them, and answers as the test says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from tests.factories import loopback


@dataclass(frozen=True, slots=True)
class Taken:
    """One webhook as it came."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def number(self) -> str:
        return self.headers["webhook-id"]


def _nothing(_: Taken) -> None:
    return None


@dataclass
class Subscriber(loopback.OnLoopback):
    """Answers every webhook with a status; `then` runs before the answer."""

    path: ClassVar[str] = "/hooks"

    status: int = 200
    then: Callable[[Taken], None] = _nothing
    taken: list[Taken] = field(default_factory=list)

    def _handler(self) -> type[loopback.Handler]:
        subscriber = self

        class Handler(loopback.Handler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                taken = Taken(headers, body)
                subscriber.taken.append(taken)
                subscriber.then(taken)
                self.answer(subscriber.status)

        return Handler
