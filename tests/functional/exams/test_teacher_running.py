"""What a teacher does to an exam that is sat now, and which link opens it."""

from datetime import timedelta

import pytest

from lti_exams.exams import api as exams
from lti_exams.launches.models import Placement
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher, typed

pytestmark = pytest.mark.django_db

ASSISTANT = {
    "sub": "assistant-1",
    "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant"],
}
LEARNER = {"sub": "learner-1", "roles": [f"{MEMBERSHIP}Learner"]}


@pytest.fixture
def teacher(lms: Lms) -> Teacher:
    return Teacher.of(lms)


class TestApplyingAnExamToRunningAttempts:
    def test_says_how_many_before_it_is_done(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        teacher.started(exam)

        assert "1 attempt is in progress under the terms" in text_of(
            teacher.see(f"exams/{exam.pk}/")
        )

    def test_gives_them_the_terms_of_today(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        attempt = teacher.started(exam)
        teacher.do(f"exams/{exam.pk}/edit", **typed(slug="final", limit_seconds="120"))

        teacher.do(f"exams/{exam.pk}/apply", **{"apply-reason": "The hall opened late"})

        attempt.refresh_from_db()
        assert attempt.limit_seconds == 7_200

    def test_wants_a_reason(self, teacher: Teacher) -> None:
        exam = teacher.exam()

        page = teacher.do(f"exams/{exam.pk}/apply", **{"apply-reason": " "})

        assert page.status_code == 422
        assert 'href="#id_apply-reason"' in page.content.decode()


class TestMoreTimeForEveryone:
    def test_says_how_many_it_will_reach(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        teacher.started(exam, "Ada")
        teacher.started(exam, "Ben")

        assert "It will reach 2 attempts" in text_of(teacher.see(f"exams/{exam.pk}/"))

    def test_moves_every_deadline(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        attempt = teacher.started(exam)
        before = attempt.deadline

        teacher.do(f"exams/{exam.pk}/extend", **{"all-seconds": "5", "all-reason": "Fire alarm"})

        attempt.refresh_from_db()
        assert attempt.deadline - before == timedelta(minutes=5)

    def test_is_taken_back(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        attempt = teacher.started(exam)
        before = attempt.deadline
        teacher.do(f"exams/{exam.pk}/extend", **{"all-seconds": "5", "all-reason": "Fire alarm"})
        given = exam.extensions.get()

        page = teacher.do(
            f"exams/{exam.pk}/extensions/{given.pk}/undo", **{"undo-reason": "False alarm"}
        )

        attempt.refresh_from_db()
        assert attempt.deadline == before
        assert "Taken back" in text_of(page)

    @pytest.mark.parametrize("number", [1, 999, 10**30])
    def test_is_taken_back_only_where_it_was_given(self, teacher: Teacher, number: int) -> None:
        exam = teacher.exam()

        answer = teacher.do(
            f"exams/{exam.pk}/extensions/{number}/undo", **{"undo-reason": "False alarm"}
        )

        assert answer.status_code == 404

    @pytest.mark.parametrize("length", ["", "0", "-5", "99999999", "five"])
    def test_refuses_a_length_that_nobody_means(self, teacher: Teacher, length: str) -> None:
        exam = teacher.exam()

        page = teacher.do(
            f"exams/{exam.pk}/extend", **{"all-seconds": length, "all-reason": "Fire alarm"}
        )

        assert page.status_code == 422
        assert 'href="#id_all-seconds"' in page.content.decode()

    def test_is_refused_to_an_assistant(self, lms: Lms) -> None:
        assistant = Teacher.of(lms, **ASSISTANT)
        exam = assistant.exam()

        answer = assistant.do(
            f"exams/{exam.pk}/extend", **{"all-seconds": "5", "all-reason": "Fire alarm"}
        )

        assert answer.status_code == 403


class TestChoosingAnExamForALink:
    def test_lets_the_link_open_it(self, teacher: Teacher) -> None:
        exam = teacher.exam()

        page = teacher.do("place", kind="exam", key=str(exam.pk))

        assert page.redirect_chain[-1][0] == f"{teacher.page}exams/{exam.pk}/"
        assert "The link through which you came opens this exam" in text_of(page)

    def test_takes_an_exam_that_is_made_on_the_spot(self, teacher: Teacher) -> None:
        teacher.do("exams/new?place=yes", **typed())

        placement = Placement.objects.get()
        exam = exams.exam_of(teacher.course, "midterm")
        assert (placement.kind, placement.key) == ("exam", str(exam.pk))

    def test_refuses_an_exam_of_another_course(self, lms: Lms, teacher: Teacher) -> None:
        other = Teacher.of(lms, context={"id": "c2"}, resource_link={"id": "l2"}).exam()

        assert teacher.do("place", kind="exam", key=str(other.pk)).status_code == 404
        assert not Placement.objects.exists()

    @pytest.mark.parametrize("key", ["", "x", "-1", "9" * 30, "1\x00", "²"])
    def test_refuses_a_key_that_names_nothing(self, teacher: Teacher, key: str) -> None:
        assert teacher.do("place", kind="exam", key=key).status_code == 404

    def test_brings_learners_to_the_exam(self, lms: Lms, teacher: Teacher) -> None:
        teacher.do("place", kind="exam", key=str(teacher.exam().pk))

        page = Teacher.of(lms, **LEARNER).see()

        assert "Final exam" in text_of(page)
        assert page.status_code == 200
