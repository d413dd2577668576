from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.audit import api as audit
from lti_exams.grades import api as grades
from tests.factories.grading import graded
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.pages import text_of
from tests.factories.rest import ASSISTANT
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db
LEARNER = {"sub": "learner-1", "name": "Leo Learner", "roles": [f"{MEMBERSHIP}Learner"]}


class TestTheListOfGrades:
    def test_says_that_nothing_is_sent_yet(self, teacher):
        assert "No grade is sent from here yet" in text_of(teacher.see("grades/"))

    def test_shows_what_is_on_its_way_and_how_long_it_takes(self, teacher, outcome):
        page = text_of(teacher.see("grades/"))

        assert "Ada Example" in page
        assert "80 of 100" in page
        assert "should be in the LMS in less than a minute" in page

    def test_says_why_a_grade_needs_somebody_and_what_to_do(self, teacher, parked):
        page = text_of(teacher.see("grades/?show=needs-you"))

        assert "does not know this person in the course" in page
        assert "Enrol the person as a student" in page

    def test_says_what_to_do_about_one_that_was_given_up(self, teacher, outcome):
        told = {"state": "stalled", "reason": "uncertain", "next_try_at": None}
        grades.Outcome.objects.update(**told)

        page = text_of(teacher.see("grades/"))

        assert "Send it again once the LMS takes grades" in page
        assert "tried again by itself" not in page

    def test_tells_no_hour_while_the_lms_is_away(self, teacher, outcome):
        platform = outcome.link.deployment.platform
        grades.Channel.objects.create(platform=platform, is_open=True)

        page = text_of(teacher.see("grades/"))

        assert "The LMS does not answer at the moment." in page
        assert "should be in the LMS in" not in page

    def test_says_until_when_the_lms_asked_for_patience(self, teacher, outcome):
        until = timezone.now() + timedelta(minutes=9)
        platform = outcome.link.deployment.platform
        grades.Channel.objects.create(platform=platform, quiet_until=until)

        page = text_of(teacher.see("grades/"))

        assert f"Nothing is sent to it before {until:%-d %b %Y, %H:%M:%S} UTC" in page

    def test_is_narrowed_to_an_exam(self, teacher, outcome, exam, now):
        other = grades.enqueue(outcome.link, outcome.person, graded(90), source="another", now=now)
        assert other is not None

        page = text_of(teacher.see(f"grades/?exam={exam.pk}"))

        assert (exam.title in page, "Ada Example" in page) == (True, True)

    def test_offers_to_make_a_deleted_column_anew(self, teacher, away):
        assert "Make the column anew and send" in text_of(teacher.see("grades/"))

        teacher.do(f"grades/columns/{away.pk}")

        column = grades.Column.objects.get(link=away)
        assert (column.trouble, column.makes_anew) == ("", True)
        assert grades.Outcome.objects.get().state == "waiting"

    def test_says_that_the_lms_refuses_us_altogether(self, teacher, outcome, now):
        grades.Hold.objects.create(
            deployment=outcome.link.deployment, reason="scope-refused", answer="No.", since=now
        )

        page = text_of(teacher.see("grades/"))

        assert "does not let this service send grades" in page
        assert "The LMS answered: No." in page

    @pytest.mark.parametrize("query", ["?page=x", "?page=999", "?show=nothing", "?exam=x"])
    def test_takes_any_address(self, teacher, outcome, query):
        assert teacher.see(f"grades/{query}").status_code == 200

    def test_is_not_for_learners(self, lms: Lms, outcome):
        assert Teacher.of(lms, **LEARNER).see("grades/").status_code == 403


