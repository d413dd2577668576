"""Assignment and Grade Services: the results."""

from typing import Any

from django.http import HttpResponse

from lti_exams.sandbox.lms import answers
from lti_exams.sandbox.lms.models import Grade, LineItem
from lti_exams.sandbox.lms.platform import addresses
from lti_exams.sandbox.lms.platform import vocabulary as words
from lti_exams.sandbox.lms.profiles.scores import Cell
from lti_exams.sandbox.lms.services import line_items
from lti_exams.sandbox.lms.services.access import Call


def list_all(call: Call, number: int) -> HttpResponse:
    """List what the gradebook holds of everybody in a column, or of one person."""
    answers.require_media_type(call.request, words.RESULTS_TYPE, call.profile)
    item = line_items.find(call, number)
    grades = item.grades.select_related("person")
    user_id = call.request.GET.get("user_id")
    if user_id is not None:
        grades = grades.filter(person__sub=user_id)
    paging = call.profile.line_item_paging
    page, link = answers.page_of(call.request, list(grades), paging)
    shown = [_told(grade, item, call, alone=user_id is not None) for grade in page]
    return answers.with_link(answers.thing(shown, words.RESULTS_TYPE), link)


def _told(grade: Grade, item: LineItem, call: Call, *, alone: bool) -> dict[str, Any]:
    cell = Cell(grade.given, grade.maximum)
    score, maximum = call.profile.shown_score(cell, item.score_maximum)
    told: dict[str, Any] = {
        "id": f"{addresses.of_line_item(item, call.profile, '/results')}#{grade.pk}",
        "scoreOf": addresses.of_line_item(item, call.profile),
        "userId": grade.person.sub,
        "resultMaximum": maximum,
    }
    if score is not None:
        told["resultScore"] = score
    if grade.comment and (call.profile.comment_survives_user_filter or not alone):
        told["comment"] = grade.comment
    return told
