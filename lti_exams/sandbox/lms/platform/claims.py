"""The claims of an id_token, block by block."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from lti_exams.sandbox.common import environment
from lti_exams.sandbox.lms.models import Course, LineItem, Link, PendingLaunch, Person
from lti_exams.sandbox.lms.platform import addresses, roles, variables
from lti_exams.sandbox.lms.platform import vocabulary as words
from lti_exams.sandbox.lms.profiles.base import Profile

Claims = dict[str, Any]
IN_COURSE = {words.RESOURCE_LINK, words.DEEP_LINK, words.SUBMISSION_REVIEW}
ACCEPTED_BY_TEACHERS = ["ltiResourceLink"]


def of(launch: PendingLaunch, profile: Profile, *, nonce: str, now: datetime) -> Claims:
    """Return all claims of the message that somebody is about to send to a tool."""
    claims = _envelope(launch, profile, nonce=nonce, now=now)
    claims |= _person(launch.person)
    claims |= _message(launch, profile)
    if launch.course is not None:
        claims |= _course(launch.course, profile)
        claims |= _services(launch, launch.course, profile)
    if launch.link is not None:
        claims |= _resource_link(launch.link)
    if launch.message_type == words.DEEP_LINK:
        claims |= _deep_linking(launch)
    if launch.about is not None:
        claims |= _for_user(launch.about)
    return claims


def target_of(launch: PendingLaunch) -> str:
    """Return the address at the tool that the person wants to see."""
    tool = launch.deployment.tool
    if launch.message_type == words.DEEP_LINK:
        return tool.deep_linking_url or tool.launch_url
    if launch.message_type == words.SUBMISSION_REVIEW and launch.line_item is not None:
        review = launch.line_item.submission_review or {}
        return str(review.get("url") or (launch.link and launch.link.url) or tool.launch_url)
    return launch.link.url if launch.link is not None else tool.launch_url


def deep_linking_data(launch: PendingLaunch) -> str:
    """Return what a tool must hand back untouched with its picks."""
    return f"riverside-{launch.pk}"


def line_items_of(link: Link, profile: Profile) -> list[LineItem]:
    """Return the columns that belong to a link in the eyes of its tool."""
    if profile.any_line_item_in_claim:
        whole_course = Q(course=link.course, tool=link.deployment.tool)
        return list(LineItem.objects.filter(whole_course)[:1])
    return list(link.line_items.all())


def _envelope(launch: PendingLaunch, profile: Profile, *, nonce: str, now: datetime) -> Claims:
    tool = launch.deployment.tool
    return {
        "iss": tool.issuer,
        "aud": tool.client_id,
        "azp": tool.client_id,
        "sub": launch.person.sub,
        "iat": int(now.timestamp()),
        "exp": int((now + timedelta(seconds=profile.id_token_lifetime)).timestamp()),
        "nonce": nonce,
    }


def _person(person: Person) -> Claims:
    return {
        "name": person.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
        "locale": "en",
    }


def _message(launch: PendingLaunch, profile: Profile) -> Claims:
    tool = launch.deployment.tool
    in_course = launch.message_type in IN_COURSE
    custom = tool.custom | (launch.link.custom if launch.link is not None else {})
    return {
        words.LTI + "message_type": launch.message_type,
        words.LTI + "version": "1.3.0",
        words.LTI + "deployment_id": launch.deployment.deployment_id,
        words.LTI + "target_link_uri": target_of(launch),
        words.LTI + "roles": [
            *roles.of_launch(launch.person, in_course=in_course),
            *profile.extra_roles,
        ],
        words.LTI + "custom": variables.substituted(custom, launch),
        words.LTI + "tool_platform": _platform(profile),
        words.LTI + "launch_presentation": {
            "document_target": launch.window,
            "return_url": addresses.of("returned", hint=launch.pk),
            "locale": "en",
        },
    }


def _platform(profile: Profile) -> Claims:
    return {
        "guid": environment.host() + "-riverside",
        "name": "Riverside University",
        "product_family_code": profile.product_family,
        "version": profile.version,
        "url": environment.origin(),
    }


def _course(course: Course, profile: Profile) -> Claims:
    full = "http://purl.imsglobal.org/vocab/lis/v2/course#CourseSection"
    return {
        words.LTI + "context": {
            "id": course.context_id,
            "label": course.code,
            "title": course.title,
            "type": ["CourseSection"] if profile.short_context_types else [full],
        },
        words.LTI + "lis": {
            "course_section_sourcedid": f"riverside:{course.key}",
            "course_offering_sourcedid": f"riverside:{course.term}:{course.key}",
        },
    }


def _services(launch: PendingLaunch, course: Course, profile: Profile) -> Claims:
    tool = launch.deployment.tool
    grades: Claims = {
        "scope": words.AGS_SCOPES,
        "lineitems": addresses.of_line_items(course, tool, profile),
    }
    items = line_items_of(launch.link, profile) if launch.link is not None else []
    if launch.line_item is not None:
        items = [launch.line_item]
    if len(items) == 1:
        grades["lineitem"] = addresses.of_line_item(items[0], profile)
    return {
        words.AGS + "claim/endpoint": grades,
        words.NRPS + "claim/namesroleservice": {
            "context_memberships_url": addresses.of("members", course=course.key),
            "service_versions": list(profile.nrps_versions),
        },
    }


def _resource_link(link: Link) -> Claims:
    named = {"id": link.link_id, "title": link.title, "description": link.description}
    return {words.LTI + "resource_link": {key: value for key, value in named.items() if value}}


def _deep_linking(launch: PendingLaunch) -> Claims:
    return {
        words.DEEP_LINKING + "deep_linking_settings": {
            "deep_link_return_url": addresses.of("deep-links", hint=launch.pk),
            "accept_types": ACCEPTED_BY_TEACHERS,
            "accept_presentation_document_targets": ["iframe", "window"],
            "accept_multiple": True,
            "accept_lineitem": True,
            "auto_create": True,
            "data": deep_linking_data(launch),
        }
    }


def _for_user(person: Person) -> Claims:
    return {
        words.LTI + "for_user": {
            "user_id": person.sub,
            "person_sourcedid": f"riverside:{person.key}",
            "name": person.name,
            "given_name": person.given_name,
            "family_name": person.family_name,
            "email": person.email,
            "roles": roles.of_member(person, short=False),
        }
    }
