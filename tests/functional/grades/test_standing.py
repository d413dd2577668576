from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.grades import api as grades
from lti_exams.ops.health import grades_flow

pytestmark = pytest.mark.django_db


class TestWhatTheDoctorSaysOfGrades:
    def test_is_nothing_where_they_flow(self, outcome):
        assert grades_flow() == ""

    def test_names_those_that_were_given_up(self, outcome):
        grades.Outcome.objects.update(state="stalled", reason="uncertain", next_try_at=None)

        assert grades_flow() == "1 grades were given up: see manage.py resend."

    def test_asks_for_a_worker_where_one_is_long_due(self, outcome):
        grades.Outcome.objects.update(next_try_at=timezone.now() - timedelta(hours=2))

        assert "due for 120 min: does manage.py work run?" in grades_flow()

    def test_is_nothing_where_an_lms_is_away(self, outcome):
        platform = outcome.link.deployment.platform
        grades.Channel.objects.create(platform=platform, is_open=True)
        grades.Outcome.objects.update(next_try_at=timezone.now() - timedelta(hours=2))

        assert grades_flow() == ""

    def test_names_an_lms_that_refuses_them(self, outcome, now):
        grades.Hold.objects.create(
            deployment=outcome.link.deployment, reason="scope-refused", since=now
        )

        assert "1 LMS deployments refuse our grades" in grades_flow()
