"""Links in courses, and the columns that come with them."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from lti_exams.sandbox.lms.models import Course, Deployment, LineItem, Link, Site
from lti_exams.sandbox.lms.profiles.base import Profile


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when something is possible; empty where nobody said."""

    starts: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """The column that is wanted for a link."""

    label: str
    maximum: float
    resource_id: str = ""
    tag: str = ""
    grades_released: bool | None = None
    submission_review: dict[str, Any] | None = None
    attempts_allowed: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a new link shows."""

    title: str
    url: str
    description: str = ""
    custom: dict[str, str] = field(default_factory=dict)
    available: Window = Window()
    submission: Window = Window()
    column: Column | None = None


@transaction.atomic
def add(course: Course, deployment: Deployment, content: Content, profile: Profile) -> Link:
    """Put a link into a course, with its column where it has one."""
    keeps = profile.keeps_content_windows
    available = content.available if keeps else Window()
    submission = content.submission if keeps else Window()
    link = Link.objects.create(
        link_id=profile.link_id(Site.number()),
        course=course,
        deployment=deployment,
        title=content.title,
        description=content.description,
        url=content.url or deployment.tool.launch_url,
        custom=content.custom,
        available_from=available.starts,
        available_until=available.ends,
        submission_from=submission.starts,
        submission_until=submission.ends,
    )
    if content.column is not None:
        add_column(link, content.column)
    return link


def add_column(link: Link, column: Column) -> LineItem:
    """Put a column into the gradebook that belongs to a link."""
    return LineItem.objects.create(
        course=link.course,
        tool=link.deployment.tool,
        link=link,
        label=column.label or link.title,
        score_maximum=column.maximum,
        resource_id=column.resource_id,
        tag=column.tag,
        grades_released=column.grades_released,
        submission_review=column.submission_review,
        attempts_allowed=column.attempts_allowed,
        ends=link.submission_until,
    )
