from datetime import datetime

import pytest

from lti_exams.accounts.api import User
from lti_exams.audit import api as audit
from lti_exams.journeys import approve_platform
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms import api as platforms
from tests.factories.platforms import registered

pytestmark = pytest.mark.django_db


class TestMeetingADeployment:
    def _refusal(self, platform: platforms.Platform, deployment_id: str, now: datetime) -> str:
        with pytest.raises(LtiExamsError) as refused:
            platforms.meet_deployment(platform, deployment_id, now=now)
        return refused.value.refusal_code

    def test_returns_one_that_is_active(self, now: datetime) -> None:
        platform = registered(now, deployments=("1",))

        assert platforms.meet_deployment(platform, "1", now=now).deployment_id == "1"

    def test_keeps_an_unknown_one_for_staff_to_approve(self, now: datetime) -> None:
        platform = registered(now)

        assert self._refusal(platform, "new", now) == "deployment-pending"

        (waiting,) = platforms.waiting_deployments()
        assert waiting.deployment_id == "new"
        assert audit.entries_about(f"deployment:{waiting.pk}").count() == 1

    def test_keeps_an_unknown_one_once(self, now: datetime) -> None:
        platform = registered(now)
        self._refusal(platform, "new", now)
        self._refusal(platform, "new", now)

        assert platforms.waiting_deployments().count() == 1

    def test_lets_an_unknown_one_in_where_staff_said_so(self, now: datetime, staff: User) -> None:
        platform = registered(now)
        approve_platform.welcome_new_deployments(platform.pk, "auto", by=staff, now=now)

        met = platforms.meet_deployment(platforms.by_id(platform.pk), "new", now=now)

        assert met.status == "active"

    def test_lets_it_in_after_staff_approved_it(self, now: datetime, staff: User) -> None:
        platform = registered(now)
        self._refusal(platform, "new", now)
        (waiting,) = platforms.waiting_deployments()

        approve_platform.decide_about_deployment(waiting.pk, "approve", by=staff, now=now)

        assert platforms.meet_deployment(platform, "new", now=now).pk == waiting.pk

    def test_refuses_one_that_is_switched_off(self, now: datetime, staff: User) -> None:
        platform = registered(now, deployments=("1",))
        deployment = platforms.deployments_of(platform).get()
        approve_platform.decide_about_deployment(deployment.pk, "disable", by=staff, now=now)

        assert self._refusal(platform, "1", now) == "deployment-disabled"

    @pytest.mark.parametrize("deployment_id", ["", "x" * 256, "né", "a\x00"])
    def test_refuses_an_id_that_no_lms_may_send(self, deployment_id: str, now: datetime) -> None:
        platform = registered(now)

        assert self._refusal(platform, deployment_id, now) == "deployment-id-unusable"

    def test_is_the_same_id_in_two_registrations_but_two_deployments(self, now: datetime) -> None:
        first = registered(now, deployments=("1",))
        second = registered(now, client_id="client-2", deployments=("1",))

        assert platforms.meet_deployment(first, "1", now=now) != platforms.meet_deployment(
            second, "1", now=now
        )
