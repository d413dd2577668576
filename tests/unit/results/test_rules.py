from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.results.rules.cells import (
    Cell,
    CellRefused,
    guarded,
    read_cell,
    unguarded,
    write_cell,
)
from lti_exams.results.rules.columns import (
    ColumnDefinition,
    ColumnRefused,
    Counting,
    Source,
    check_definition,
    free_key,
    is_stale,
)
from lti_exams.results.rules.counting import counting, passes
from lti_exams.results.rules.files import FileRefused, read_table, write_table

NOW = datetime(2027, 2, 1, tzinfo=UTC)


@dataclass
class Tried:
    pk: int
    points: int | None
    is_published: bool = True
    is_passing: bool = False

    @property
    def as_of(self) -> datetime:
        return NOW + timedelta(hours=self.pk)


class TestWhatCounts:
    def test_is_the_best_the_latest_or_the_first(self) -> None:
        tried = [Tried(1, 5), Tried(2, 9), Tried(3, 7)]

        assert [counting(tried, rule).pk for rule in Counting] == [2, 3, 1]

    @pytest.mark.parametrize("rule", Counting)
    def test_is_nothing_that_nobody_has_published(self, rule: Counting) -> None:
        tried = [Tried(1, 5), Tried(2, 9, is_published=False), Tried(3, None, is_published=False)]

        assert counting(tried, rule).pk == 1
        assert counting(tried[1:], rule) is None

    def test_may_have_no_points(self) -> None:
        assert counting([Tried(1, None), Tried(2, None, is_passing=True)], Counting.BEST).pk == 2
        assert counting([Tried(1, None), Tried(2, 0)], Counting.BEST).pk == 2


class TestPassing:
    @pytest.mark.parametrize(
        ("points", "said", "limit", "is_pass"),
        [
            (50, None, 50, True),
            (49, None, 50, False),
            (0, None, 0, True),
            (None, None, 0, False),
            (99, None, None, False),
            (0, True, 50, True),
            (99, False, 50, False),
            (None, True, None, True),
        ],
    )
    def test_is_what_the_source_says_or_the_limit(
        self, points: int | None, said: bool | None, limit: int | None, *, is_pass: bool
    ) -> None:
        assert passes(points, said=said, pass_limit=limit) is is_pass


class TestACell:
    @pytest.mark.parametrize(
        ("text", "points"),
        [
            ("12", 120_000),
            (" 12.5 ", 125_000),
            ("12,5", 125_000),
            ("0,7", 7_000),
            ("1.234,5", 12_345_000),
            ("1,234.5", 12_345_000),
            ("1 234,5", 12_345_000),
            ("0", 0),
        ],
    )
    def test_is_read_as_people_write_numbers(self, text: str, points: int) -> None:
        assert read_cell(text) == Cell(points)

    @pytest.mark.parametrize("text", ["-1", "1e5", "nan", "1,2,3", "1.2.3", "٣", "=1+1", "2000000"])
    def test_is_refused_where_it_is_no_result(self, text: str) -> None:
        with pytest.raises(CellRefused):
            read_cell(text)

    def test_may_only_say_passed_or_failed(self) -> None:
        assert read_cell("Passed") == Cell(said_passing=True)
        assert read_cell("fail") == Cell(said_passing=False)
        assert read_cell("").is_empty

    @given(st.integers(0, 10**10))
    def test_comes_back_as_it_was_written(self, points: int) -> None:
        assert read_cell(write_cell(points, said_passing=None)) == Cell(points)

    @given(st.text())
    def test_is_never_run_by_a_spreadsheet_and_comes_back(self, text: str) -> None:
        kept = guarded(text)

        assert not kept.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert unguarded(kept) == text


class TestATable:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_is_read_as_any_spreadsheet_writes_it(self, encoding: str, delimiter: str) -> None:
        text = (
            '"user_id",Übung\r\n\r\nu-1,"12,5"\r\n'
            if delimiter == ","
            else (f'"user_id"{delimiter}Übung\r\n\r\nu-1{delimiter}12,5\r\n')
        )

        table = read_table(text.encode(encoding))

        assert table.header == ("user_id", "Übung")
        assert [(row.line, row.cells) for row in table.rows] == [(3, ("u-1", "12,5"))]

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"\n\n",
            b"name,A1\nx,1",
            "user_id,Übung".encode("latin-1"),
            b"user_id,A1\x00",
            b'user_id,"A1\nx',
            b"PK\x03\x04user_id,A1",
            b"user_id,A1,A1\nx,1,2",
            b"user_id," + b",".join(b"c%d" % n for n in range(201)),
        ],
    )
    def test_is_refused_as_a_whole_where_it_is_none(self, data: bytes) -> None:
        with pytest.raises(FileRefused):
            read_table(data)

    @given(
        st.lists(
            st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00")).map(
                str.strip
            ),
            min_size=1,
            max_size=4,
        )
    )
    def test_comes_back_as_it_was_written(self, cells: list[str]) -> None:
        header = ["user_id", *(f"c{place}" for place in range(len(cells)))]

        [row] = read_table(write_table(header, [["u", *cells]])).rows

        assert list(row.cells) == ["u", *cells]


class TestAColumn:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", " "),
            ("maximum", 0),
            ("maximum", 10**10 + 1),
            ("pass_limit", -1),
            ("pass_limit", 101),
            ("weight", -1),
        ],
    )
    def test_says_which_field_makes_no_sense(self, field: str, value: object) -> None:
        told = {"title": "A1", "maximum": 100} | {field: value}

        with pytest.raises(ColumnRefused) as refused:
            check_definition(ColumnDefinition(**told))

        assert refused.value.values["field"] == field

    def test_gets_a_short_name_of_its_own(self) -> None:
        assert free_key("Übung 1 (Teil A)", ()) == "ubung-1-teil-a"
        assert free_key("A1", {"a1", "a1-2"}) == "a1-3"
        assert free_key("試験", ()) == "column"

    def test_is_stale_after_a_while_where_others_keep_it(self) -> None:
        old = NOW - timedelta(days=2)

        assert is_stale(Source.LMS, old, NOW)
        assert is_stale(Source.LMS, None, NOW)
        assert not is_stale(Source.FILE, old, NOW)
        assert not is_stale(Source.EXAM, None, NOW)
