"""The way back to the platform when a session does not lead to the exam."""

from urllib.parse import urlencode, urlsplit

from lti_exams.sandbox.common.tool import claims as names
from lti_exams.sandbox.common.tool.models import Launch
from lti_exams.sandbox.common.tool.refusals import Refusal
from lti_exams.sandbox.vendor.models import Session


def return_address(session: Session, end: Launch | None = None) -> str:
    """Return the page to which the platform wants its person back; the last message that says so.

    Somebody may end an exam in another visit to the platform than they began it in.
    """
    told = (end.claims.get(names.LAUNCH_PRESENTATION) if end else None) or {}
    begun = session.claim(names.LAUNCH_PRESENTATION) or {}
    url = str(told.get("return_url") or begun.get("return_url", ""))
    if urlsplit(url).scheme not in ("http", "https"):
        raise Refusal("return-unknown", "The platform gave no page to return to.")
    return url


def with_messages(url: str, **messages: str) -> str:
    """Add what the platform should show (`lti_msg`, `lti_errormsg`) and log to an address."""
    glue = "&" if urlsplit(url).query else "?"
    return f"{url}{glue}{urlencode(messages)}"
