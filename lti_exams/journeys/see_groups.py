"""What a gate asks, as a tree: whoever needs any one of three is not told to get all three."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from lti_exams.kernel.conditions import Any as AnyOf
from lti_exams.kernel.conditions import AtLeast, Leaf, Verdict
from lti_exams.milestones import api as milestones

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One thing that is asked, with what is said of it; or a group of such parts."""

    is_met: bool
    seen: T | None = None
    mode: milestones.Mode = milestones.Mode.ALL
    count: int | None = None
    parts: tuple["Part[T]", ...] = ()

    @property
    def is_lost(self) -> bool:
        """Tell whether this is a group that nobody can meet any more."""
        return self.seen is None and not self.parts


def parts_of(gate: milestones.Gate, seen: Mapping[int, T]) -> tuple[Part[T], ...]:
    """Return what a gate asks. Of a group that is met, what is not met matters no more."""
    subjects = [one for one in gate.verdict.parts if not isinstance(one.condition, Leaf)]
    return tuple(_part(one, seen) for subject in subjects for one in subject.parts)


def _part(verdict: Verdict, seen: Mapping[int, T]) -> Part[T]:
    condition = verdict.condition
    if isinstance(condition, Leaf):
        return Part(verdict.met, seen[int(condition["requirement"])])
    mode, count = milestones.Mode.ALL, None
    if isinstance(condition, AtLeast):
        mode, count = milestones.Mode.AT_LEAST, condition.count
    elif isinstance(condition, AnyOf):
        mode = milestones.Mode.ANY
    return Part(verdict.met, None, mode, count, tuple(_inner(verdict, seen)))


def _inner(verdict: Verdict, seen: Mapping[int, T]) -> Iterator[Part[T]]:
    for one in verdict.parts:
        if one.met or not verdict.met:
            yield _part(one, seen)


def told_parts(gate: milestones.Gate) -> frozenset[str]:
    """Return in words what is missing: a group is one thing, whatever is in it."""
    told = {one.requirement: milestones.told(one) for one in gate.reasons}
    return frozenset(_told(one) for one in parts_of(gate, told) if not (one.is_met or one.is_lost))


def _told(part: Part[str]) -> str:
    if part.seen is not None:
        return part.seen
    words = milestones.told_group(part.mode, part.count)
    inner = [_told(one) for one in part.parts if not (one.is_met or one.is_lost)]
    return " ".join([f"{words}:", *inner])
