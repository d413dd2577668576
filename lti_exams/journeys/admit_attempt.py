"""A vendor lets a learner begin: LtiStartAssessment."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lti_exams.journeys.request_proctoring import let_in
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools


def admit_attempt(token: str, *, browsers: Collection[str], now: datetime) -> proctoring.Session:
    """Take a vendor's word for the visit that it answers; return the visit.

    `browsers` are the keys of the launches that the browser of the request proves to be its own.
    Not in a transaction: the vendor's keys may have to be fetched, and a nonce stays used.
    """
    message = tools.read_from_tool(
        token, kind=tools.ToolKind.PROCTORING, audience=tools.issuer(), now=now
    )
    return _admitted(message, browsers, now=now)


@transaction.atomic
def _admitted(
    message: tools.FromTool, browsers: Collection[str], *, now: datetime
) -> proctoring.Session:
    session = proctoring.answered_session(message, browsers=browsers, now=now)
    let_in(session, proctoring.seen_in(message.claims), now=now)
    return session
