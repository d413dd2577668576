"""The page of one person: evidence, history, and every gate of the course before them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.journeys.record_milestones import subject_of_exam, subject_of_link
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from tests.factories import exams as make_exam
from tests.factories import milestones as make
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.milestone_course import MilestoneCourse
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db


class TestOnePersonsRecord:
    def test_shows_evidence_and_history(self, teacher: Teacher, here: MilestoneCourse) -> None:
        at = timezone.now() - timedelta(hours=1)
        told = {"score": 62.5, "is_verified": True, "event": "sitting-7"}
        make.completed(here.ada.pk, subject_of_exam(here.exam), at=at, **told)
        milestones.revoke(
            [here.ada.pk], [here.safety.key], by="staff:1", now=timezone.now(), reason="Copied"
        )

        page = text_of(teacher.see(f"milestones/people/{here.ada.pk}/"))

        assert "Lab safety Taken back" in page
        assert "Event sitting-7 by version 1 of its rule" in page
        assert "“Copied”" in page
        assert "Earlier: 1 other state Reached" in page
        assert "62.5 % of the points, verified" in page
        assert "for good" not in page.partition("Lab safety Taken back")[2].partition("Earlier")[0]

    def test_says_what_is_missing_in_the_words_that_the_learner_reads(
        self, lms: Lms, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        sub, words = here.ada.sub, "Lab safety: not reached yet. Complete Safety test."
        learner = Teacher.of(lms, sub=sub, name="Ada Example", roles=[f"{MEMBERSHIP}Learner"])

        assert words in text_of(teacher.see(f"milestones/people/{here.ada.pk}/"))
        assert words in text_of(learner.see("gate/"))

    def test_shows_the_gates_of_the_exams_and_links_that_ask_for_something(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        now, course = timezone.now(), here.course
        last = make_exam.exam(course, now=now, title="Last exam", slug="last")
        link = launches.Link.objects.filter(course=course).first()
        assert link is not None
        make.asks(subject_of_exam(last), here.safety)
        make.asks(subject_of_link(link), here.trip)

        page = text_of(teacher.see(f"milestones/people/{here.ada.pk}/"))

        inner = page.partition("The gates within the course")[2].partition("What they")[0]
        assert "Last exam Shut Still missing Lab safety: not reached yet." in inner
        assert "Complete Safety test." in inner
        assert f"{link} Open" in inner

    def test_has_no_gates_where_only_the_course_asks(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        page = text_of(teacher.see(f"milestones/people/{here.ada.pk}/"))

        assert "The gates within the course" not in page

    def test_takes_as_many_queries_however_many_exams_have_a_gate(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        def asked(number: int) -> int:
            for one in range(number):
                told = {"title": f"Exam {one}", "slug": f"exam-{number}-{one}"}
                exam = make_exam.exam(here.course, now=timezone.now(), **told)
                make.asks(subject_of_exam(exam), here.safety)
            with make.counted() as queries:
                teacher.see(f"milestones/people/{here.ada.pk}/")
            return queries()

        assert asked(1) == asked(6)

    def test_leads_to_the_open_request_for_a_review(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        new = milestones.NewAppeal(
            person=here.ada, course=str(here.course.pk), missing=[here.safety.key], words="Why?"
        )
        asked = milestones.appeal(new, by="person:1", now=timezone.now())
        path = f"milestones/people/{here.ada.pk}/"

        page = teacher.see(path).content.decode()

        assert f'milestones/requests/#appeal-{asked.pk}"' in page
        assert f'id="appeal-{asked.pk}"' in teacher.see("milestones/requests/").content.decode()
        declined = milestones.Outcome.DECLINED
        milestones.answer_appeal(asked.pk, declined, "No.", by="staff:1", now=timezone.now())
        assert "They asked for a review." not in text_of(teacher.see(path))

    def test_shows_nothing_of_other_courses(self, teacher: Teacher, here: MilestoneCourse) -> None:
        here.award(here.ada, make.milestone("Elsewhere"))

        assert "Elsewhere" not in text_of(teacher.see(f"milestones/people/{here.ada.pk}/"))

    def test_of_somebody_of_another_course_is_unknown(
        self, lms: Lms, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        other = Teacher.of(lms, context={"id": "c2"}, resource_link={"id": "l2"})

        assert other.see(f"milestones/people/{here.ada.pk}/").status_code == 404
        path = f"milestones/people/{here.ada.pk}/decide"
        told = {"milestone": str(here.trip.key), "verdict": "revoke", "reason": "Mine"}
        assert other.do(path, **told).status_code in (404, 422)
        assert here.states(here.ada) == {"Field trip": "earned"}
