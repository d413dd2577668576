"""Assignment and Grade Services as a platform: what assessment tools read, make and score."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from lti_exams.assessments import api as assessments
from lti_exams.edge.views import method_not_allowed
from lti_exams.exams import api as exams
from lti_exams.journeys.receive_score import receive_score
from lti_exams.kernel.points import plain
from lti_exams.kernel.strictjson import strict_json
from lti_exams.lti.tools.problems import ServiceRequestRefused, body, caller, for_programs
from lti_exams.tools import api as tools

ITEM = "application/vnd.ims.lis.v2.lineitem+json"
ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
SCORE = "application/vnd.ims.lis.v1.score+json"
RESULTS = "application/vnd.ims.lis.v2.resultcontainer+json"
_READ = (tools.LINE_ITEM, tools.LINE_ITEM_READ)
_PAGE = 100


@for_programs
def line_items(request: HttpRequest, link: str) -> HttpResponse:
    """List the line items of a link, or make one more."""
    if request.method == "POST":
        return _made(request, link)
    if request.method != "GET":
        return method_not_allowed(request, "GET, POST")
    tool = caller(request, *_READ)
    found = _narrowed(request, link, assessments.items_of(tool, _link(link)))
    page, after = _page(request, found)
    return _answer([_item(one) for one in page], ITEMS, after)


def _made(request: HttpRequest, link: str) -> HttpResponse:
    tool, here = caller(request, tools.LINE_ITEM), _link(link)
    ours = assessments.items_of(tool, here).get(counts=True)
    new = assessments.read_line_item(_document(request, ITEM), link=here)
    made = assessments.make_item(ours, new, now=timezone.now())
    return _answer(_item(made), ITEM, status=201)


@for_programs
def line_item(request: HttpRequest, link: str, item: int) -> HttpResponse:
    """Show a line item; write one of the tool's own anew, or remove it."""
    if request.method == "GET":
        tool = caller(request, *_READ)
        return _answer(_item(assessments.item_of(tool, _link(link), item)), ITEM)
    if request.method not in ("PUT", "DELETE"):
        return method_not_allowed(request, "GET, PUT, DELETE")
    found = assessments.item_of(caller(request, tools.LINE_ITEM), _link(link), item)
    if request.method == "DELETE":
        assessments.remove_item(found)
        return HttpResponse(status=204)
    new = assessments.read_line_item(_document(request, ITEM), link=_link(link))
    return _answer(_item(assessments.change_item(found, new)), ITEM)


@for_programs
def scores(request: HttpRequest, link: str, item: int) -> HttpResponse:
    """Take a score: the completion of an attempt, or how far it is."""
    if request.method != "POST":
        return method_not_allowed(request, "POST")
    tool = caller(request, tools.SCORE)
    found = assessments.item_of(tool, _link(link), item)
    receive_score(tool, found, _document(request, SCORE), now=timezone.now())
    return HttpResponse(status=204)


@for_programs
def results(request: HttpRequest, link: str, item: int) -> HttpResponse:
    """List the scores that a line item has, as we hold them."""
    if request.method != "GET":
        return method_not_allowed(request, "GET")
    tool = caller(request, tools.RESULT_READ)
    found = assessments.item_of(tool, _link(link), item)
    page, after = _page(request, _sat(request, tool, found))
    return _answer([_result(tool, found, one) for one in page], RESULTS, after)


def _sat(
    request: HttpRequest, tool: tools.Tool, item: assessments.LineItem
) -> QuerySet[exams.Attempt]:
    held = assessments.sat_under(item).filter(points__isnull=False)
    # One that the tool made for itself holds no score of ours.
    held = held if item.counts else held.none()
    sub = request.GET.get("user_id")
    if sub is None:
        return held
    return held.filter(person=tools.person_behind(tool, sub))


def _link(text: str) -> assessments.Link:
    link = assessments.link_of(text)
    if link is None:
        raise assessments.NoSuchLineItem
    return link


def _document(request: HttpRequest, media_type: str) -> Mapping[str, Any]:
    if request.content_type != media_type:
        raise ServiceRequestRefused("service-media-type", why=media_type)
    said = strict_json(body(request))
    if not isinstance(said, dict):
        raise ServiceRequestRefused("service-body-unreadable")
    return said


def _narrowed(
    request: HttpRequest, link: str, items: QuerySet[assessments.LineItem]
) -> QuerySet[assessments.LineItem]:
    if request.GET.get("resource_link_id", link) != link:
        return items.none()
    wanted = {"resource_id": request.GET.get("resource_id"), "tag": request.GET.get("tag")}
    asked = {name: one for name, one in wanted.items() if one is not None}
    # What no column can hold is in no line item.
    is_text = all("\x00" not in one for one in asked.values())
    return items.filter(**asked) if is_text else items.none()


def _page(request: HttpRequest, rows: QuerySet[Any]) -> tuple[list[Any], str]:
    """Return some of the rows, and the address of the rest."""
    limit = min(_number(request, "limit", _PAGE) or _PAGE, _PAGE)
    begin = _number(request, "from", 0)
    page = list(rows[begin : begin + limit + 1])
    if len(page) <= limit:
        return page, ""
    query = urlencode({**request.GET.dict(), "from": begin + limit})
    return page[:limit], f"{settings.PUBLIC_ORIGIN}{request.path}?{query}"


def _number(request: HttpRequest, name: str, usual: int) -> int:
    told = request.GET.get(name, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else usual


def _answer(document: object, media_type: str, after: str = "", status: int = 200) -> HttpResponse:
    response = JsonResponse(document, safe=False, status=status, content_type=media_type)
    if after:
        response["Link"] = f'<{after}>; rel="next"'
    return response


def _item(item: assessments.LineItem) -> dict[str, object]:
    told = {
        "id": assessments.address_of(item),
        "scoreMaximum": float(plain(item.maximum)),
        "label": item.label,
        "resourceId": item.resource_id,
        "tag": item.tag,
        "resourceLinkId": str(assessments.Link(item.exam_id, item.sitting)),
    }
    return {name: value for name, value in told.items() if value != ""}


def _result(
    tool: tools.Tool, item: assessments.LineItem, attempt: exams.Attempt
) -> dict[str, object]:
    assert attempt.points is not None and attempt.maximum is not None  # noqa: S101, PT018 - filtered
    return {
        "id": f"{assessments.address_of(item)}/results/{attempt.pk}",
        "scoreOf": assessments.address_of(item),
        "userId": tools.pseudonym(tool, attempt.person),
        "resultScore": float(plain(attempt.points)),
        "resultMaximum": float(plain(attempt.maximum)),
    }
