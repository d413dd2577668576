"""Files of results: CSV as spreadsheets of any country write it. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.results.rules.cells import guarded, unguarded

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 200
USER_ID = "user_id"
# Columns that our own files have for people to read; they decide nothing.
FOR_PEOPLE = frozenset({"name", "email"})
_DELIMITERS = ";,\t"
_BOM = "\ufeff"
# How files of spreadsheet programs begin: XLSX and ODS, and XLS.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class FileRefused(LtiExamsError):
    """A file cannot be read as a table of results at all."""

    code = "results-file-refused"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, and where it stands in the file."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(data: bytes) -> Table:
    """Read UTF-8, with a byte order mark or without, cut by semicolons, commas or tabs."""
    text = _decoded(data)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [Row(lines.line_num, tuple(map(_cell, row))) for row in lines if any(row)]
    except csv.Error as error:
        raise FileRefused(why="a quotation mark is open", line=lines.line_num) from error
    return _checked(rows)


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise FileRefused(why="it is larger than 20 MB")
    if data.startswith(_WORKBOOKS):
        raise FileRefused(why="it is a workbook; save it as CSV in UTF-8 and choose that file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused(why="it is not saved as UTF-8") from None
    if "\x00" in text:
        raise FileRefused(why="it is not a text file")
    return text


def _cell(text: str) -> str:
    return unguarded(text.strip())


def _named(name: str) -> str:
    """Return the name of a column; spreadsheets and people write `User ID` for ours."""
    return USER_ID if "_".join(name.casefold().replace("-", " ").split()) == USER_ID else name


def _checked(rows: Sequence[Row]) -> Table:
    if not rows:
        raise FileRefused(why="it is empty")
    header = tuple(_named(name) for name in rows[0].cells)
    if USER_ID not in header:
        raise FileRefused(why="no column is named user_id")
    if len(header) > MAX_COLUMNS or len(rows) > MAX_ROWS + 1:
        raise FileRefused(why="it has more than 200 columns or 200,000 rows")
    twice = next((name for name in header if name and header.count(name) > 1), None)
    if twice is not None:
        raise FileRefused(why="two columns have the same name", name=twice[:80])
    return Table(header, tuple(rows[1:]))


def write_table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Write a table that spreadsheets open by a click, and that runs nothing there."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(map(guarded, header))
    writer.writerows(map(guarded, row) for row in rows)
    return (_BOM + text.getvalue()).encode()
