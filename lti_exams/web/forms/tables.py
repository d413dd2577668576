"""Tables that people paste from a spreadsheet."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was written, and its cells."""

    written: str
    cells: Mapping[str, str]


def table(text: str, columns: Sequence[str]) -> Iterator[Row]:
    """Read the rows under the line that names the columns; a column that is not there is empty."""
    lines = text.strip().splitlines()
    # A spreadsheet that is copied has tabs; some languages write semicolons.
    mark = max(",;\t", key=lines[0].count) if lines else ","
    reader = csv.DictReader(lines, delimiter=mark)
    try:
        known = {name: name.strip().lower() for name in reader.fieldnames or ()}
        begin = reader.line_num
        for row, _number in zip(reader, range(MOST_ROWS), strict=False):
            cells = {known[name]: value for name, value in row.items() if name in known}
            written = "\n".join(lines[begin : reader.line_num]).strip()
            yield Row(written, {name: _cell(cells.get(name)) for name in columns})
            begin = reader.line_num
    except csv.Error:
        return


def _cell(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
