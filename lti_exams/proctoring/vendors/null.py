"""Nobody: for practice, for tests, and for trying out what follows from what a vendor tells."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from lti_exams.launches import api as launches
from lti_exams.proctoring.errors import CallbackRefused
from lti_exams.proctoring.models import Session, Vendor
from lti_exams.proctoring.vendors.shape import Passage, Visit, Word


class NullVendor:
    """Everybody may begin at once, and nothing is ever told."""

    def start(self, visit: Visit, *, now: datetime) -> Passage:  # noqa: ARG002
        """Let everybody in."""
        return Passage(is_ready=True)

    def finish(
        self,
        visit: Visit,  # noqa: ARG002
        *,
        error: str,  # noqa: ARG002
        log: str,  # noqa: ARG002
        now: datetime,  # noqa: ARG002
    ) -> Passage | None:
        """Tell nobody."""
        return None

    def verdict(
        self,
        body: bytes,  # noqa: ARG002
        headers: Mapping[str, str],  # noqa: ARG002
        *,
        vendor_key: str,
        now: datetime,  # noqa: ARG002
    ) -> Word:
        """Believe nobody who speaks in its name."""
        raise CallbackRefused("callback-signature", name=vendor_key)

    def cancel(self, session: Session, *, now: datetime) -> None:
        """Tell nobody."""

    def forget(
        self, vendor: Vendor, person: launches.Person, sessions: Sequence[str], *, now: datetime
    ) -> None:
        """Ask nobody: nothing was ever kept."""
