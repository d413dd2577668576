"""A list as a file: CSV for spreadsheets, JSON for programs, XLSX for offices."""

import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from lti_exams.qualifications.lists.content import Content, Entry, Made
from lti_exams.results import api as results

_HEAD = ("user_id", "family_name", "given_name", "name", "qualifies", "note")


class Form(StrEnum):
    """In which form a list is made."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


_TYPES = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.JSON: "application/json",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class File:
    """What is handed over, byte by byte."""

    name: str
    type: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def file_of(content: Content, form: Form, made: Made) -> File:
    """Write a list in a form."""
    changes = "-changes" if content.since else ""
    name = f"final-exam-{content.course.pk}-{content.status.pk}{changes}.{form.value}"
    return File(name, _TYPES[form], _WRITERS[form](content, made))


def _header(content: Content) -> list[str]:
    return [*_HEAD, "before"] if content.since else list(_HEAD)


def _rows(content: Content) -> Iterator[list[str]]:
    for one in content.entries:
        person = one.person
        names = (person.sub, person.family_name, person.given_name, person.name)
        before = [one.before.value if one.before else ""] if content.since else []
        yield [*names, one.mark.value, _note(one), *before]


def _note(entry: Entry) -> str:
    """Say what the rule does not; why it was decided so stays inside the house."""
    if entry.is_single:
        return "decided about this student alone"
    return "qualified in an earlier term" if entry.is_carried else ""


def _csv(content: Content, made: Made) -> bytes:
    """Write a table; a row has no margin, so each row says for whom and when it was made."""
    whose = [made.by, made.at.isoformat()]
    rows = ([*row, *whose] for row in _rows(content))
    return results.write_table([*_header(content), "made_for", "made_at"], rows)


def _json(content: Content, made: Made) -> bytes:
    names = _header(content)
    students = [dict(zip(names, row, strict=True)) for row in _rows(content)]
    told = {**about(content), "made_for": made.by, "made_at": made.at.isoformat()}
    return json.dumps({**told, "students": students}, ensure_ascii=False, indent=1).encode()


def about(content: Content) -> dict[str, Any]:
    """Say which list this is."""
    course, status = content.course, content.status
    return {
        "course": {"id": course.pk, "context_id": course.context_id, "title": str(course)},
        "status": status.pk,
        "state": status.status,
        "decided_at": status.createtime.isoformat(),
        "message": status.message,
        "since_status": content.since.pk if content.since else None,
    }


def _xlsx(content: Content, made: Made) -> bytes:
    book = Workbook(write_only=True)
    book.properties.creator = made.by
    sheet = book.create_sheet("Final exam")
    sheet.freeze_panes = "A2"
    for letter in "ABCDEFG":
        sheet.column_dimensions[letter].width = 24
    sheet.append([_text(sheet, name, bold=True) for name in _header(content)])
    for row in _rows(content):
        sheet.append([_text(sheet, cell) for cell in row])
    _say_whose(book, content, made)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _text(sheet: Any, text: str, *, bold: bool = False) -> WriteOnlyCell:
    """Return a cell that is text whatever it begins with: nothing in it is a formula."""
    # XML has no place for these, and openpyxl refuses the whole file because of one.
    clean = "".join(each for each in text if each.isprintable())
    cell = WriteOnlyCell(sheet, clean)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _say_whose(book: Workbook, content: Content, made: Made) -> None:
    sheet = book.create_sheet("About")
    course = {"course": str(content.course), "context_id": content.course.context_id}
    told = {**about(content), **course, "made_for": made.by, "made_at": made.at.isoformat()}
    for name, value in told.items():
        sheet.append([_text(sheet, name), _text(sheet, "" if value is None else str(value))])


_WRITERS: Mapping[Form, Callable[[Content, Made], bytes]] = {
    Form.CSV: _csv,
    Form.JSON: _json,
    Form.XLSX: _xlsx,
}
