"""Looking into the gradebook, and writing into it as a teacher would."""

from typing import Any

from lti_exams.sandbox.lms import clock, coursework, grading
from lti_exams.sandbox.lms.control import find, told
from lti_exams.sandbox.lms.control.shape import Body
from lti_exams.sandbox.lms.models import LineItem, ReceivedScore


def list_line_items(body: Body) -> list[dict[str, Any]]:
    """Return every column with its grades."""
    del body
    return [told.line_item(each) for each in LineItem.objects.select_related("course", "tool")]


def add_line_item(body: Body) -> dict[str, Any]:
    """Put a column into a course, filled with points where some are given."""
    item = LineItem.objects.create(
        course=find.course(body["course"]),
        tool=find.tool(body["client_id"]) if "client_id" in body else None,
        link=find.link(body["link"]) if "link" in body else None,
        label=body["label"],
        score_maximum=body.get("score_maximum", 100),
        resource_id=body.get("resource_id", ""),
        tag=body.get("tag", ""),
        ends=body.get("ends", ""),
    )
    _fill(item, body.get("grades", {}))
    return told.line_item(item)


def _fill(item: LineItem, grades: dict[str, Any]) -> None:
    for key, points in grades.items():
        grading.set_by_teacher(item, find.person(key), points, now=clock.now())


def grade_the_term(body: Body) -> dict[str, Any]:
    """Fill every course's gradebook with the work of the term so far."""
    del body
    return {"grades": coursework.grade_the_term(now=clock.now())}


def remove_line_item(body: Body, number: int) -> dict[str, Any]:
    """Delete a column with everything in it."""
    del body
    grading.delete_column(find.line_item(number), client_id="", now=clock.now())
    return {}


def override(body: Body, number: int) -> dict[str, Any]:
    """Set points by hand, as a teacher does in the gradebook: somebody's, or those of many."""
    item = find.line_item(number)
    _fill(item, body["grades"] if "grades" in body else {body["person"]: body["given"]})
    return told.line_item(item)


def list_scores(body: Body) -> list[dict[str, Any]]:
    """Return every score that arrived, the newest first."""
    del body
    return [told.score(each) for each in ReceivedScore.objects.all()]
