"""Staff choose how grades are sent to an LMS, where what it calls itself is not enough."""

from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.grades import api as grades
from lti_exams.journeys.access import Act, Caller
from lti_exams.platforms import api as platforms


@transaction.atomic
def choose_adapter(
    caller: Caller, platform_id: int, *, adapter: str, makes_columns_anew: bool, now: datetime
) -> grades.Channel:
    """Store which LMS it is written to as, and whether deleted columns are made anew."""
    caller.check_may(Act.DECIDE_ABOUT_PLATFORM)
    platform = platforms.by_id(platform_id)
    channel = grades.settle_channel(
        platform, adapter=adapter, makes_columns_anew=makes_columns_anew
    )
    audit.record(
        actor=caller.name,
        action="grades.settled",
        subject=platform.key_owner,
        after={"adapter": adapter, "makes_columns_anew": makes_columns_anew},
        now=now,
    )
    return channel
