"""Pages on which sittings are reviewed: the queue, one sitting, its decisions and comments."""

import csv
import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.follow_changes import follow_changes
from lti_exams.proctoring import api as proctoring
from lti_exams.proctoring.models import Incident
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.pages import text_of
from tests.factories.proctoring import guarded_exam, lti_vendor, null_vendor
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db

MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership"
ASSISTANT = {"sub": "assistant-1", "roles": [f"{MEMBERSHIP}/Instructor#TeachingAssistant"]}


@dataclass
class Hall:
    """A teacher, and an exam of the course that a vendor guards."""

    teacher: Teacher
    exam: exams.Exam

    def sat(self, name: str = "Ada Example") -> exams.Attempt:
        """Return what somebody has handed in."""
        now = timezone.now()
        attempt = make.started(
            self.exam, make.person(self.teacher.course, name), now=now - timedelta(hours=1)
        )
        follow_changes([exams.submit(attempt, by=make.LEARNER, now=now)], now=now)
        return attempt

    def told(self, attempt: exams.Attempt, severity: int, **about: Any) -> Incident:
        """Return what the vendor flagged."""
        now = timezone.now()
        return Incident.objects.create(
            attempt=attempt,
            vendor=proctoring.all_vendors()[0],
            replay_key=f"{attempt.pk}-{severity}",
            action="flag",
            moment=now - timedelta(minutes=30),
            received_at=now,
            severity=severity,
            took_effect=True,
            **about,
        )


@pytest.fixture
def hall(lms: Lms) -> Hall:
    teacher = Teacher.of(lms)
    exam = teacher.exam(vendor=null_vendor().reference, kind=exams.Kind.PROCTORED)
    return Hall(teacher, exam)


class TestTheQueue:
    def test_shows_who_waits_and_how_grave_it_is(self, hall: Hall) -> None:
        hall.told(hall.sat("Ada Alder"), 8_000)

        page = text_of(hall.teacher.see("reviews/"))

        assert "1 sitting waits for a decision" in page
        assert "Ada Alder" in page
        assert "0.8" in page

    def test_narrows_by_severity(self, hall: Hall) -> None:
        hall.told(hall.sat("Ada Alder"), 8_000)
        hall.told(hall.sat("Ben Birch"), 1_000)

        page = text_of(hall.teacher.see("reviews/?severity=0.5"))

        assert "Ada Alder" in page
        assert "Ben Birch" not in page

    def test_leaves_out_what_is_decided_until_asked_for_it(self, hall: Hall) -> None:
        decided = hall.sat("Ada Alder")
        hall.teacher.do(f"reviews/{decided.pk}/decide", verdict="verify", reason="All is well")

        assert "Ada Alder" not in text_of(hall.teacher.see("reviews/"))
        assert "Ada Alder" in text_of(hall.teacher.see("reviews/?review=verified"))

    def test_asks_as_much_of_the_database_for_many_as_for_one(self, hall: Hall) -> None:
        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                hall.teacher.see("reviews/")
            return len(asked)

        hall.told(hall.sat("Ada Alder"), 8_000)
        queries()
        for_one = queries()
        for number in range(5):
            hall.told(hall.sat(f"Ben Birch {number}"), 1_000)

        assert queries() == for_one

    def test_is_not_for_learners(self, lms: Lms) -> None:
        learner = Teacher.of(lms, sub="learner-1", roles=[f"{MEMBERSHIP}#Learner"])

        assert learner.see("reviews/").status_code == 403


