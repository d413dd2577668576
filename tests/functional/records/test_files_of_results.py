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

    def test_makes_assignments_of_columns_that_are_ticked(self, teacher) -> None:
        ada = teacher.learner()
        context = self._look(teacher, f"user_id,Poem,Remarks\n{ada.sub},4,fine\n").context

        teacher.do(
            "results/import",
            act="take",
            carried=context["carried"],
            sha256=context["looked"].sha256,
            **{"new-0": "yes", "new-0-maximum": "5", "new-0-limit": "2"},
        )

        (column,) = results.columns_of(teacher.course)
        assert (column.title, book.points_of(column, ada)) == ("Poem", 4 * SCALE)

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
