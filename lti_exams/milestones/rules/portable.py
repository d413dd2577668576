"""The requirements of a course as a document that another course can take. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.milestones.rules.awards import WhenLost
from lti_exams.milestones.rules.conditions import Condition, from_document
from lti_exams.milestones.rules.subjects import Subject, SubjectKind
from lti_exams.milestones.rules.trees import Mode

VERSION = 1
# One milestone for a thing that others need, however many need it and in whichever language.
PREREQUISITE = "prerequisite"
# No course asks for more; reading more would only keep others waiting.
MOST_LINES = 1_000
# What is a course, or its list, goes by the key of the course.
_OF_A_COURSE = (SubjectKind.COURSE, SubjectKind.QUALIFICATION)


class DocumentRefused(LtiExamsError):
    """A document holds no requirements that we can read."""

    code = "milestone-document-invalid"


@dataclass(frozen=True, slots=True)
class Mapped:
    """What becomes of names in the new course: keys of subjects, and namespaces of milestones.

    What is not named stays as it is.
    """

    course: str
    subjects: Mapping[str, str] = field(default_factory=dict)
    namespaces: Mapping[str, str] = field(default_factory=dict)

    def subject(self, told: object, *, old_course: str) -> Subject:
        """Return the subject that takes the place of one in a document, such as `exam:12`."""
        kind, _, key = _text(told, "subject").partition(":")
        is_old = kind in _OF_A_COURSE and key == old_course
        new = self.course if is_old else self.subjects.get(f"{kind}:{key}", key)
        return Subject.named(f"{kind}:{new}")

    def name(self, namespace: object, name: object, *, old_course: str) -> tuple[str, str]:
        """Return the namespace and the name of a milestone here.

        One that stands for the completion of something stands for what takes its place.
        """
        of, told = _text(namespace, "namespace"), _text(name, "name")
        if of == PREREQUISITE:
            return of, str(self.subject(told, old_course=old_course))
        return self.namespaces.get(of, of), told


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One requirement, group or fulfilment of a document, mapped to the new course."""

    side: str
    subject: Subject
    name: tuple[str, str] | None
    condition: Condition
    kind: str
    old: str
    mode: Mode | None = None
    count: int | None = None
    parts: tuple["Line", ...] = ()
    when_lost: WhenLost = WhenLost.TAKE_BACK
    holds_for_days: int | None = None


def read_lines(document: object, mapped: Mapped) -> list[Line]:
    """Read a document, with its names mapped; nothing of it is believed."""
    if not isinstance(document, Mapping) or document.get("version") != VERSION:
        raise DocumentRefused(why="it is of no version that we know")
    old = _text(document.get("course"), "course")
    asks = [_requirement(one, mapped, old) for one in _list(document, "requirements")]
    gives = [_fulfilment(one, mapped, old) for one in _list(document, "fulfilments")]
    if sum(_size(one) for one in asks) > MOST_LINES:
        raise DocumentRefused(why=f"requirements are more than {MOST_LINES}")
    return [*asks, *gives]


def _size(line: Line) -> int:
    return 1 + sum(_size(part) for part in line.parts)


def read_milestones(document: Mapping[str, Any], mapped: Mapped) -> list[dict[str, Any]]:
    """Return the milestones of a document, in their new namespaces."""
    old = _text(document.get("course"), "course")
    return [
        {
            **_named(mapped.name(one.get("namespace"), one.get("name"), old_course=old)),
            "display_name": _text(one.get("display_name", ""), "display_name"),
            "description": _text(one.get("description", ""), "description"),
            "is_given_by_hand": one.get("is_given_by_hand") is True,
        }
        for one in _list(document, "milestones")
    ]


def _named(name: tuple[str, str]) -> dict[str, str]:
    return {"namespace": name[0], "name": name[1]}


def _requirement(told: Mapping[str, Any], mapped: Mapped, old: str) -> Line:
    mode = told.get("mode")
    if mode is not None and mode not in list(Mode):
        raise DocumentRefused(why="a group is of no known mode")
    count = told.get("count")
    if count is not None and type(count) is not int:
        raise DocumentRefused(why="a count is no number")
    return Line(
        side="requires",
        mode=Mode(mode) if mode else None,
        count=count,
        parts=tuple(_requirement(one, mapped, old) for one in _list(told, "parts")),
        **_common(told, mapped, old),
    )


def _fulfilment(told: Mapping[str, Any], mapped: Mapped, old: str) -> Line:
    lost, days = told.get("when_lost", WhenLost.TAKE_BACK), told.get("holds_for_days")
    if lost not in list(WhenLost) or (days is not None and type(days) is not int):
        raise DocumentRefused(why="a fulfilment cannot be like this")
    return Line(
        side="fulfils",
        when_lost=WhenLost(lost),
        holds_for_days=days,
        **_common(told, mapped, old),
    )


def _common(told: Mapping[str, Any], mapped: Mapped, old: str) -> dict[str, Any]:
    name = told.get("milestone")
    return {
        "subject": mapped.subject(told.get("subject"), old_course=old),
        "name": _name(name, mapped, old) if name is not None else None,
        "condition": from_document(told.get("condition", {})),
        "kind": _text(told.get("kind"), "kind"),
        "old": _text(told.get("subject"), "subject"),
    }


def _name(told: object, mapped: Mapped, old: str) -> tuple[str, str]:
    if not isinstance(told, list) or len(told) != 2:
        raise DocumentRefused(why="a milestone is not named by its namespace and its name")
    return mapped.name(told[0], told[1], old_course=old)


def _list(told: Mapping[str, Any], name: str) -> list[Any]:
    found = told.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise DocumentRefused(why=f"{name} is no list of objects")
    if len(found) > MOST_LINES:
        raise DocumentRefused(why=f"{name} are more than {MOST_LINES}")
    return found


def _text(told: object, name: str) -> str:
    if not isinstance(told, str):
        raise DocumentRefused(why=f"{name} is no text")
    return told
