"""Vendors that are LTI tools: LTI Proctoring Services."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from lti_exams.launches import api as launches
from lti_exams.proctoring.errors import CallbackRefused, VendorIsOff
from lti_exams.proctoring.models import Session, Vendor
from lti_exams.proctoring.rules import claims
from lti_exams.proctoring.vendors.addresses import control_address, start_address
from lti_exams.proctoring.vendors.shape import Passage, Visit, Word
from lti_exams.tools import api as tools

# From our page to the vendor's login and back.
_ON_THE_WAY = timedelta(minutes=10)


class LtiVendor:
    """People go by LtiStartProctoring and come back by LtiStartAssessment."""

    def start(self, visit: Visit, *, now: datetime) -> Passage:
        """Prepare the message with which the vendor receives somebody."""
        told = claims.to_start(
            visit.sitting,
            session_data=visit.session_data,
            start_url=start_address(),
            control_url=control_address(),
            actions=visit.policy.actions,
        )
        return _passage(visit, claims.START_PROCTORING, told, now=now)

    def finish(self, visit: Visit, *, error: str, log: str, now: datetime) -> Passage | None:
        """Prepare the message that tells the vendor of the end."""
        told = claims.to_end(visit.sitting, error=error, log=log)
        return _passage(visit, claims.END_ASSESSMENT, told, now=now)

    def verdict(
        self,
        body: bytes,  # noqa: ARG002
        headers: Mapping[str, str],  # noqa: ARG002
        *,
        vendor_key: str,
        now: datetime,  # noqa: ARG002
    ) -> Word:
        """Refuse: an LTI vendor speaks by the control service."""
        raise CallbackRefused("callback-signature", name=vendor_key)

    def cancel(self, session: Session, *, now: datetime) -> None:
        """Do nothing: LTI has no message for it, and the session data is dead."""

    def forget(
        self, vendor: Vendor, person: launches.Person, sessions: Sequence[str], *, now: datetime
    ) -> None:
        """Do nothing: an LTI vendor is a tool, and is asked like every other tool."""


def tool_of(session: Session) -> tools.Tool:
    if session.vendor.tool is None:
        raise VendorIsOff(name=session.vendor.name)
    return session.vendor.tool


def _passage(
    visit: Visit, message_type: str, told: Mapping[str, object], *, now: datetime
) -> Passage:
    tool = tool_of(visit.session)
    message = tools.Message(
        message_type=message_type,
        target=tool.launch_url,
        claims=told,
        locale=visit.locale,
        lifetime=_ON_THE_WAY,
    )
    form = tools.prepare(tool, message, person=visit.person, session=visit.launch_key, now=now)
    return Passage(form=form)
