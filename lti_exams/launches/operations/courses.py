"""Courses that are known before anybody launches from them."""

from lti_exams.launches.models import Course
from lti_exams.platforms import api as platforms


def expect_course(
    deployment: platforms.Deployment, context_id: str, *, label: str, title: str
) -> Course:
    """Return a course of an LMS, made where nobody has launched from it yet."""
    course, _ = Course.objects.get_or_create(
        deployment=deployment,
        context_id=context_id,
        is_link=False,
        defaults={"label": label, "title": title},
    )
    return course
