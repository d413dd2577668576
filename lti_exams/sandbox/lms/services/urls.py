"""The services' addresses; the ending `/lineitem` is how some LMSs write theirs."""

from django.urls import path, re_path

from lti_exams.sandbox.lms.platform import vocabulary as words
from lti_exams.sandbox.lms.services import line_items, members, results, scores
from lti_exams.sandbox.lms.services.access import service

COLUMN = r"^ags/(?P<course>[-\w]+)/lineitems/(?P<number>\d{1,12})"

one_line_item = service(
    GET=(words.SCOPE_LINE_ITEM_READ, line_items.read),
    PUT=(words.SCOPE_LINE_ITEM, line_items.replace),
    DELETE=(words.SCOPE_LINE_ITEM, line_items.delete),
)
every_line_item = service(
    GET=(words.SCOPE_LINE_ITEM_READ, line_items.list_all),
    POST=(words.SCOPE_LINE_ITEM, line_items.create),
)

urlpatterns = [
    path("ags/<slug:course>/lineitems", every_line_item, name="line-items"),
    path("ags/<slug:course>/lineitems/<int:number>", one_line_item, name="line-item"),
    re_path(COLUMN + r"/lineitem$", one_line_item, name="line-item-suffixed"),
    re_path(
        COLUMN + r"(?:/lineitem)?/scores$",
        service(POST=(words.SCOPE_SCORE, scores.receive)),
        name="scores",
    ),
    re_path(
        COLUMN + r"(?:/lineitem)?/results$",
        service(GET=(words.SCOPE_RESULT_READ, results.list_all)),
        name="results",
    ),
    path(
        "members/<slug:course>",
        service(GET=(words.SCOPE_MEMBERS, members.list_all)),
        name="members",
    ),
]
