"""Staff go to the vendor's own pages about an exam, and the vendor learns who may sit it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lti_exams.accounts.api import User
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Act, Caller
from lti_exams.journeys.watchers import at_exam
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools

Whom = launches.Person | User


def launch_vendor_dashboard(
    caller: Caller,
    exam: exams.Exam,
    *,
    whom: Whom,
    session: str,
    return_url: str,
    now: datetime,
) -> tools.Initiation:
    """Prepare the launch of the vendor's dashboard as somebody who teaches.

    `session` is what the browser proves to be its own: the key of a launch, or a staff session.
    """
    at_exam(caller, exam).check_may(Act.SEE_REVIEWS, exam.course)
    vendor = proctoring.active_vendor_of(exam)
    if vendor.tool is None:
        raise proctoring.NotProctored(why="no dashboard")
    message = tools.Message(
        message_type=tools.names.RESOURCE_LINK_REQUEST,
        target=vendor.tool.dashboard_url or vendor.tool.launch_url,
        roles=(tools.INSTRUCTOR,),
        claims=_claims(exam, return_url),
    )
    return tools.prepare(vendor.tool, message, person=whom, session=session, now=now)


def _claims(exam: exams.Exam, return_url: str) -> Mapping[str, object]:
    roster = proctoring.roster_address(exam.pk)
    return {
        tools.names.RESOURCE_LINK: {
            "id": proctoring.resource_link_of(exam.pk),
            "title": exam.title,
        },
        tools.names.CONTEXT: _context(exam),
        tools.names.LAUNCH_PRESENTATION: {"document_target": "window", "return_url": return_url},
        # For vendors that know no names and roles service, the address by itself.
        tools.names.CUSTOM: {"roster_url": roster},
        proctoring.ROSTER: {"context_memberships_url": roster, "service_versions": ["2.0"]},
    }


def _context(exam: exams.Exam) -> dict[str, str]:
    course = exam.course
    return {"id": f"course-{course.pk}", "label": course.label, "title": course.title}


@dataclass(frozen=True, slots=True)
class Roster:
    """Some of those who may sit an exam, as one vendor knows them."""

    context: Mapping[str, str]
    members: list[dict[str, object]]
    has_more: bool


def roster_for(tool: tools.Tool, exam_id: int, *, begin: int, limit: int) -> Roster:
    """Return a page of the learners of a course to the vendor that guards its exam."""
    exam = exams.Exam.objects.select_related("course").filter(pk=exam_id).first()
    vendor = proctoring.vendor_of(exam) if exam is not None else None
    if exam is None or vendor is None or vendor.tool_id != tool.pk:
        raise exams.NoSuchExam
    learners = launches.learners_of(exam.course).select_related("person").order_by("person_id")
    page = list(learners[begin : begin + limit + 1])
    subs = tools.pseudonyms(tool, [one.person for one in page[:limit]])
    members = [_member(tool, one, subs[one.person_id]) for one in page[:limit]]
    return Roster(_context(exam), members, has_more=len(page) > limit)


def _member(tool: tools.Tool, membership: launches.Membership, sub: str) -> dict[str, object]:
    person = membership.person
    held = {
        "name": person.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
    }
    told: dict[str, object] = {name: held[name] for name in tool.told if held.get(name)}
    return {
        **told,
        "user_id": sub,
        "roles": ["Learner"],
        "status": "Active" if membership.is_active else "Inactive",
    }
