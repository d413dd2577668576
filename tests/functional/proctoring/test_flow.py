"""A learner goes to the vendor, is let in, sits the exam, and the review begins."""

import pytest

from lti_exams.exams import api as exams
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring
from tests.factories import exams as make
from tests.factories.lms import LTI, Lms
from tests.factories.proctoring import AP, guarded_exam, lti_vendor, null_vendor, seated

pytestmark = pytest.mark.django_db


class TestTheWholeWay:
    def test_leads_from_the_vendor_to_a_verified_review(self, lms: Lms) -> None:
        guard = lti_vendor(policy={"quiet": "verify"})
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)

        learner.start()
        learner.act("submit")

        attempt = learner.attempt()
        assert (attempt.state, attempt.review) == ("submitted", "verified")
        assert [one.finding for one in proctoring.decisions_of(attempt)] == ["verify"]

    def test_lets_nobody_begin_whom_the_vendor_has_not_let_in(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        learner.go()

        learner.do("begin", honour="yes")

        assert learner.attempt().state == "proctoring_requested"

    def test_needs_no_vendor_that_looks_where_the_null_vendor_guards(self, lms: Lms) -> None:
        guarded_exam(lms, null_vendor())
        learner = seated(lms, lti_vendor(key="other"))
        learner.do("come-in")

        learner.send("proctoring")

        assert learner.attempt().state == "ready_to_start"


class TestStartProctoring:
    def test_says_everything_that_the_specification_requires(self, lms: Lms) -> None:
        guard = lti_vendor()
        exam = guarded_exam(lms, guard.vendor, title="Algebra final")

        sent = seated(lms, guard).go()

        assert sent[f"{LTI}message_type"] == "LtiStartProctoring"
        assert sent[f"{LTI}resource_link"] == {"id": f"exam-{exam.pk}", "title": "Algebra final"}
        assert sent[f"{AP}attempt_number"] == 1
        assert sent[f"{AP}start_assessment_url"] == "http://testserver/proctoring/start-assessment"
        assert sent[f"{AP}acs"] == {
            "assessment_control_url": "http://testserver/proctoring/acs",
            "actions": ["flag", "pause", "resume", "terminate", "update"],
        }
        assert sent[f"{LTI}launch_presentation"]["return_url"].startswith("http://testserver/")
        assert sent[f"{AP}session_data"]
        assert sent[f"{LTI}target_link_uri"] == guard.tool.launch_url

    def test_hands_the_settings_of_the_exam_to_the_vendor(self, lms: Lms) -> None:
        guard = lti_vendor()
        exam = guarded_exam(lms, guard.vendor, review_policy="Open books are allowed.")
        wishes = proctoring.ExamWishes(settings={"webcam": True})
        proctoring.decide_proctoring(exam, wishes, by="staff:1", now=exam.created_at)

        told = seated(lms, guard).go()[f"{AP}proctoring_settings"]

        assert told == {"data": {"webcam": True}, "review_policy": "Open books are allowed."}

    def test_tells_the_vendor_of_the_minutes_that_somebody_was_granted(self, lms: Lms) -> None:
        guard = lti_vendor()
        exam = guarded_exam(lms, guard.vendor)
        learner = seated(lms, guard)
        person = launches.Person.objects.get(sub="person-1")
        more = exams.Allowance(minutes=15)
        exams.accommodate(person, exam, more, by=make.STAFF, reason="eyes", now=exam.created_at)

        assert learner.go()[f"{AP}proctoring_settings"] == {"extra_time": 15}

    def test_tells_the_vendor_no_name_and_no_address_of_ours(self, lms: Lms) -> None:
        guard = lti_vendor()
        guarded_exam(lms, guard.vendor)

        sent = seated(lms, guard, name="Ada Example", email="ada@example.com").go()

        assert "Ada" not in str(sent)
        assert sent["sub"] not in ("person-1", str(exams.Attempt.objects.get().person_id))
