"""Staff are told of a sitting that looks suspicious: who, and of what."""

from datetime import datetime

import pytest

from lti_exams.exams import api as exams
from lti_exams.journeys.relay_events import relay_events
from lti_exams.journeys.review_attempt import Verdict, review_attempt
from lti_exams.outbox import api as outbox
from lti_exams.proctoring.models import Vendor
from tests.factories import exams as make
from tests.factories.reviewing import Course

pytestmark = pytest.mark.django_db


def told(course: Course, verdict: Verdict) -> list[dict[str, str]]:
    """Let a reviewer decide about a sitting, and return the letters that follow."""
    attempt = course.sat()
    review_attempt(course.reviewer(), attempt, verdict, reason="seen", now=course.now)
    relay_events(now=course.now)
    return [one.payload for one in outbox.Message.objects.filter(type="review.alert")]


def name_address(course: Course, address: str) -> None:
    usual = exams.Usual(escalation_email=address)
    exams.decide_usual(course.course, usual, by=make.STAFF, now=course.now)


class TestASuspiciousSitting:
    def test_is_told_to_the_address_of_the_course_by_its_receipt(self, now: datetime) -> None:
        course = Course(now)
        name_address(course, "exams@uni.example")
        Vendor.objects.update(escalation_email="inner@vendor.example")

        (letter,) = told(course, Verdict.SECOND)

        attempt = exams.Attempt.objects.get()
        assert letter["to"] == "exams@uni.example"
        assert attempt.receipt in letter["text"]
        assert "Ada" not in letter["text"]

    def test_is_told_to_that_of_the_vendor_where_the_course_names_none(self, now: datetime) -> None:
        course = Course(now)
        Vendor.objects.update(escalation_email="inner@vendor.example")

        assert [one["to"] for one in told(course, Verdict.SECOND)] == ["inner@vendor.example"]

    def test_is_told_to_nobody_where_nobody_named_an_address(self, now: datetime) -> None:
        assert told(Course(now), Verdict.SECOND) == []

    def test_of_which_all_is_well_is_not_told(self, now: datetime) -> None:
        course = Course(now)
        name_address(course, "exams@uni.example")

        assert told(course, Verdict.VERIFY) == []