class TestOneSitting:
    def test_tells_everything_in_order(self, hall: Hall) -> None:
        attempt = hall.sat()
        hall.told(attempt, 9_000, reason="A second face", reason_code="faces-2")

        page = text_of(hall.teacher.see(f"reviews/{attempt.pk}/"))

        assert "A second face faces-2" in page
        assert "Waits for a review" in page

    def test_says_what_a_reason_code_means(self, hall: Hall) -> None:
        policy = {"reasons": {"faces-2": {"words": "More than one face"}}}
        wishes = proctoring.ExamWishes(policy=policy)
        proctoring.decide_proctoring(hall.exam, wishes, by="x", now=timezone.now())
        attempt = hall.sat()
        hall.told(attempt, 9_000, reason="At the door", reason_code="faces-2")

        page = text_of(hall.teacher.see(f"reviews/{attempt.pk}/"))

        assert "More than one face At the door faces-2" in page

    def test_tells_what_staff_did_and_why(self, lms: Lms, hall: Hall) -> None:
        attempt = make.started(hall.exam, make.person(hall.teacher.course), now=timezone.now())
        told = {"act": "pause", "pause-reason": "A fire alarm"}

        page = hall.teacher.do(f"reviews/{attempt.pk}/control", **told)

        assert "Status Paused Time left" in text_of(page)
        assert "Was paused" in text_of(page)
        assert "Grace Teacher A fire alarm" in text_of(page)
        assert "The vendor told of nothing" in text_of(page)

    def test_is_decided_with_a_reason(self, hall: Hall) -> None:
        attempt = hall.sat()

        page = hall.teacher.do(f"reviews/{attempt.pk}/decide", verdict="reject", reason="A phone")

        attempt.refresh_from_db()
        assert attempt.review == "rejected"
        assert "A phone" in text_of(page)

    def test_that_was_decided_meanwhile_says_how_it_stands(self, hall: Hall) -> None:
        attempt, told = hall.sat(), {"verdict": "reject", "reason": "A phone"}
        hall.teacher.do(f"reviews/{attempt.pk}/decide", **told)

        page = hall.teacher.do(f"reviews/{attempt.pk}/decide", **told)

        assert "This cannot be decided any more" in text_of(page)
        assert proctoring.decisions_of(attempt).filter(finding="reject").count() == 1

    def test_asks_whoever_said_the_first_of_two_opinions_no_more(self, hall: Hall) -> None:
        wishes = proctoring.ExamWishes(needs_second_review=True)
        proctoring.decide_proctoring(hall.exam, wishes, by="x", now=timezone.now())
        attempt = hall.sat()

        page = hall.teacher.do(f"reviews/{attempt.pk}/decide", verdict="reject", reason="A phone")

        assert "You have said what you think" in text_of(page)
        assert "The first of two opinions: Rejected" in text_of(page)
        assert 'name="verdict"' not in page.content.decode()
        assert "Take the last decision back" in text_of(page)

    def test_is_not_decided_without_one(self, hall: Hall) -> None:
        attempt = hall.sat()

        answer = hall.teacher.do(f"reviews/{attempt.pk}/decide", verdict="reject", reason="")

        attempt.refresh_from_db()
        assert answer.status_code == 422
        assert attempt.review == "waiting"

    def test_gets_its_decision_taken_back(self, hall: Hall) -> None:
        attempt = hall.sat()
        hall.teacher.do(f"reviews/{attempt.pk}/decide", verdict="reject", reason="A phone")

        page = hall.teacher.do(f"reviews/{attempt.pk}/undo", reason="It was a calculator")

        attempt.refresh_from_db()
        assert attempt.review in {"waiting", "second"}
        assert "It was a calculator" in text_of(page)

    def test_takes_a_comment_on_a_moment_and_loses_it_again(self, hall: Hall) -> None:
        attempt = hall.sat()
        moment = (timezone.now() - timedelta(minutes=20)).strftime("%Y-%m-%dT%H:%M")
        told = {"zone": "UTC", "moment": moment, "until": "", "text": "Looks at the door"}

        hall.teacher.do(f"reviews/{attempt.pk}/comment", **told)
        page = hall.teacher.do(f"reviews/{attempt.pk}/comment", **told)

        assert "Looks at the door" in text_of(page)
        comment = proctoring.comments_of(attempt).get()
        page = hall.teacher.do(f"reviews/{attempt.pk}/comments/{comment.pk}/remove")
        assert "Looks at the door" not in text_of(page)

    def test_refuses_a_comment_on_a_moment_before_the_attempt(self, hall: Hall) -> None:
        attempt = hall.sat()
        told = {"zone": "UTC", "moment": "2001-01-01T10:00", "until": "", "text": "Long ago"}

        page = hall.teacher.do(f"reviews/{attempt.pk}/comment", **told)

        assert page.status_code == 422
        assert "Moment: This was not while the attempt went on" in text_of(page)

    def test_is_looked_at_by_assistants_and_decided_by_others(self, lms: Lms, hall: Hall) -> None:
        attempt = hall.sat()
        assistant = Teacher.of(lms, **ASSISTANT)

        assert "verdict" not in assistant.see(f"reviews/{attempt.pk}/").content.decode()
        answer = assistant.do(f"reviews/{attempt.pk}/decide", verdict="verify", reason="Why not")
        assert answer.status_code in {403, 422}
        attempt.refresh_from_db()
        assert attempt.review == "waiting"

    def test_of_another_course_does_not_exist(self, lms: Lms, hall: Hall) -> None:
        attempt = hall.sat()
        stranger = Teacher.of(lms, sub="teacher-2", **lms_context("another"))

        assert stranger.see(f"reviews/{attempt.pk}/").status_code == 404


def lms_context(key: str) -> dict[str, Any]:
    return {"https://purl.imsglobal.org/spec/lti/claim/context": {"id": key, "title": "Elsewhere"}}


class TestTheReport:
    def test_holds_every_incident_and_no_formula(self, hall: Hall) -> None:
        attempt = hall.sat("Ada Alder")
        hall.told(attempt, 9_000, reason="=1+1", reason_code="faces-2")

        report = hall.teacher.see("reviews/incidents.csv").content.decode("utf-8-sig")

        (row,) = csv.DictReader(io.StringIO(report))
        assert row["learner"] == "Ada Alder"
        assert row["severity"] == "0.9"
        assert row["reason"] == "'=1+1"


class TestTheVendorsOwnPages:
    def test_are_offered_only_where_there_are_any(self, hall: Hall) -> None:
        without = text_of(hall.teacher.see("reviews/"))
        hall.teacher.exam(vendor=lti_vendor().vendor.reference, slug="b")

        assert "The vendor's own pages" not in without
        assert "The vendor's own pages" in text_of(hall.teacher.see("reviews/"))

    def test_open_in_a_launch_as_somebody_who_teaches(self, lms: Lms, settings: Any) -> None:
        settings.PUBLIC_ORIGIN = "http://exams.example"
        guard = lti_vendor()
        exam = guarded_exam(lms, guard.vendor)
        teacher = Teacher.of(lms)

        page = teacher.browser.post(
            f"{teacher.page}exams/{exam.pk}/vendor", headers={"origin": settings.PUBLIC_ORIGIN}
        )

        claims = guard.asked(page, teacher.browser)
        assert claims["https://purl.imsglobal.org/spec/lti/claim/message_type"] == (
            "LtiResourceLinkRequest"
        )
        presentation = claims["https://purl.imsglobal.org/spec/lti/claim/launch_presentation"]
        assert presentation["return_url"] == f"http://exams.example{teacher.page}reviews/"
        assert any(
            "Instructor" in role
            for role in claims["https://purl.imsglobal.org/spec/lti/claim/roles"]
        )
