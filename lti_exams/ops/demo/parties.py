"""Who takes part in the demo, where each answers, and how each is started."""

from dataclasses import dataclass
from pathlib import Path

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.ports import is_free


class PortTaken(LtiExamsError):
    """Another program, perhaps another demo, already answers where a part of this one should."""

    code = "demo-port-taken"


class AddressMissing(LtiExamsError):
    """This machine has no such loopback address: some have 127.0.0.1 alone until told otherwise."""

    code = "demo-address-missing"


@dataclass(frozen=True, slots=True)
class Party:
    """One process of the demo. Each has a host of its own, so that their cookies are foreign."""

    name: str
    host: str
    port: int
    # A module and its arguments, as `python -m` takes them.
    command: tuple[str, ...]
    # A counterpart says when it is ready; the service is asked at its health address.
    says_when_ready: bool

    @property
    def origin(self) -> str:
        return f"http://{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Cast:
    service: Party
    lms: Party
    vendor: Party
    assessment: Party
    worker: Party

    @property
    def listening(self) -> tuple[Party, ...]:
        return (self.service, self.lms, self.vendor, self.assessment)

    @property
    def counterparts(self) -> tuple[Party, ...]:
        return (self.lms, self.vendor, self.assessment)


def cast_at(port: int, data: Path) -> Cast:
    """Give each party its place: four ports in a row, on four sites."""
    return Cast(
        service=_service("127.0.0.1", port),
        lms=_counterpart("lms", "localhost", port + 1, data),
        vendor=_counterpart("vendor", "127.0.0.2", port + 2, data),
        assessment=_counterpart("assessment", "127.0.0.3", port + 3, data),
        worker=Party("worker", "", 0, ("manage", "work"), says_when_ready=False),
    )


def _service(host: str, port: int) -> Party:
    serve = ("gunicorn", "config.wsgi", "--bind", f"{host}:{port}")
    threads = ("--worker-class", "gthread", "--threads", "8", "--log-level", "warning")
    return Party("service", host, port, (*serve, *threads), says_when_ready=False)


def _counterpart(name: str, host: str, port: int, data: Path) -> Party:
    serve = ("lti_exams.sandbox", name, "--host", host, "--port", str(port))
    kept = ("--data", str(data / name))
    return Party(name, host, port, (*serve, *kept), says_when_ready=True)


def check_places(cast: Cast) -> None:
    """Refuse to start when a place is missing or taken, before anything is started."""
    for party in cast.listening:
        # Port 0 is any free port: only the address can be what is missing.
        if not is_free(party.host, 0):
            raise AddressMissing(host=party.host)
        if not is_free(party.host, party.port):
            raise PortTaken(host=party.host, port=party.port)
