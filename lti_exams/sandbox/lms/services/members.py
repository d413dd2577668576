"""Names and Role Provisioning: who is in the course."""

from typing import Any

from django.http import HttpResponse

from lti_exams.sandbox.lms import answers
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.models import Enrolment, Link, PendingLaunch, Standing
from lti_exams.sandbox.lms.platform import addresses, claims, roles, variables
from lti_exams.sandbox.lms.platform import vocabulary as words
from lti_exams.sandbox.lms.services.access import Call


def list_all(call: Call) -> HttpResponse:
    """List the members of a course who match the filters."""
    answers.require_media_type(call.request, words.MEMBERS_TYPE, call.profile)
    link = _link_named(call)
    members = _matching(call)
    limit = call.profile.members_limit
    if limit is not None and len(members) > limit:
        raise Refusal(403, "too-many-members", "This course has too many members.")
    page, next_page = answers.page_of(call.request, members, call.profile.member_paging)
    shown = {
        "id": addresses.of("members", course=call.course.key),
        "context": {
            "id": call.course.context_id,
            "label": call.course.code,
            "title": call.course.title,
        },
        "members": [_told(enrolment, link, call) for enrolment in page],
    }
    return answers.with_link(answers.thing(shown, words.MEMBERS_TYPE), next_page)


def _matching(call: Call) -> list[Enrolment]:
    enrolments = call.course.enrolments.exclude(standing=Standing.DELETED)
    everybody = list(enrolments.select_related("person"))
    wanted = call.request.GET.get("role")
    if wanted is None:
        return everybody
    return [each for each in everybody if _has_role(each, wanted)]


def _has_role(enrolment: Enrolment, wanted: str) -> bool:
    full = roles.of_member(enrolment.person, short=False)
    return wanted in full or wanted in roles.of_member(enrolment.person, short=True)


def _link_named(call: Call) -> Link | None:
    """Return the link whose view of the course is wanted; strangers' links stay shut."""
    link_id = call.request.GET.get("rlid")
    if link_id is None:
        return None
    mine = call.course.links.filter(deployment__tool=call.tool)
    found = mine.filter(link_id=link_id).select_related("deployment__tool", "course").first()
    if found is None:
        raise Refusal(403, "foreign-link", "This resource link is none of this tool's here.")
    return found


def _told(enrolment: Enrolment, link: Link | None, call: Call) -> dict[str, Any]:
    person = enrolment.person
    told: dict[str, Any] = {
        "user_id": person.sub,
        "status": enrolment.standing,
        "roles": roles.of_member(person, short=call.profile.short_member_roles),
        "name": person.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
        "lis_person_sourcedid": f"riverside:{person.key}",
    }
    if link is not None:
        told["message"] = [_message(enrolment, link, call)]
    return told


def _message(enrolment: Enrolment, link: Link, call: Call) -> dict[str, Any]:
    launch = PendingLaunch(
        person=enrolment.person, deployment=link.deployment, course=link.course, link=link
    )
    custom = link.deployment.tool.custom | link.custom
    message: dict[str, Any] = {
        words.LTI + "message_type": words.RESOURCE_LINK,
        words.LTI + "resource_link": {"id": link.link_id, "title": link.title},
        words.LTI + "custom": variables.substituted(custom, launch),
    }
    items = claims.line_items_of(link, call.profile)
    if call.profile.basic_outcome_in_members and items:
        message["https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome"] = {
            "lis_result_sourcedid": f"{link.link_id}:{enrolment.person.sub}",
            "lis_outcome_service_url": addresses.of("line-items", course=call.course.key),
        }
    return message
