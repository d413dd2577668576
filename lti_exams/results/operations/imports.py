"""Files of results are taken over once they were looked at, and everything refused is kept."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lti_exams.audit import api as audit
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches import api as launches
from lti_exams.results.models import Column, Import
from lti_exams.results.operations.columns import define_column
from lti_exams.results.operations.looking import Change, Preview, preview_import
from lti_exams.results.operations.recording import Told, record
from lti_exams.results.rules.columns import ColumnDefinition, Source

_ERRORS_KEPT = 1_000


class FileChanged(LtiExamsError):
    """The file that is taken over is not the one that was looked at."""

    code = "results-file-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """A file as it is taken over: which was looked at, and what becomes of unknown columns."""

    data: bytes
    name: str = ""
    sha256: str = ""
    new_columns: Mapping[str, ColumnDefinition] = field(default_factory=dict)


def import_results(
    course: launches.Course, taking: Taking, *, by: str, now: datetime
) -> tuple[Import, Preview]:
    """Take over what of a file can be read, and keep what could not."""
    if taking.sha256 not in ("", hashlib.sha256(taking.data).hexdigest()):
        raise FileChanged
    looked = preview_import(course, taking.data)
    for name in looked.unknown:
        if name in taking.new_columns:
            define_column(course, taking.new_columns[name], by=by, now=now)
    if taking.new_columns:
        looked = preview_import(course, taking.data)
    taken = record(_told(looked.changes, by, now), now=now)
    Column.objects.filter(pk__in=[one.pk for one in looked.columns.values()]).update(known_at=now)
    return _kept(course, taking, looked, taken, by=by, now=now), looked


def _told(changes: Sequence[Change], by: str, now: datetime) -> Iterator[Told]:
    for change in changes:
        yield Told(
            column_id=change.column.pk,
            person_id=change.person.pk,
            points=change.after.points,
            said_passing=change.after.said_passing,
            source=Source.FILE,
            as_of=now,
            by=by,
        )


def _kept(
    course: launches.Course, taking: Taking, looked: Preview, taken: int, *, by: str, now: datetime
) -> Import:
    refused = [[one.line, one.column, one.why] for one in looked.errors[:_ERRORS_KEPT]]
    made = Import.objects.create(
        course=course,
        name=taking.name[:255],
        sha256=looked.sha256,
        by=by,
        at=now,
        taken=taken,
        refused=refused,
    )
    audit.record(
        actor=by,
        action="results-imported",
        subject=f"course:{course.pk}",
        now=now,
        after={"import": made.pk, "taken": taken, "refused": len(looked.errors)},
    )
    return made
