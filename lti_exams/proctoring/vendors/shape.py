"""What an adapter for one way to speak to vendors looks like: one file, and its tests.

A new vendor that speaks neither LTI nor our REST gets a file here with these five functions, a word
in `rules.words.Way`, and a line in `shelf`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from lti_exams.launches import api as launches
from lti_exams.proctoring.models import Session, Vendor
from lti_exams.proctoring.rules.claims import Sitting
from lti_exams.proctoring.rules.controls import Call
from lti_exams.proctoring.rules.policies import Policy
from lti_exams.proctoring.rules.words import Outcome
from lti_exams.tools import api as tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody who is sent to a vendor, or brought back there at the end."""

    session: Session
    sitting: Sitting
    person: launches.Person
    policy: Policy
    locale: str = ""
    session_data: str = ""
    # The launch whose browser goes there now; at the end it may be another than at the start.
    launch_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """How the browser gets to the vendor: by a form, by an address, or not at all."""

    form: tools.Initiation | None = None
    url: str = ""
    # Nobody looks: the learner may begin at once.
    is_ready: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a vendor says in a call of its own, once it is known to be its own."""

    session: Session
    is_ready: bool = False
    verified: Mapping[str, object] | None = None
    call: Call | None = None
    verdict: Outcome | None = None
    reason: str = ""
    links: tuple[str, ...] = ()
    # What a call has in common only with itself, sent again.
    replay_key: str = ""


class Adapter(Protocol):
    """One way to speak to vendors. What needs the network is called outside transactions."""

    def start(self, visit: Visit, *, now: datetime) -> Passage:
        """Let the vendor expect somebody, and say how they get there."""

    def finish(self, visit: Visit, *, error: str, log: str, now: datetime) -> Passage | None:
        """Tell the vendor of the end, where the browser must bring the news."""

    def verdict(
        self, body: bytes, headers: Mapping[str, str], *, vendor_key: str, now: datetime
    ) -> Word:
        """Read what the vendor says in a call of its own."""

    def cancel(self, session: Session, *, now: datetime) -> None:
        """Tell the vendor that nobody will come, or will come any more."""

    def forget(
        self, vendor: Vendor, person: launches.Person, sessions: Sequence[str], *, now: datetime
    ) -> None:
        """Ask the vendor to delete what it keeps of a person, who made these visits."""
