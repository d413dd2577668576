"""Whoever watches an exam goes to the vendor's own pages about it."""

import jwt
import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.access import ActRefused, caller_of_launch
from lti_exams.journeys.launch_vendor_dashboard import launch_vendor_dashboard
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools
from tests.factories.lms import LTI, MEMBERSHIP, Lms
from tests.factories.pages import TEACHER
from tests.factories.proctoring import guarded_exam, lti_vendor, null_vendor
from tests.factories.tools import form_in, launched

pytestmark = pytest.mark.django_db
ROSTER = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"


def prepared(lms: Lms, browser: Client, **who: object) -> tools.Initiation:
    launch = launched(lms, browser, **who)
    exam = exams.Exam.objects.select_related("course").get()
    return launch_vendor_dashboard(
        caller_of_launch(launch),
        exam,
        whom=launch.person,
        session=launch.key,
        return_url="http://testserver/back",
        now=timezone.now(),
    )


class TestTheDashboard:
    def test_gets_a_teacher_the_exam_and_the_roster(self, lms: Lms) -> None:
        guard, browser = lti_vendor(), Client()
        exam = guarded_exam(lms, guard.vendor)

        begun = prepared(lms, browser, **TEACHER)

        request = guard.fake.authentication(begun)
        _, posted = form_in(browser.get("/tools/authorize", request))
        told = jwt.decode(posted["id_token"], options={"verify_signature": False})
        roster = f"http://testserver/proctoring/exams/{exam.pk}/memberships"
        assert told[f"{LTI}message_type"] == "LtiResourceLinkRequest"
        assert told[f"{LTI}roles"] == [f"{MEMBERSHIP}Instructor"]
        assert told[f"{LTI}resource_link"]["id"] == f"exam-{exam.pk}"
        assert told[ROSTER]["context_memberships_url"] == roster
        assert told[f"{LTI}custom"]["roster_url"] == roster

    def test_is_closed_to_learners(self, lms: Lms) -> None:
        guarded_exam(lms, lti_vendor().vendor)

        with pytest.raises(ActRefused):
            prepared(lms, Client())

    def test_is_there_only_where_the_vendor_has_one(self, lms: Lms) -> None:
        guarded_exam(lms, null_vendor())

        with pytest.raises(proctoring.NotProctored):
            prepared(lms, Client(), **TEACHER)
