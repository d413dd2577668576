"""Files of results, looked at first and then taken over."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lti_exams.kernel.points import SCALE
from lti_exams.results import api as results
from tests.factories import gradebook as book
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db


class TestAFileOfResults:
    def _look(self, teacher: Teacher, text: str):
        file = SimpleUploadedFile("marks.csv", text.encode())
        return teacher.do("results/import", file=file)

    def test_is_looked_at_and_then_taken_over(self, teacher, essay) -> None:
        ada = teacher.learner()
        page = self._look(teacher, f"\ufeffuser_id;essay\n{ada.sub};7,5\nnobody;3\n{ada.sub};1\n")
        told = text_of(page)
        assert "Nothing is taken yet" in told
        assert "Nobody whom this course knows has this user id" in told
        assert "The user id is in row 2 already" in told

        context = page.context
        done = teacher.do(
            "results/import",
            act="take",
            carried=context["carried"],
            sha256=context["looked"].sha256,
            name="marks.csv",
        )

        assert "1 result was taken over" in text_of(done)
        assert book.points_of(essay, ada) == 7.5 * SCALE

    def test_says_where_another_source_counts_all_the_same(self, teacher, essay) -> None:
        ada = teacher.learner()
        book.grade(essay, ada, 8, now=timezone.now(), source=results.Source.LMS)

        told = text_of(self._look(teacher, f"user_id,essay\n{ada.sub},5\n"))

        assert "8 from another source still counts" in told

    def _poem(self, teacher: Teacher, page, act: str, **more: str):
        """Tick the first column that is not known."""
        told = {"new-0": "yes", "new-0-maximum": "5", "new-0-limit": "2", **more}
        looked, carried = page.context["looked"], page.context["carried"]
        seen = page.context["seen"]
        return teacher.do(
            "results/import", act=act, carried=carried, sha256=looked.sha256, seen=seen, **told
        )

    def test_makes_assignments_of_columns_that_were_ticked_and_looked_at(self, teacher) -> None:
        ada = teacher.learner()
        page = self._look(teacher, f"user_id,Poem,Remarks\n{ada.sub},4,fine\n")

        self._poem(teacher, self._poem(teacher, page, "look"), "take")

        (column,) = results.columns_of(teacher.course)
        assert (column.title, book.points_of(column, ada)) == ("Poem", 4 * SCALE)

    @pytest.mark.parametrize("act", ["look", "take"])
    def test_shows_what_a_new_assignment_brings_before_it_is_made(self, teacher, act) -> None:
        ada, ben = teacher.learner(), teacher.learner()
        page = self._look(teacher, f"user_id,Poem\n{ada.sub},4\n{ben.sub},good\n")

        page = self._poem(teacher, page, act)

        told = text_of(page)
        assert "Nothing is taken yet" in told
        assert [(one.person, one.column.title) for one in page.context["changes"]] == [
            (ada, "Poem")
        ]
        assert "1 cell or row cannot be taken" in told
        assert "3 Poem good It is no number of points" in told
        assert not results.columns_of(teacher.course).exists()

    def test_asks_for_a_tick_where_nothing_would_be_taken(self, teacher) -> None:
        page = self._look(teacher, f"user_id,Poem\n{teacher.learner().sub},4\n")

        page = self._poem(teacher, page, "take", **{"new-0": ""})

        assert "tick a column that is an assignment" in text_of(page)
        assert not results.imports_of(teacher.course).exists()

    def test_shows_again_what_was_typed_otherwise_since_it_was_looked_at(self, teacher) -> None:
        ada = teacher.learner()
        page = self._look(teacher, f"user_id,Poem\n{ada.sub},4\n")
        page = self._poem(teacher, page, "look")

        page = self._poem(teacher, page, "take", **{"new-0-maximum": "8"})

        assert "This is what the new assignments bring" in text_of(page)
        assert not results.columns_of(teacher.course).exists()

    @pytest.mark.parametrize("maximum", ["many", "0"])
    def test_keeps_the_page_where_a_new_assignment_makes_no_sense(self, teacher, maximum) -> None:
        page = self._look(teacher, f"user_id,Poem\n{teacher.learner().sub},4\n")

        page = self._poem(teacher, page, "look", **{"new-0-maximum": maximum})

        assert page.status_code == 422
        assert "There is a problem" in text_of(page)
        assert f'value="{maximum}"' in page.content.decode()

    def test_shows_what_a_column_holds_that_is_not_known(self, teacher) -> None:
        ada = teacher.learner()

        told = text_of(self._look(teacher, f"User ID,Name,Poem\n{ada.sub},Ada,4 <b>\n"))

        assert "No column of the file is an assignment of this course yet" in told
        assert "Make “Poem” an assignment it holds 4" in told
        assert "Make “Name”" not in told

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"carried": "*"},
            {"carried": "dXNlcl9pZA==", "act": "take", "sha256": "0"},
            {"carried": "AAAA"},
        ],
    )
    def test_that_is_none_is_refused(self, teacher, sent) -> None:
        assert teacher.do("results/import", **sent).status_code == 422

    def test_comes_back_as_it_went(self, teacher, essay) -> None:
        ada = teacher.learner("=SUM(A1)")
        book.grade(essay, ada, 7.5, now=timezone.now())

        data = teacher.see("results/export.csv").content.decode()
        page = self._look(teacher, data.removeprefix("\ufeff"))

        assert "'=SUM(A1)" in data
        assert page.context["looked"].errors == []
