"""Line items as AGS writes them, and what a tool may say of one. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lti_exams.assessments.errors import LineItemRefused, MessageRefused
from lti_exams.assessments.rules.messages import points_in

_LINK = re.compile(r"([1-9][0-9]{0,17})-([1-9][0-9]{0,8})")
_LONGEST = 255
MOST_PER_LINK = 20


@dataclass(frozen=True, slots=True)
class Link:
    """A resource link in front of a tool: one sitting number of one exam."""

    exam: int
    sitting: int

    def __str__(self) -> str:
        return f"{self.exam}-{self.sitting}"


def link_of(text: str) -> Link | None:
    """Read a link from an address."""
    found = _LINK.fullmatch(text)
    return Link(int(found[1]), int(found[2])) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLineItem:
    """What a tool says of a line item."""

    label: str
    maximum: int
    resource_id: str
    tag: str


def read(said: Mapping[str, object], *, link: Link) -> NewLineItem:
    """Read a line item that a tool wants, for this link and no other."""
    if said.get("resourceLinkId", str(link)) != str(link):
        raise LineItemRefused("line-item-invalid", field="resourceLinkId", why="not of this link")
    label = _text(said, "label")
    if not label.strip():
        raise LineItemRefused("line-item-invalid", field="label", why="missing")
    return NewLineItem(
        label=label,
        maximum=_maximum(said),
        resource_id=_text(said, "resourceId"),
        tag=_text(said, "tag"),
    )


def _maximum(said: Mapping[str, object]) -> int:
    try:
        maximum = points_in(said, "scoreMaximum")
    except MessageRefused as error:
        raise LineItemRefused("line-item-invalid", **error.values) from error
    if not maximum:
        raise LineItemRefused("line-item-invalid", field="scoreMaximum", why="not above zero")
    return maximum


def _text(said: Mapping[str, object], name: str) -> str:
    value = said.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST or "\x00" in value:
        why = f"not a text of at most {_LONGEST} characters"
        raise LineItemRefused("line-item-invalid", field=name, why=why)
    return value