class TestOneGrade:
    def test_shows_every_try(self, teacher, outcome, now):
        grades.Delivery.objects.create(
            outcome=outcome,
            version=1,
            sent_at=now,
            answered_at=now,
            sent={"scoreGiven": 80, "scoreMaximum": 100},
            status=503,
            meaning="uncertain",
            answer="Closed",
        )

        page = text_of(teacher.see(f"grades/{outcome.pk}/"))

        assert "80 / 100" in page
        assert "503 Closed" in page

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({}, "nothing"),
            ({"activityProgress": "Submitted", "gradingProgress": "Pending"}, "no grade yet"),
            ({"activityProgress": "Initialized"}, "grade taken back"),
        ],
    )
    def test_says_in_words_what_was_sent_and_what_was_heard(
        self, teacher, outcome, now, sent, words
    ):
        told = {"version": 1, "sent_at": now, "answered_at": now, "meaning": "uncertain"}
        heard = {"sent": sent, "answer": "remote-timed-out"}
        grades.Delivery.objects.create(outcome=outcome, **told, **heard)

        page = text_of(teacher.see(f"grades/{outcome.pk}/"))

        assert f"{words} The LMS gave no answer" in page
        assert "did not answer in time" in page
        assert "remote-timed-out" not in page

    def test_of_another_course_is_not_there(self, lms: Lms, outcome):
        stranger = Teacher.of(lms, sub="t2", context={"id": "other", "title": "Other"})

        assert stranger.see(f"grades/{outcome.pk}/").status_code == 404

    def test_is_sent_again(self, teacher, parked):
        page = teacher.do("grades/resend", which="one", outcome=parked.pk)

        parked.refresh_from_db()
        assert (parked.state, parked.forced) == ("waiting", False)
        assert "1 grade is on its way again" in text_of(page)
        assert audit.entries_about(f"course:{teacher.course.pk}").exists()

    def test_is_sent_over_what_the_lms_has_when_that_is_said(self, teacher, parked):
        teacher.do("grades/resend", which="one", outcome=parked.pk, overwrite="yes")

        parked.refresh_from_db()
        assert parked.forced

    @pytest.mark.parametrize("which", ["", "everything"])
    def test_is_not_sent_again_for_a_reason_nobody_understands(self, teacher, parked, which):
        assert teacher.do("grades/resend", which=which).status_code == 422

    def test_is_seen_and_not_sent_by_assistants(self, lms: Lms, parked):
        assistant = Teacher.of(lms, sub="assistant", roles=[ASSISTANT])

        assert "Send again" not in text_of(assistant.see(f"grades/{parked.pk}/"))
        assert assistant.do("grades/resend", which="all").status_code == 403


class TestOnesOwnGrades:
    def test_are_shown_to_oneself(self, lms: Lms, outcome, now):
        learner = Teacher.of(lms, **LEARNER)
        person = learner.course.memberships.get(person__sub="learner-1").person
        grades.enqueue(outcome.link, person, graded(55), source="mine", now=now)

        page = text_of(learner.see("grades/mine"))

        assert "55 of 100" in page
        assert "80 of 100" not in page
        assert "sent as soon as the LMS answers" in page
        assert "Next try: 1 Feb 2027" in page

    def test_say_that_the_lms_took_one_and_does_not_show_it(self, lms: Lms, outcome, now):
        learner = Teacher.of(lms, **LEARNER)
        person = learner.course.memberships.get(person__sub="learner-1").person
        grades.enqueue(outcome.link, person, graded(0), source="mine", now=now)
        told = {"state": "delivered", "reason": "not-shown", "next_try_at": None}
        grades.Outcome.objects.filter(person=person).update(delivered_at=now, **told)

        page = text_of(learner.see("grades/mine"))

        assert "Taken, but not shown" in page
        assert "Whoever teaches the course sees this too" in page
        assert "The LMS took it:" not in page

    def test_say_when_there_are_none(self, lms: Lms):
        page = text_of(Teacher.of(lms, **LEARNER).see("grades/mine"))

        assert "Nothing of yours is sent from here yet" in page


class TestTheTable:
    def test_has_what_must_be_entered_by_hand(self, teacher, parked):
        answer = teacher.see("grades/csv?show=needs-you")

        head, row = answer.content.decode("utf-8-sig").splitlines()
        assert head.startswith("LMS id,Name,Link,Points,Of")
        assert f"{parked.person.sub},Ada Example" in row
        assert ",80,100," in row
        assert "attachment" in answer["Content-Disposition"]

    def test_has_only_what_was_asked_for(self, teacher, parked):
        answer = teacher.see("grades/csv?show=sent")

        assert len(answer.content.decode().splitlines()) == 1

    def test_is_not_for_learners(self, lms: Lms, outcome):
        assert Teacher.of(lms, **LEARNER).see("grades/csv").status_code == 403


class TestTheDashboard:
    def test_says_that_grades_need_somebody(self, teacher, parked):
        page = text_of(teacher.see("dashboard"))

        assert "1 grade does not reach the LMS by itself" in page

    def test_says_nothing_where_none_does(self, teacher, outcome):
        assert "does not reach the LMS" not in text_of(teacher.see("dashboard"))
