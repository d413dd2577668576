"""The addresses that we tell tools, complete with our origin."""

from typing import Any

from django.urls import reverse

from lti_exams.sandbox.common import environment
from lti_exams.sandbox.lms.models import Course, LineItem, Tool
from lti_exams.sandbox.lms.profiles.base import Profile


def of(name: str, **arguments: Any) -> str:
    """Return the full address of one of our pages or services."""
    return environment.origin() + reverse(name, kwargs=arguments)


def of_line_item(item: LineItem, profile: Profile, part: str = "") -> str:
    """Return the address of a line item, or of its scores or results."""
    path = of("line-item", course=item.course.key, number=item.pk)
    return with_query(path + profile.line_item_suffix + part, item.tool, profile)


def of_line_items(course: Course, tool: Tool, profile: Profile) -> str:
    """Return the address of a course's line items."""
    return with_query(of("line-items", course=course.key), tool, profile)


def with_query(address: str, tool: Tool | None, profile: Profile) -> str:
    """Return the address with the query that this LMS adds to line item addresses."""
    deployment = tool.deployments.first() if tool and profile.line_item_query else None
    if deployment is None:
        return address
    return f"{address}?{profile.line_item_query.format(deployment=deployment.deployment_id)}"
