"""When a course is completed, so written that another course can read it. Pure.

A question names a milestone by its namespace and name, and what is completed by what people or the
LMS call it: `{"exam": "midterm"}`, `{"link": "…"}`, `{"content-item": "week-1"}`, and with `of` the
course that it is in, where that is another one. A course itself goes by an empty name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from lti_exams.kernel.condition_documents import MAX_DEPTH, MAX_SIZE, ConditionRefused
from lti_exams.milestones.rules.courses import COMPLETED, HELD
from lti_exams.milestones.rules.portable import DocumentRefused, Mapped
from lti_exams.milestones.rules.subjects import SubjectKind, is_storable

_OF = "of"
_HOW = ("minimum_score", "minimum_completion", "verified")
_KINDS = [kind.value for kind in SubjectKind]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a rule: a milestone by its name here, or something by what it is called."""

    milestone: tuple[str, str] | None = None
    # What the milestone was called before it was mapped.
    old: str = ""
    kind: SubjectKind | None = None
    key: str = ""
    of: str = ""
    how: Mapping[str, Any] = field(default_factory=dict, compare=False)


def read_questions(rule: object, mapped: Mapped, *, old_course: str) -> list[Question]:
    """Return every question of a rule in its order; nothing of it is believed."""
    found: list[Question] = []

    def note(leaf: Mapping[str, Any]) -> Mapping[str, Any]:
        found.append(_question(leaf, mapped, old_course))
        return {}

    changed(rule, note)
    return found


def asked_anew(rule: object, abouts: Iterable[Mapping[str, Any]]) -> Any:
    """Return a rule with these in the place of what its questions are about, in their order."""
    told = iter(abouts)
    return changed(rule, lambda _leaf: next(told))


def changed(rule: object, about: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Any:
    """Return a rule whose questions are about something else."""
    return _changed(rule, about, depth=1, parts=count(1))


def _changed(
    rule: object,
    about: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    *,
    depth: int,
    parts: Iterator[int],
) -> Any:
    # It is walked before anybody read it, so it may be of any shape.
    if depth > MAX_DEPTH:
        raise ConditionRefused("condition-too-deep", limit=MAX_DEPTH)
    if next(parts) > MAX_SIZE:
        raise ConditionRefused("condition-too-large", limit=MAX_SIZE)
    if not isinstance(rule, Mapping):
        raise DocumentRefused(why="a part of the rule is no object")
    if "ask" in rule:
        return {"ask": rule["ask"], "about": about(rule)}
    return {
        word: [_changed(one, about, depth=depth + 1, parts=parts) for one in inner]
        if isinstance(inner, list)
        else inner
        for word, inner in rule.items()
    }


def _question(leaf: Mapping[str, Any], mapped: Mapped, old_course: str) -> Question:
    about = leaf.get("about")
    if leaf.keys() != {"ask", "about"} or not isinstance(about, Mapping):
        raise DocumentRefused(why="a question of the rule has other keys")
    if leaf["ask"] == HELD:
        return _milestone(about, mapped, old_course)
    if leaf["ask"] == COMPLETED:
        return _completed(about)
    raise DocumentRefused(why="the rule asks a question that we do not know")


def _milestone(about: Mapping[str, Any], mapped: Mapped, old_course: str) -> Question:
    name = about.get("milestone")
    if about.keys() != {"milestone"} or not isinstance(name, list) or len(name) != 2:
        raise DocumentRefused(why="the rule names a milestone other than by namespace and name")
    texts = [_text(one) for one in name]
    return Question(milestone=mapped.name(*texts, old_course=old_course), old=texts[1])


def _completed(about: Mapping[str, Any]) -> Question:
    named = [kind for kind in _KINDS if kind in about]
    if len(named) != 1 or not about.keys() <= {*named, _OF, *_HOW}:
        raise DocumentRefused(why="the rule does not say of what it asks")
    return Question(
        kind=SubjectKind(named[0]),
        key=_text(about[named[0]]),
        of=_text(about.get(_OF, "")),
        how={name: about[name] for name in _HOW if name in about},
    )


def _text(told: object) -> str:
    if not isinstance(told, str) or not is_storable(told):
        raise DocumentRefused(why="a name in the rule is no text")
    return told


def written(question: Question) -> dict[str, Any]:
    """Return what a question is about, as a document has it."""
    if question.milestone is not None:
        return {"milestone": list(question.milestone)}
    assert question.kind is not None  # noqa: S101 - a question is about one or the other
    told = {question.kind.value: question.key, **question.how}
    return {**told, _OF: question.of} if question.of else told
