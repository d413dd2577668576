"""Finding what a caller of the control API names."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.models import Course, Deployment, LineItem, Link, Person, Tool

Found = TypeVar("Found", bound=Model)


def person(key: str) -> Person:
    """Return a person by key or by the id that tools see."""
    return _only(Person.objects.filter(key=key) or Person.objects.filter(sub=key), key)


def course(key: str) -> Course:
    """Return a course by key."""
    return _only(Course.objects.filter(key=key), key)


def tool(client_id: str) -> Tool:
    """Return a tool by client id."""
    return _only(Tool.objects.filter(client_id=client_id), client_id)


def deployment(client_id: str, deployment_id: str | None) -> Deployment:
    """Return a tool's deployment of that id, or its first."""
    found = Deployment.objects.filter(tool__client_id=client_id).select_related("tool")
    if deployment_id is not None:
        found = found.filter(deployment_id=deployment_id)
    return _only(found, deployment_id or client_id)


def link(number: int) -> Link:
    """Return a link by its number."""
    return _only(Link.objects.filter(pk=number), str(number))


def line_item(number: int) -> LineItem:
    """Return a column by its number."""
    return _only(LineItem.objects.filter(pk=number), str(number))


def _only(found: QuerySet[Found], name: str) -> Found:
    first = found.first()
    if first is None:
        raise Refusal(404, "not-found", f"There is no {found.model.__name__} “{name}”.")
    return first
