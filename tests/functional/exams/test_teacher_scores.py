"""A teacher sees which scores have come, enters others, and asks for what is missing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lti_exams.assessments import api as assessments
from lti_exams.assessments.models import Assessment
from lti_exams.exams import api as exams
from lti_exams.grades.models import Outcome
from lti_exams.outbox.models import Message
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.pages import text_of
from tests.factories.rest import ROLES
from tests.factories.teaching import Teacher


@pytest.fixture
def teacher(lms: Lms) -> Teacher:
    return Teacher.of(lms)


def ended(teacher: Teacher, exam: exams.Exam, name: str = "Ada Example") -> exams.Attempt:
    """Return an attempt that was handed in two days ago."""
    then = timezone.now() - timedelta(days=2)
    attempt = make.started(exam, teacher.learner(name), now=then)
    exams.submit(attempt, by=make.LEARNER, now=then + timedelta(minutes=5))
    return attempt


def page_outside(**about: Any) -> Assessment:
    new = assessments.NewAssessment(
        name="Quiz", way=assessments.Way.OUTSIDE, address="https://quiz.example/", **about
    )
    return assessments.define(new, by="test", now=timezone.now())


class TestScores:
    def test_that_have_not_come_are_shown(self, teacher: Teacher) -> None:
        exam = teacher.exam(assessment=page_outside().key)
        ended(teacher, exam)

        shown = text_of(teacher.see(f"exams/{exam.pk}/scores"))

        assert "1 score has not come" in shown
        assert "Ask again" in shown

    def test_are_awaited_until_their_time_is_over(self, teacher: Teacher) -> None:
        exam = teacher.exam(assessment=page_outside(patience_hours=72).key)
        ended(teacher, exam)

        shown = text_of(teacher.see(f"exams/{exam.pk}/scores"))

        assert "Awaited" in shown
        assert "Ask again" not in shown

    def test_of_late_answers_are_not_waited_for(self, teacher: Teacher) -> None:
        exam = teacher.exam(assessment=page_outside().key)
        late, now = ended(teacher, exam), timezone.now()
        exams.keep_late_work(late, {}, handed_in_at=now, source="Quiz", now=now)

        shown = text_of(teacher.see(f"exams/{exam.pk}/scores"))

        assert "Handed in too late" in shown
        assert "has not come" not in shown
        assert "Ask again" not in shown

    def test_that_are_missing_can_be_shown_alone(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        ended(teacher, exam, "Ada Example")
        scored = ended(teacher, exam, "Bob Example")
        teacher.do(f"exams/{exam.pk}/scores/{scored.pk}", score="5", reason="Marked.")

        shown = text_of(teacher.see(f"exams/{exam.pk}/scores?show=missing"))

        assert "Ada Example" in shown
        assert "Bob Example" not in shown

    def test_are_entered_by_hand_and_told_to_the_lms(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        make.link(exam.course, exam)
        attempt = ended(teacher, exam)

        shown = text_of(
            teacher.do(f"exams/{exam.pk}/scores/{attempt.pk}", score="17,5", reason="Marked.")
        )

        attempt.refresh_from_db()
        assert (attempt.points, attempt.maximum) == (175_000, exam.maximum_points)
        assert Outcome.objects.get().document["points"] == 175_000
        assert "entered by hand" in shown

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"score": "-1", "reason": "Marked."}, "is no number of points"),
            ({"score": "1e3", "reason": "Marked."}, "is no number of points"),
            ({"score": "101", "reason": "Marked."}, "above its maximum"),
            ({"score": "5", "reason": " "}, "This field is required"),
        ],
    )
    def test_that_make_no_sense_are_refused_beside_the_field(
        self, teacher: Teacher, typed: dict[str, str], said: str
    ) -> None:
        exam = teacher.exam()
        attempt = ended(teacher, exam)

        answer = teacher.do(f"exams/{exam.pk}/scores/{attempt.pk}", **typed)

        attempt.refresh_from_db()
        assert answer.status_code == 422
        assert said in text_of(answer)
        assert attempt.points is None

    def test_are_not_entered_while_the_attempt_runs(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        running = teacher.started(exam)

        answer = teacher.do(f"exams/{exam.pk}/scores/{running.pk}", score="5", reason="Marked.")

        assert "still running" in text_of(answer) or "has ended" in text_of(answer)
        running.refresh_from_db()
        assert running.points is None

    def test_of_another_exam_are_unknown(self, teacher: Teacher) -> None:
        exam, other = teacher.exam(), teacher.exam(slug="other")
        attempt = ended(teacher, exam)

        answer = teacher.do(f"exams/{other.pk}/scores/{attempt.pk}", score="5", reason="Marked.")

        assert answer.status_code == 404

    def test_are_seen_and_not_entered_by_an_assistant(self, lms: Lms, teacher: Teacher) -> None:
        exam = teacher.exam()
        attempt = ended(teacher, exam)
        assistant = Teacher.of(lms, sub="emmy", roles=ROLES["assistant"])

        shown = text_of(assistant.see(f"exams/{exam.pk}/scores"))
        answer = assistant.do(f"exams/{exam.pk}/scores/{attempt.pk}", score="5", reason="Marked.")

        assert "Enter a score" not in shown
        assert answer.status_code == 403
        attempt.refresh_from_db()
        assert attempt.points is None


class TestATable:
    def send(self, teacher: Teacher, exam: exams.Exam, rows: str, **more: Any) -> Any:
        told = {"rows": rows, "reason": "Marked by the examiners.", **more}
        return teacher.do(f"exams/{exam.pk}/scores/import", **told)

    def test_is_shown_before_anything_is_taken(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        attempt = ended(teacher, exam)

        shown = text_of(self.send(teacher, exam, "person;score\nAda Example;17,5\n"))

        attempt.refresh_from_db()
        assert "Nothing is taken yet" in shown
        assert "Take 1 score" in shown
        assert attempt.points is None

    def test_says_what_would_be_refused_before_anything_is_taken(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        ended(teacher, exam)
        ended(teacher, exam, "Bob Example")
        rows = "person,score,maximum\nAda Example,21,20\nBob Example,20,20\n"

        shown = text_of(self.send(teacher, exam, rows))

        assert "Line 2: The field score is above its maximum" in shown
        assert "Take 1 score" in shown

    def test_is_taken_row_by_row(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        ada, bob = ended(teacher, exam), ended(teacher, exam, "Bob Example")
        rows = "Person,Score,Maximum\nAda Example,17.5,20\nNobody,1,2\nBob Example,21,20\n"

        shown = text_of(self.send(teacher, exam, rows, act="take"))

        ada.refresh_from_db()
        bob.refresh_from_db()
        assert (ada.points, ada.maximum, bob.points) == (175_000, 200_000, None)
        assert "1 score was taken" in shown
        assert "Line 3: Nobody of the course" in shown
        assert "Line 4:" in shown

    def test_comes_out_of_a_spreadsheet_with_its_mark(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        attempt = ended(teacher, exam)
        file = SimpleUploadedFile("scores.csv", "\ufeffperson\tscore\nAda Example\t3\n".encode())

        self.send(teacher, exam, "", file=file, act="take")

        attempt.refresh_from_db()
        assert attempt.points == 30_000

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"\xff\xfe\x00", "in UTF-8"),
            (b"", "empty"),
            (b"person,score\n", "There is no row"),
            (b'person,score\n"Ada Example,1\n', "Line 2"),
            (b"person,score\nAda Example,nan\n", "is no number of points"),
            (b"person,score,attempt\nAda Example,3,9\n", "no such attempt"),
            (b"person,score,maximum\nAda Example,3,0\n", "more than nothing"),
            (b"person,score\nAda\x00,3\n", "Line 2"),
            (b"person,score,attempt\nAda Example,3," + b"1" * 5_000, "no such attempt"),
            (b"person,score\n" + b"Ada Example,3\n" * 2_001, "There are 2001 rows"),
        ],
    )
    def test_that_makes_no_sense_says_why(
        self, teacher: Teacher, content: bytes, said: str
    ) -> None:
        exam = teacher.exam()
        attempt = ended(teacher, exam)
        file = SimpleUploadedFile("scores.csv", content)

        answer = self.send(teacher, exam, "", file=file, act="take")

        attempt.refresh_from_db()
        assert said in text_of(answer)
        assert attempt.points is None

    def test_names_the_attempt_that_it_means(self, teacher: Teacher) -> None:
        exam = teacher.exam(attempts_allowed=2)
        first = ended(teacher, exam)
        second = make.started(exam, first.person, now=timezone.now())
        exams.submit(second, by=make.LEARNER, now=timezone.now())

        rows = "person,score,attempt\nAda Example,3,1\n"
        self.send(teacher, exam, rows, act="take")

        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.points, second.points) == (30_000, None)


class TestAskingAgain:
    def test_writes_a_letter_that_names_no_person(self, teacher: Teacher) -> None:
        exam = teacher.exam(assessment=page_outside(contact_email="quiz@quiz.example").key)
        attempt = ended(teacher, exam)

        shown = text_of(teacher.do(f"exams/{exam.pk}/scores/{attempt.pk}/ask"))

        letter = Message.objects.get(type="assessment.score-asked").payload
        assert letter["to"] == "quiz@quiz.example"
        assert "Ada" not in letter["text"]
        assert f"/attempts/{attempt.pk}/completion" in letter["text"]
        assert "A letter is on its way" in shown

    def test_says_what_to_do_where_nobody_can_be_asked(self, teacher: Teacher) -> None:
        exam = teacher.exam(assessment=page_outside().key)
        attempt = ended(teacher, exam)

        shown = text_of(teacher.do(f"exams/{exam.pk}/scores/{attempt.pk}/ask"))

        assert "Nobody is known who could be asked" in shown

    def test_is_done_once_an_hour(self, teacher: Teacher) -> None:
        exam = teacher.exam(assessment=page_outside(contact_email="quiz@quiz.example").key)
        attempt = ended(teacher, exam)

        shown = text_of(teacher.do(f"exams/{exam.pk}/scores/{attempt.pk}/ask"))
        again = teacher.do(f"exams/{exam.pk}/scores/{attempt.pk}/ask")

        assert "Ask again" not in shown
        assert again.status_code == 409
        assert Message.objects.filter(type="assessment.score-asked").count() == 1


class TestTheListOfAttempts:
    def test_is_narrowed_to_those_whose_score_should_have_come(self, teacher: Teacher) -> None:
        late = teacher.exam(assessment=page_outside().key)
        patient = teacher.exam(
            slug="patient", assessment=page_outside(slug="b", patience_hours=72).key
        )
        ended(teacher, late, "Ada Example")
        ended(teacher, patient, "Bob Example")

        shown = text_of(teacher.see("attempts/?score=missing"))

        assert "Ada Example" in shown
        assert "Bob Example" not in shown
