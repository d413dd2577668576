"""docs/parity.md stays whole: no row is lost, and nothing vouches for one that is not there."""

import ast
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "parity.md"

# The sources are not part of this repository, so their sizes are pinned here.
SECTIONS = {
    "E5": "Exams: checklist (118 rows)",
    "Q4": "Qualification and milestones: checklist (85 rows)",
    "Q4b": "Qualification and milestones: in none of them (20 rows)",
    "S-exams": "Seed: edx-exams (48 rows)",
    "S-milestones": "Seed: edx-milestones (34 rows)",
    "S-devilry": "Seed: devilry_qualifiesforexam (142 rows)",
}
TEST = r"`(tests/[\w/]+\.py(?:::[Tt]est\w+)+)`"
DECISION = r"`(docs/decisions/\d{4}-[\w-]+\.md)`"
KINDS = {
    "shown": re.compile(rf"{TEST}(?:, {TEST})*"),
    "decided": re.compile(DECISION),
    "owed": re.compile(r"owed by issue [2-8]: [^`]+"),
}


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    what: str
    evidence: str

    @property
    def section(self) -> str:
        return self.id.partition(".")[0]

    @property
    def kind(self) -> str | None:
        return next((kind for kind, form in KINDS.items() if form.fullmatch(self.evidence)), None)


def table_lines(text: str) -> list[str]:
    """The lines of every table in the text, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [line for line in lines if not line.startswith(("| id |", "| section |", "|---"))]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def defined_in(path: Path, names: list[str]) -> bool:
    """Whether the file defines the class or function that the names lead to."""
    if not path.is_file():
        return False
    node: ast.AST | None = ast.parse(path.read_text())
    for name in names:
        children = ast.iter_child_nodes(node)
        node = next((child for child in children if getattr(child, "name", None) == name), None)
        if node is None:
            return False
    return True


SUMMARY, *CHAPTERS = PAGE.read_text().split("\n## ")
ROWS = [Row(*cells(line)) for chapter in CHAPTERS for line in table_lines(chapter)]


class TestRows:
    def test_sections_are_those_of_the_sources(self):
        assert [chapter.partition("\n")[0] for chapter in CHAPTERS] == list(SECTIONS.values())

    @pytest.mark.parametrize(("section", "heading"), SECTIONS.items())
    def test_ids_of_a_section_run_from_one_to_its_size(self, section, heading):
        chapter = next(chapter for chapter in CHAPTERS if chapter.startswith(heading))
        size = int(re.search(r"\((\d+) rows\)", heading)[1])

        ids = [cells(line)[0] for line in table_lines(chapter)]

        assert ids == [f"{section}.{number}" for number in range(1, size + 1)]

    def test_every_row_says_what_it_is(self):
        assert [row.id for row in ROWS if not row.what] == []

    def test_every_row_has_one_kind_of_evidence(self):
        assert [row.id for row in ROWS if row.kind is None] == []


class TestEvidence:
    def test_every_test_exists(self):
        named = {(row.id, test) for row in ROWS for test in re.findall(TEST, row.evidence)}
        split = {(row_id, *test.split("::")) for row_id, test in named}

        assert [test for test in split if not defined_in(ROOT / test[1], list(test[2:]))] == []

    def test_every_decision_exists(self):
        decisions = {path for row in ROWS for path in re.findall(DECISION, row.evidence)}

        assert [path for path in sorted(decisions) if not (ROOT / path).is_file()] == []


class TestSummary:
    def test_sums_are_those_of_the_rows(self):
        kinds = Counter((row.section, row.kind) for row in ROWS)
        counts = {section: [kinds[section, kind] for kind in KINDS] for section in SECTIONS}
        counts["all"] = [sum(column) for column in zip(*counts.values(), strict=True)]

        sums = [[name, str(sum(row)), *map(str, row)] for name, row in counts.items()]

        assert [cells(line) for line in table_lines(SUMMARY)] == sums
