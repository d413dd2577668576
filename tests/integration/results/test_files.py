"""Files of results: looked at, taken over, and written again."""

from datetime import datetime, timedelta

import pytest

from lti_exams.audit import api as audit
from lti_exams.kernel.points import scaled
from lti_exams.launches import api as launches
from lti_exams.results import api as results
from tests.factories import exams as make
from tests.factories import gradebook as book


@pytest.fixture
def course(db: None, now: datetime) -> launches.Course:
    made = make.course(now)
    for name in ("ada", "ben"):
        person = make.person(made, name)
        launches.Person.objects.filter(pk=person.pk).update(sub=name)
    book.column(made, "Essay", now=now)
    return made


def take(course: launches.Course, text: str, now: datetime, **more: object) -> results.Import:
    taking = results.Taking(data=text.encode(), **more)
    return results.import_results(course, taking, by=book.BY, now=now)[0]


def points(course: launches.Course, sub: str) -> int | None:
    person = launches.Person.objects.get(sub=sub)
    result = book.counting(results.columns_of(course).first(), person)
    return result.points if result else None


class TestLookingAtAFile:
    def test_says_what_it_changes_and_writes_nothing(self, course: launches.Course) -> None:
        looked = results.preview_import(course, b"user_id;Essay;Unknown\nada;12,5;1\nben;;1\n")

        [change] = looked.changes
        assert (change.person.sub, change.after.points) == ("ada", scaled("12.5"))
        assert looked.unknown == ["Unknown"]
        assert not results.Result.objects.exists()

    def test_says_which_rows_cannot_be_taken_and_why(self, course: launches.Course) -> None:
        text = "user_id,essay\nada,12\nnobody,3\n,4\nben,lots\nada,13\nben,1,2,3\n"

        looked = results.preview_import(course, text.encode())

        assert [(error.line, error.column) for error in looked.errors] == [
            (3, "user_id"),
            (4, "user_id"),
            (5, "essay"),
            (6, "user_id"),
            (7, "user_id"),
        ]
        assert all(error.why for error in looked.errors)
        assert len(looked.changes) == 1

    @pytest.mark.parametrize(
        ("counting", "cell", "stays"),
        [
            ("best", "40", 80),
            ("best", "90", None),
            ("best", "failed", 80),
            ("latest", "40", None),
            ("first", "90", 80),
        ],
    )
    def test_says_where_another_source_counts_all_the_same(
        self, course: launches.Course, now: datetime, counting: str, cell: str, stays: int | None
    ) -> None:
        essay, ada = results.columns_of(course).get(), launches.Person.objects.get(sub="ada")
        results.Column.objects.update(counting=counting)
        book.grade(essay, ada, 80, now=now, source=results.Source.LMS)

        [change] = results.preview_import(course, f"user_id,essay\nada,{cell}\n".encode()).changes

        assert (change.stays and change.stays.points) == (stays and scaled(stays))


class TestTakingAFileOver:
    def test_takes_what_can_be_read_and_keeps_what_could_not(
        self, course: launches.Course, now: datetime
    ) -> None:
        made = take(course, "user_id,essay\nada,60\nben,lots\n", now, name="essay.csv")

        assert points(course, "ada") == scaled(60)
        assert points(course, "ben") is None
        assert (made.taken, made.refused[0][:2]) == (1, [3, "essay"])
        assert audit.entries_about(f"course:{course.pk}").get().action == "results-imported"

    def test_twice_changes_nothing_the_second_time(
        self, course: launches.Course, now: datetime
    ) -> None:
        text = "user_id,essay\nada,60\n"
        take(course, text, now)

        assert take(course, text, now + timedelta(hours=1)).taken == 0

    def test_makes_columns_where_that_was_asked(
        self, course: launches.Course, now: datetime
    ) -> None:
        wanted = results.ColumnDefinition(title="Lab", maximum=scaled(20), key="lab")

        take(course, "user_id,lab\nada,18\n", now, new_columns={"lab": wanted})

        lab = results.columns_of(course).get(key="lab")
        assert book.counting(lab, launches.Person.objects.get(sub="ada")).points == scaled(18)

    def test_refuses_another_file_than_was_looked_at(
        self, course: launches.Course, now: datetime
    ) -> None:
        with pytest.raises(results.FileChanged):
            take(course, "user_id,essay\nada,60\n", now, sha256="0" * 64)

    def test_replaces_what_a_file_said_before(self, course: launches.Course, now: datetime) -> None:
        take(course, "user_id,essay\nada,60\n", now)
        take(course, "user_id,essay\nada,40\n", now + timedelta(hours=1))

        assert points(course, "ada") == scaled(40)


class TestTheFileThatWeWrite:
    def test_can_be_taken_over_again_and_changes_nothing(
        self, course: launches.Course, now: datetime
    ) -> None:
        take(course, "user_id,essay\nada,60.25\nben,failed\n", now)

        data = results.export_results(course)

        assert data.startswith(b"\xef\xbb\xbf")
        looked = results.preview_import(course, data)
        assert (looked.changes, looked.errors, looked.unknown) == ([], [], [])

    def test_says_nothing_in_the_place_of_another_source(
        self, course: launches.Course, now: datetime
    ) -> None:
        essay, ada = results.columns_of(course).get(), launches.Person.objects.get(sub="ada")
        book.grade(essay, ada, 80, now=now, source=results.Source.LMS, said_passing=True)
        filled_in = (
            results.export_results(course).decode("utf-8-sig").replace("ben,ben,", "ben,ben,55")
        )

        assert take(course, filled_in, now).taken == 1
        book.grade(essay, ada, 0, now=now + timedelta(hours=1), source=results.Source.LMS)

        assert (points(course, "ada"), points(course, "ben")) == (0, scaled(55))

    def test_runs_nothing_in_a_spreadsheet(self, course: launches.Course) -> None:
        launches.Person.objects.filter(sub="ada").update(name="=HYPERLINK(1)", sub="@ada")

        data = results.export_results(course).decode()

        assert "'=HYPERLINK(1)" in data
        assert "'@ada" in data
