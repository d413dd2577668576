"""What a vendor tells late is kept as evidence, and changes nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.proctoring.models import Incident
from tests.factories.proctoring import Guard, Sat

pytestmark = pytest.mark.django_db


class TestEvidence:
    def test_of_long_ago_is_kept(self, guard: Guard, learner: Sat) -> None:
        sent = learner.start()
        long_ago = timezone.now() - timedelta(hours=2)

        answer = guard.call(sent, "flag", incident_time=long_ago.isoformat())

        assert answer.status_code == 200
        assert Incident.objects.get().moment == long_ago

    @pytest.mark.parametrize("action", ["pause", "resume", "update"])
    def test_of_before_the_end_that_comes_after_it_is_kept(
        self, guard: Guard, learner: Sat, action: str
    ) -> None:
        sent, during = learner.start(), timezone.now()
        learner.act("submit")

        answer = guard.call(sent, action, incident_time=during.isoformat(), extra_time=5)

        assert answer.json() == {"status": "complete", "extra_time": 0}
        assert Incident.objects.get().took_effect is False
