"""What we believe that an LMS has, held against what it has. It asks the LMS and writes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from time import monotonic

from lti_exams.grades.lti import RESULTS, SCOPES, Ags, NotAnswered
from lti_exams.grades.models import Channel, Column, Outcome
from lti_exams.grades.rules.deciding import OutcomeState
from lti_exams.grades.rules.results import Shown, agrees
from lti_exams.grades.sending.channels import adapter_of
from lti_exams.grades.sending.claims import mark_in
from lti_exams.grades.sending.deliver import make_channels
from lti_exams.launches.api import Course
from lti_exams.platforms import api as platforms


class Differs(StrEnum):
    """How an LMS differs from what we believe."""

    MISSING = "missing"
    ANOTHER = "another-value"
    UNASKED = "value-we-did-not-send"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One person of whom an LMS shows something else, on the scale of its column."""

    outcome: Outcome
    how: Differs
    ours: float | None
    theirs: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What was held against each other in one column; without an answer, why there is none."""

    column: Column
    people: int = 0
    differences: tuple[Difference, ...] = ()
    not_answered: str = ""


def compare(course: Course, *, now: datetime) -> Iterator[Compared]:
    """Read every column of a course from its LMS. Call it outside a transaction."""
    make_channels()
    columns = Column.objects.filter(link__course=course).exclude(url="").select_related("link")
    channel = Channel.objects.select_related("platform").get(platform=course.deployment.platform_id)
    ags = ags_of(channel, now=now)
    for column in columns:
        yield _compared(ags, column)


def ags_of(channel: Channel, *, now: datetime) -> Ags:
    """Return the gradebook of an LMS, from this moment on."""
    began = monotonic()
    line = platforms.Line(channel.platform, SCOPES)
    return Ags(line, adapter_of(channel), lambda: now + timedelta(seconds=monotonic() - began))


def _compared(ags: Ags, column: Column) -> Compared:
    try:
        if not ags.may(RESULTS):
            return Compared(column=column, not_answered="scope-refused")
        shown = ags.results(column.url)
    except NotAnswered as stop:
        return Compared(column=column, not_answered=stop.meaning.value)
    told = Outcome.objects.filter(link=column.link_id).select_related("person", "link")
    settled = told.filter(state=OutcomeState.DELIVERED.value)
    found = [_difference(one, shown, clips=ags.adapter.clips) for one in settled]
    differences = tuple(one for one in found if one is not None)
    return Compared(column=column, people=len(found), differences=differences)


def _difference(outcome: Outcome, shown: Mapping[str, Shown], *, clips: bool) -> Difference | None:
    theirs, mark = shown.get(outcome.person.sub), mark_in(outcome.written)
    if agrees(theirs, mark, clips=clips):
        return None
    maximum = theirs.maximum if theirs else None
    value = theirs.score if theirs else None
    how = Differs.UNASKED if mark is None else Differs.MISSING if value is None else Differs.ANOTHER
    ours = None if mark is None else float(mark.ratio * (maximum or mark.maximum // 10_000))
    return Difference(
        outcome=outcome, how=how, ours=ours, theirs=None if value is None else float(value)
    )
