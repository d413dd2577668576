"""An exam with its questions in Quill, over HTTP: from the start to the score and its outcome."""

import pytest

from lti_exams.assessments import api as assessments
from lti_exams.exams import api as exams
from lti_exams.grades.models import Outcome
from tests.factories.quill import Room


class TestQuestionsInATool:
    @pytest.mark.slow
    def test_open_from_the_page_of_the_exam(self, room: Room) -> None:
        shown = room.open_questions()

        assert "Rehearsal" in shown.text
        assert room.quill.sitting()["attempt"] == str(room.attempt.sitting)

    def test_end_the_attempt_with_their_score_and_tell_the_lms(self, room: Room) -> None:
        room.open_questions()

        told = room.quill.hand_in(1.5)

        assert [one["status"] for one in told["reports"]] == [204]
        assert room.attempt.state == exams.State.SUBMITTED
        assert (room.attempt.points, room.attempt.maximum) == (15_000, 20_000)
        assert Outcome.objects.get().document["points"] == 15_000

    @pytest.mark.slow
    def test_lead_back_to_a_page_that_says_that_it_worked(self, room: Room) -> None:
        room.open_questions()
        room.quill.hand_in(2)

        assert "It worked" in room.seat.look()

    @pytest.mark.slow
    def test_are_closed_once_the_attempt_has_ended(self, room: Room) -> None:
        room.seat.act("stop")
        room.seat.act("submit")

        assert "Something changed" in room.seat.do("questions")
        assert not assessments.Work.objects.filter(opened_at__isnull=False).exists()
