"""The story of the seed, told over LTI: course 101 is completed, and course 102 opens."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.journeys.record_milestones import subject_of_course, subject_of_exam
from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.milestones import signals
from tests.factories import exams as make
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.pages import text_of
from tests.factories.sitting import Seat, at_a_seat

pytestmark = pytest.mark.django_db

BEGIN = "Continue to the instructions"
MISSING = "Something that the exam requires is missing."


def course_with_exam(lms: Lms, number: str, title: str) -> exams.Exam:
    """Return the exam of a course of this number, opened by a link of that course."""
    browser = Client()
    where = {
        "context": {"id": number, "label": f"C{number}", "title": f"Course {number}"},
        "resource_link": {"id": f"link-{number}", "title": title},
    }
    lms.launch(browser, sub="teacher-1", roles=[f"{MEMBERSHIP}Instructor"], **where)
    link = launches.Link.objects.get(resource_link_id=f"link-{number}")
    now = timezone.now()
    exam = make.exam(link.course, now=now, title=title, slug=f"exam-{number}")
    launches.place(link, kind="exam", key=str(exam.pk), now=now)
    return exam


def student_smith(lms: Lms, number: str, **who: object) -> Seat:
    """Return Student Smith, who came by the link of a course."""
    where = {
        "context": {"id": number, "label": f"C{number}", "title": f"Course {number}"},
        "resource_link": {"id": f"link-{number}", "title": "An exam"},
    }
    return at_a_seat(lms, sub="smith", name="Sam Smith", **where, **who)


def hand_in(points: int, *, now: datetime) -> None:
    """Let the newest attempt be handed in and get this many of 100 points."""
    attempt = exams.Attempt.objects.latest("pk")
    follow_changes([exams.submit(attempt, by=make.LEARNER, now=now)], now=now)
    given = exams.Score(points * 10_000, 100 * 10_000)
    scored = exams.record_score(attempt, given, handed_in_at=now, by=make.SYSTEM, now=now)
    follow_changes([scored], now=now)


@pytest.fixture
def exam_101(lms: Lms) -> exams.Exam:
    return course_with_exam(lms, "101", "Exam of course 101")


@pytest.fixture
def exam_102(lms: Lms) -> exams.Exam:
    return course_with_exam(lms, "102", "Exam of course 102")


@pytest.fixture
def course_102_needs_course_101(exam_101: exams.Exam, exam_102: exams.Exam) -> None:
    """The author selects course 101 as a prerequisite of course 102, and the studio says so.

    Course 101 is completed by whoever gets 60 % in its exam.
    """
    now = timezone.now()
    signals.course_prerequisite_added.send(
        sender="a studio",
        course_key=str(exam_102.course_id),
        prerequisite_course_key=str(exam_101.course_id),
        now=now,
    )
    subject = str(subject_of_exam(exam_101))
    asked = {"ask": "completed", "about": {"subject": subject, "minimum_score": 600_000}}
    key = subject_of_course(exam_101.course).key
    milestones.set_course_rule(key, {"all": [asked]}, by="staff:1", now=now)


@pytest.mark.usefixtures("course_102_needs_course_101")
class TestThePrerequisiteStory:
    def test_a_milestone_is_made_that_101_fulfils_and_102_requires(
        self, exam_101: exams.Exam, exam_102: exams.Exam
    ) -> None:
        courses = [subject_of_course(one.course) for one in (exam_101, exam_102)]
        found = milestones.ties(milestones.Wanted(subjects=courses), now=timezone.now())

        assert {(one.subject, one.kind) for one in found} == {
            (courses[0], "fulfils"),
            (courses[1], "requires"),
        }
        assert len({one.milestone for one in found}) == 1

    def test_student_smith_is_told_what_is_missing_for_102(self, lms: Lms) -> None:
        page = student_smith(lms, "102").look()

        assert MISSING in page
        assert "not reached yet." in page
        assert BEGIN not in page

    def test_student_smith_completes_101_and_is_let_into_102(
        self, lms: Lms, exam_101: exams.Exam
    ) -> None:
        student_smith(lms, "101").begin()
        hand_in(60, now=timezone.now() + timedelta(seconds=1))

        seat = student_smith(lms, "102")

        smith = launches.Person.objects.get(sub="smith")
        held = milestones.held_by([smith.pk], now=timezone.now() + timedelta(minutes=1))[smith.pk]
        assert [one.milestone.name for one in held] == [str(subject_of_course(exam_101.course))]
        assert BEGIN in seat.look()
        seat.begin()
        assert exams.Attempt.objects.latest("pk").exam.title == "Exam of course 102"

    def test_student_smith_is_kept_out_of_102_by_any_link_until_then(self, lms: Lms) -> None:
        where = {"context": {"id": "102"}, "resource_link": {"id": "notes of 102"}}
        before = at_a_seat(lms, sub="smith", **where)
        shut = text_of(before.browser.get(before.launch, follow=True))
        student_smith(lms, "101").begin()
        hand_in(60, now=timezone.now() + timedelta(seconds=1))

        waiting = before.browser.get(f"{before.launch}gate/state").json()
        after = at_a_seat(lms, sub="smith", **where)

        assert "Not open for you yet" in shut
        assert "Complete Course 101" in shut
        assert waiting == {"open": True}
        assert "This link is not ready yet" in text_of(after.browser.get(after.launch))

    def test_59_percent_complete_nothing(self, lms: Lms) -> None:
        student_smith(lms, "101").begin()
        hand_in(59, now=timezone.now() + timedelta(seconds=1))

        assert MISSING in student_smith(lms, "102").look()

    def test_the_teacher_is_never_locked_out(self, lms: Lms) -> None:
        page = student_smith(lms, "102", roles=[f"{MEMBERSHIP}Instructor"]).look()

        assert MISSING not in page

    def test_102_stays_shut_when_101_is_deleted(self, lms: Lms, exam_101: exams.Exam) -> None:
        key = str(exam_101.course_id)
        signals.course_deleted.send(sender="a studio", course_key=key, now=timezone.now())

        page = student_smith(lms, "102").look()

        assert "nothing gives it any more" in page
        assert BEGIN not in page
