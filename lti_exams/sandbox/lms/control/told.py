"""How the control API tells of each thing."""

from typing import Any

from lti_exams.sandbox.lms.models import (
    Course,
    Enrolment,
    Grade,
    LineItem,
    Link,
    Person,
    ReceivedScore,
)

Told = dict[str, Any]


def person(each: Person) -> Told:
    """Tell of a person."""
    return {
        "key": each.key,
        "user_id": each.sub,
        "name": each.name,
        "email": each.email,
        "role": each.role,
    }


def course(each: Course) -> Told:
    """Tell of a course and who is in it."""
    return {
        "key": each.key,
        "context_id": each.context_id,
        "code": each.code,
        "title": each.title,
        "department": each.department,
        "term": each.term,
        "begins_at": each.begins_at,
        "ends_at": each.ends_at,
        "is_concluded": each.is_concluded,
        "enrolments": [enrolment(one) for one in each.enrolments.select_related("person")],
    }


def enrolment(each: Enrolment) -> Told:
    """Tell how a person stands in a course."""
    return {
        "person": each.person.key,
        "user_id": each.person.sub,
        "role": each.person.role,
        "standing": each.standing,
    }


def link(each: Link) -> Told:
    """Tell of a link."""
    return {
        "id": each.pk,
        "resource_link_id": each.link_id,
        "course": each.course.key,
        "client_id": each.deployment.tool.client_id,
        "deployment_id": each.deployment.deployment_id,
        "title": each.title,
        "description": each.description,
        "url": each.url,
        "custom": each.custom,
        "copied_from": each.copied_from,
        "available": {"starts": each.available_from, "ends": each.available_until},
        "submission": {"starts": each.submission_from, "ends": each.submission_until},
        "line_items": [item.pk for item in each.line_items.all()],
    }


def line_item(each: LineItem) -> Told:
    """Tell of a column and what is in it."""
    return {
        "id": each.pk,
        "course": each.course.key,
        "client_id": each.tool.client_id if each.tool else None,
        "link": each.link_id,
        "label": each.label,
        "score_maximum": each.score_maximum,
        "resource_id": each.resource_id,
        "tag": each.tag,
        "grades": [grade(one) for one in each.grades.select_related("person")],
    }


def grade(each: Grade) -> Told:
    """Tell what a cell of the gradebook shows."""
    return {
        "person": each.person.key,
        "user_id": each.person.sub,
        "given": each.given,
        "maximum": each.maximum,
        "comment": each.comment,
        "activity_progress": each.activity_progress,
        "grading_progress": each.grading_progress,
        "timestamp": each.timestamp,
        "submissions": each.submissions,
        "submitted_at": each.submitted_at,
        "set_by_teacher": each.set_by_teacher,
    }


def score(each: ReceivedScore) -> Told:
    """Tell of a score as it arrived, and what became of it."""
    return {
        "id": each.pk,
        "line_item": each.line_item_id,
        "column": each.column,
        "user_id": each.user_id,
        "body": each.body,
        "received_at": each.received_at,
        "status": each.status,
        "effect": each.effect,
        "reason": each.reason,
    }
