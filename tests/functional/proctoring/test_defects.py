"""The verified defects of the control service of edx-exams, by their numbers: none is ours."""

import pytest

from lti_exams.proctoring.models import Incident
from tests.factories.proctoring import Guard, Sat, control_body, lti_vendor

pytestmark = pytest.mark.django_db


class TestDefect5:
    def test_a_vendor_ends_no_attempt_at_the_exam_of_another(
        self, guard: Guard, learner: Sat
    ) -> None:
        sent = learner.start()
        other = lti_vendor(key="kestrel", host="kestrel.example")

        answer = other.post_control(control_body(sent, "terminate"))

        assert (answer.status_code, learner.attempt().state) == (404, "started")


class TestDefect12:
    @pytest.mark.parametrize("severity", [5.0, -0.5, 1.01])
    def test_a_severity_outside_its_range_is_refused_by_its_name(
        self, guard: Guard, learner: Sat, severity: float
    ) -> None:
        answer = guard.call(learner.start(), "flag", incident_severity=severity)

        assert (answer.status_code, answer.json()["field"]) == (400, "incident_severity")
        assert not Incident.objects.exists()


class TestDefect13:
    def test_the_content_type_of_the_specification_is_taken(
        self, guard: Guard, learner: Sat
    ) -> None:
        kind = "application/vnd.ims.lti-ap.v1.control+json"
        body = control_body(learner.start(), "flag")

        answer = guard.post_control(body, **{"content-type": kind})

        assert (answer.status_code, Incident.objects.count()) == (200, 1)
