"""The list of those who watch an exam."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from lti_exams.proctoring.errors import ProctorRefused
from lti_exams.proctoring.models import Proctor
from lti_exams.proctoring.rules.words import Part

_MOST_ROWS = 2_000
_LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: whom the LMS calls so, in which part, for which exam."""

    line: int
    sub: str
    part: Part
    slug: str


def read_list(text: str) -> Iterator[Row]:
    """Read a CSV with the columns sub, part (proctor unless it says reviewer) and exam (or all)."""
    if len(text) > _LONGEST or "\x00" in text:
        raise ProctorRefused(field="csv", why="too long, or no text", line=0)
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if "sub" not in (reader.fieldnames or ()):
        raise ProctorRefused(field="csv", why="no column named sub", line=1)
    for line, row in enumerate(reader, start=2):
        if line > _MOST_ROWS + 1:
            raise ProctorRefused(field="csv", why=f"more than {_MOST_ROWS} lines", line=line)
        part = (row.get("part") or Part.PROCTOR).strip()
        if part not in set(Part):
            raise ProctorRefused(field="part", why=f"line {line}: not proctor or reviewer")
        yield Row(line, (row["sub"] or "").strip(), Part(part), (row.get("exam") or "").strip())


@transaction.atomic
def list_proctor(
    course: launches.Course,
    exam: exams.Exam | None,
    person: launches.Person,
    part: Part,
    *,
    by: str,
    now: datetime,
) -> Proctor:
    """Put somebody on the list of an exam or of all exams of a course, or change their part."""
    if person.platform_id != course.deployment.platform_id:
        raise ProctorRefused(field="person", why="not a person of this LMS")
    listed, _ = Proctor.objects.update_or_create(
        course=course,
        exam=exam,
        person=person,
        defaults={"part": part.value, "listed_by": by, "listed_at": now},
    )
    _record("proctor.listed", listed, by=by, now=now)
    return listed


@transaction.atomic
def unlist_proctor(listed: Proctor, *, by: str, now: datetime) -> None:
    """Take somebody off a list."""
    _record("proctor.unlisted", listed, by=by, now=now)
    listed.delete()


def _record(action: str, listed: Proctor, *, by: str, now: datetime) -> None:
    audit.record(
        actor=by,
        action=action,
        subject=f"exam:{listed.exam_id}" if listed.exam_id else f"course:{listed.course_id}",
        after={"person": listed.person_id, "part": listed.part},
        now=now,
    )
