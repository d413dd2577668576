"""Names and Role Provisioning: the members of a course as its LMS lists them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.origins import with_query
from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms
from lti_exams.rosters.rules import Member, merged, read_page

SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
ACCEPT = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
# A wish; the LMS decides how long its pages are.
_PAGE = "500"


class RosterNotOffered(LtiExamsError):
    """The LMS never said where the members of this course are listed."""

    code = "roster-not-offered"


@dataclass(frozen=True, slots=True)
class Read:
    """The members that were read; only a whole list tells who is gone."""

    members: Mapping[str, Member]
    is_whole: bool
    began_at: datetime


def read_members(
    course: launches.Course, *, role: str = "", link: launches.Link | None = None, now: datetime
) -> Read:
    """Read the members of a course, or those with a role, or those that a link is open to.

    It returns when the last page was read. Cut off anywhere before, it raises.
    """
    if not course.memberships_url:
        raise RosterNotOffered
    asked = {"limit": _PAGE, "role": role, "rlid": link.resource_link_id if link else ""}
    url = with_query(course.memberships_url, {k: v for k, v in asked.items() if v})
    context_id = "" if course.is_link else course.context_id
    answers = platforms.pages(course.deployment.platform, url, scope=SCOPE, accept=ACCEPT, now=now)
    members = [
        member for answer in answers for member in read_page(answer.json(), context_id=context_id)
    ]
    return Read(merged(members), is_whole=not role and link is None, began_at=now)
