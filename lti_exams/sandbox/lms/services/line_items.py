"""Assignment and Grade Services: the columns."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpResponse

from lti_exams.sandbox.lms import answers, grading, ledger, reading
from lti_exams.sandbox.lms.errors import Refusal
from lti_exams.sandbox.lms.models import LineItem, Link
from lti_exams.sandbox.lms.platform import addresses
from lti_exams.sandbox.lms.platform import vocabulary as words
from lti_exams.sandbox.lms.services.access import Call

FILTERS = {
    "resource_link_id": "link__link_id",
    "resource_id": "resource_id",
    "tag": "tag",
}
TEXTS = {"label": "label", "resourceId": "resource_id", "tag": "tag"}
TIMES = {"startDateTime": "starts", "endDateTime": "ends"}


def visible_to(call: Call) -> QuerySet[LineItem]:
    """Return the columns of this course that the calling tool may see."""
    mine = Q(tool=call.tool)
    if not call.profile.hides_foreign_columns:
        mine |= Q(link__deployment__tool=call.tool)
    return LineItem.objects.filter(mine, course=call.course).select_related(
        "course", "tool", "link"
    )


def find(call: Call, number: int) -> LineItem:
    """Return one column, if the calling tool may see it."""
    item = visible_to(call).filter(pk=number).first()
    if item is None:
        raise Refusal(404, "not-found", "There is no such line item.")
    return item


def list_all(call: Call) -> HttpResponse:
    """List the columns that match every filter."""
    answers.require_media_type(call.request, words.LINE_ITEMS_TYPE, call.profile)
    asked = call.request.GET
    filters = {column: asked[name] for name, column in FILTERS.items() if name in asked}
    everything = list(visible_to(call).filter(**filters))
    page, link = answers.page_of(call.request, everything, call.profile.line_item_paging)
    shown = [told(item, call) for item in page]
    return answers.with_link(answers.thing(shown, words.LINE_ITEMS_TYPE), link)


@transaction.atomic
def create(call: Call) -> HttpResponse:
    """Add a column; asking twice makes two, as everywhere."""
    answers.require_media_type(call.request, words.LINE_ITEM_TYPE, call.profile)
    item = LineItem(course=call.course, tool=call.tool)
    _fill(item, answers.json_body(call.request), call)
    item.save()
    _note("line-item.created", item, call)
    return answers.thing(told(item, call), words.LINE_ITEM_TYPE, status=201)


def read(call: Call, number: int) -> HttpResponse:
    """Show one column."""
    answers.require_media_type(call.request, words.LINE_ITEM_TYPE, call.profile)
    return answers.thing(told(find(call, number), call), words.LINE_ITEM_TYPE)


@transaction.atomic
def replace(call: Call, number: int) -> HttpResponse:
    """Replace one column; its link stays what it was."""
    answers.require_media_type(call.request, words.LINE_ITEM_TYPE, call.profile)
    item = find(call, number)
    kept = item.link
    _fill(item, answers.json_body(call.request), call)
    item.link = kept
    item.save()
    _note("line-item.replaced", item, call)
    return answers.thing(told(item, call), words.LINE_ITEM_TYPE)


def delete(call: Call, number: int) -> HttpResponse:
    """Delete one column with everything in it."""
    item = find(call, number)
    grading.delete_column(item, client_id=call.tool.client_id, now=call.now)
    return HttpResponse(status=204)


def told(item: LineItem, call: Call) -> dict[str, Any]:
    """Return a column in the words of the specification."""
    words_for = {
        "resourceId": item.resource_id,
        "tag": item.tag,
        "resourceLinkId": item.link.link_id if item.link else "",
        "startDateTime": item.starts,
        "endDateTime": item.ends,
        "gradesReleased": item.grades_released,
        "submissionReview": item.submission_review,
    }
    return {
        "id": addresses.of_line_item(item, call.profile),
        "label": item.label,
        "scoreMaximum": item.score_maximum,
        **{name: value for name, value in words_for.items() if value is not None and value != ""},
    }


def _fill(item: LineItem, body: dict[str, Any], call: Call) -> None:
    if not reading.text(body, "label").strip():
        raise Refusal(400, "bad-request", "A label is required.")
    item.score_maximum = reading.number(body, "scoreMaximum") or 0
    if item.score_maximum <= 0:
        raise Refusal(400, "bad-request", "scoreMaximum must be above 0.")
    for name, column in (TEXTS | TIMES).items():
        setattr(item, column, reading.text(body, name))
    item.grades_released = body.get("gradesReleased")
    item.submission_review = reading.mapping(body, "submissionReview") or None
    item.link = _link_named(body.get("resourceLinkId"), call)


def _link_named(link_id: object, call: Call) -> Link | None:
    if link_id is None:
        return None
    found = Link.objects.filter(
        link_id=str(link_id), course=call.course, deployment__tool=call.tool
    ).first()
    if found is None:
        raise Refusal(404, "not-found", "There is no such resource link of this tool.")
    return found


def _note(kind: str, item: LineItem, call: Call) -> None:
    ledger.write(
        kind,
        at=call.now,
        client_id=call.tool.client_id,
        line_item=str(item.pk),
        details={"label": item.label, "resource_id": item.resource_id, "tag": item.tag},
    )
