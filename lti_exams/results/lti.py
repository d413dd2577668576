"""Assignment and Grade Services, read: the columns that an LMS lets us see, and what is in them.

Many LMSs show a tool only the columns that it made itself. Whatever we are not shown comes by file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.points import PointsRefused, scaled
from lti_exams.launches import api as launches
from lti_exams.platforms import api as platforms
from lti_exams.results.rules.columns import MOST_POINTS

_SCOPES = "https://purl.imsglobal.org/spec/lti-ags/scope/"
LINE_ITEM = _SCOPES + "lineitem"
LINE_ITEM_READ = _SCOPES + "lineitem.readonly"
RESULT_READ = _SCOPES + "result.readonly"
_LINE_ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
_RESULTS = "application/vnd.ims.lis.v2.resultcontainer+json"


class GradebookNotOffered(LtiExamsError):
    """The LMS never let us read columns or results in this course."""

    code = "gradebook-not-offered"


class GradebookUnreadable(LtiExamsError):
    """What the LMS sent is no list of columns or results."""

    code = "gradebook-unreadable"


@dataclass(frozen=True, slots=True)
class LineItem:
    """A column of the LMS."""

    url: str
    label: str
    maximum: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What the LMS says of one person in a column; points on the scale of that column."""

    sub: str
    points: int | None


def read_line_items(link: launches.Link, *, now: datetime) -> list[LineItem]:
    """Read the columns that this LMS shows us in the course of a link."""
    scope = next((s for s in (LINE_ITEM_READ, LINE_ITEM) if s in link.ags_scopes), "")
    if not link.line_items_url or not scope or RESULT_READ not in link.ags_scopes:
        raise GradebookNotOffered
    platform = link.deployment.platform
    answers = platforms.pages(
        platform, link.line_items_url, scope=scope, accept=_LINE_ITEMS, now=now
    )
    return [item for answer in answers for item in _line_items(answer.json())]


def read_marks(platform: platforms.Platform, item: LineItem, *, now: datetime) -> Iterator[Mark]:
    """Read everybody's result in a column, page by page."""
    path, question, query = item.url.partition("?")
    # Some LMSs (Moodle) keep a part of the address of a column in its query.
    url = f"{path.rstrip('/')}/results{question}{query}"
    for answer in platforms.pages(platform, url, scope=RESULT_READ, accept=_RESULTS, now=now):
        for told in _list(answer.json()):
            if isinstance(told, dict):
                yield from _mark(told, item)


def _line_items(document: object) -> Iterator[LineItem]:
    for told in _list(document):
        if not isinstance(told, dict):
            raise GradebookUnreadable(why="a column is no object")
        url, label = told.get("id"), told.get("label")
        if not isinstance(url, str) or not 0 < len(url) <= 2000:
            raise GradebookUnreadable(why="a column has no address")
        maximum = _points(told.get("scoreMaximum"))
        # What is out of the range of points cannot be kept, and keeps no other column from it.
        if maximum and maximum <= MOST_POINTS:
            title = label.strip()[:255] if isinstance(label, str) else ""
            yield LineItem(url, title or url[:255], maximum)


def _mark(told: dict[str, object], item: LineItem) -> Iterator[Mark]:
    sub = told.get("userId")
    if not isinstance(sub, str | int) or not 0 < len(str(sub)) <= 255:
        return
    score, of = _points(told.get("resultScore")), _points(told.get("resultMaximum", 1))
    if score is None or not of:
        yield Mark(str(sub), None)
    else:
        points = int((Decimal(score) * item.maximum / of).to_integral_value())
        yield Mark(str(sub), points if points <= MOST_POINTS else None)


def _points(value: object) -> int | None:
    """Return scaled points; what is no number of points, or below zero, is none."""
    if not isinstance(value, int | float):
        return None
    try:
        points = scaled(value)
    except PointsRefused:
        return None
    return points if points >= 0 else None


def _list(document: object) -> list[object]:
    if not isinstance(document, list):
        raise GradebookUnreadable(why="it is no list")
    return document
