"""What a tool's Deep Linking response offers: one link that an exam can open, or nothing. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lti_exams.assessments.errors import ContentRefused, MessageRefused
from lti_exams.assessments.rules.messages import points_in
from lti_exams.kernel.origins import LONGEST_URL, origin_of

_LONGEST = 255
_MOST_CUSTOM = 50
_LONGEST_CUSTOM = 1_000
_LINK = "ltiResourceLink"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The link that somebody chose in a tool."""

    title: str = ""
    address: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)
    resource_id: str = ""
    tag: str = ""
    maximum: int | None = None


def content_in(items: object, *, origins: set[str]) -> Content | None:
    """Return the one link among what was chosen; None where the choice was cancelled."""
    if not isinstance(items, list):
        raise ContentRefused(why="no list of items")
    if not items:
        return None
    if len(items) != 1:
        raise ContentRefused(why="more than one item")
    item = items[0]
    if not isinstance(item, dict) or item.get("type") != _LINK:
        raise ContentRefused(why="not a link that can be launched")
    line_item = item.get("lineItem")
    line = line_item if isinstance(line_item, dict) else {}
    return Content(
        title=_text(item, "title"),
        address=_address(item, origins),
        custom=_custom(item.get("custom")),
        resource_id=_text(line, "resourceId"),
        tag=_text(line, "tag"),
        maximum=_maximum(line),
    )


def _address(item: Mapping[str, object], origins: set[str]) -> str:
    url = item.get("url")
    if url is None:
        return ""
    if not isinstance(url, str) or len(url) > LONGEST_URL or not url.isprintable():
        raise ContentRefused(why="its address cannot be read")
    if origin_of(url) not in origins:
        raise ContentRefused(why="its address is not at the tool")
    return url


def _custom(told: object) -> dict[str, str]:
    custom = {} if told is None else told
    if not isinstance(custom, dict) or len(custom) > _MOST_CUSTOM:
        raise ContentRefused(why="its custom parameters are not texts by names")
    if not all(isinstance(value, str) for value in custom.values()):
        raise ContentRefused(why="its custom parameters are not texts by names")
    return {name: value[:_LONGEST_CUSTOM] for name, value in custom.items()}


def _maximum(line: Mapping[str, object]) -> int | None:
    try:
        return points_in(line, "scoreMaximum") or None
    except MessageRefused as error:
        raise ContentRefused(why="its maximum is no number of points") from error


def _text(told: Mapping[str, object], name: str) -> str:
    value = told.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ContentRefused(why=f"{name} is no text")
    return value[:_LONGEST]
