"""What an exam's definition must look like; each fault is told by the name of its field. Pure."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from lti_exams.exams.rules.allowances import check_instant
from lti_exams.exams.rules.kinds import (
    NEEDS_A_VENDOR,
    TAKES_NO_VENDOR,
    Counting,
    GradePolicy,
    Kind,
    LatePolicy,
    SecondDevice,
)
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.kernel.points import MAX_POINTS, SCALE

LONGEST_LIMIT = 366 * 24 * 3600
LONGEST_GRACE = 24 * 3600
MOST_ATTEMPTS = 1_000
LONGEST_TEXT = 20_000
_SLUG = re.compile(r"[A-Za-z0-9._:@+~-]{1,255}")
_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}:[\x21-\x7e]{1,200}")


class ExamRefused(LtiExamsError):
    """A definition makes no sense. The values name the first field and list all faults."""

    code = "exam-invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """Everything that staff decide about an exam."""

    slug: str
    title: str
    kind: Kind
    vendor: str = ""
    assessment: str = ""
    limit_seconds: int | None = None
    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None
    grace_seconds: int = 60
    late_policy: LatePolicy = LatePolicy.COUNTS
    attempts_allowed: int | None = 1
    counting: Counting = Counting.BEST
    maximum_points: int = 100 * SCALE
    instructions: str = ""
    review_policy: str = ""
    may_opt_out: bool = False
    hide_after_due: bool = False
    rejected_policy: GradePolicy = GradePolicy.ZERO
    timed_out_policy: GradePolicy = GradePolicy.WITHHELD
    second_device: SecondDevice = SecondDevice.TAKES_OVER
    pause_limit_seconds: int | None = 1_800
    is_active: bool = True
    access_rules: tuple[dict[str, Any], ...] = field(default=())


Fault = tuple[str, str]


def is_key(text: str) -> bool:
    """Tell whether a text names something of another app: a kind and a key."""
    return _KEY.fullmatch(text) is not None


_BOUNDS: dict[str, tuple[int, int]] = {
    "limit_seconds": (1, LONGEST_LIMIT),
    "grace_seconds": (0, LONGEST_GRACE),
    "attempts_allowed": (1, MOST_ATTEMPTS),
    "maximum_points": (1, MAX_POINTS * SCALE),
    "pause_limit_seconds": (1, LONGEST_LIMIT),
}
_LENGTHS = {"title": 255, "instructions": LONGEST_TEXT, "review_policy": LONGEST_TEXT}


def faults(definition: Definition) -> tuple[Fault, ...]:
    """Return every fault: the field, and what is wrong with it."""
    return tuple(fault for look in _LOOKS for fault in look(definition))


def check_definition(definition: Definition) -> None:
    """Refuse a definition that has faults."""
    found = faults(definition)
    if found:
        raise ExamRefused(field=found[0][0], why=found[0][1], faults=found)


def _names(definition: Definition) -> Iterator[Fault]:
    if not _SLUG.fullmatch(definition.slug):
        yield "slug", "not 1 to 255 letters, digits or . _ : @ + ~ -"
    if not definition.title.strip():
        yield "title", "empty"
    for name, longest in _LENGTHS.items():
        text = getattr(definition, name)
        if len(text) > longest or "\x00" in text:
            yield name, f"longer than {longest} characters, or no text"


def _numbers(definition: Definition) -> Iterator[Fault]:
    for name, (least, most) in _BOUNDS.items():
        number = getattr(definition, name)
        if number is not None and not least <= number <= most:
            yield name, f"not between {least} and {most}"


def _dates(definition: Definition) -> Iterator[Fault]:
    names = ("opens_at", "due_at", "closes_at")
    given = [(name, date) for name in names if (date := getattr(definition, name)) is not None]
    for name, date in given:
        try:
            check_instant(date, field=name, error=ExamRefused)
        except ExamRefused as fault:
            yield name, str(fault.values["why"])
            return
    for (earlier, first), (later, second) in pairwise(given):
        if second < first or (second == first and earlier == "opens_at"):
            yield later, f"not after {earlier}"


def _keys(definition: Definition) -> Iterator[Fault]:
    for name in ("vendor", "assessment"):
        key = getattr(definition, name)
        if key and not is_key(key):
            yield name, "not a kind and a key"
    if definition.kind in NEEDS_A_VENDOR and not definition.vendor:
        yield "vendor", f"needed for a {definition.kind} exam"
    if definition.kind in TAKES_NO_VENDOR and definition.vendor:
        yield "vendor", f"not for a {definition.kind} exam"


_LOOKS: tuple[Callable[[Definition], Iterator[Fault]], ...] = (_names, _numbers, _dates, _keys)
