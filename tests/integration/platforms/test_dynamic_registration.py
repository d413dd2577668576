from datetime import datetime, timedelta

import pytest
from django.db import connection

from lti_exams.accounts.api import User
from lti_exams.journeys.invite_platform import invite_platform, withdraw_invitation
from lti_exams.journeys.register_dynamically import (
    RegistrationRequest,
    look_at,
    register_dynamically,
)
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms import api as platforms
from lti_exams.trust import api as trust
from tests.factories.fake_lms_server import FakeLms, Told

TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
WEEK = timedelta(days=7)

pytestmark = pytest.mark.django_db(transaction=True)


def _register(
    server: FakeLms, now: datetime, *, token: str = "one-time", invitation: str = ""
) -> platforms.Platform:
    return register_dynamically(
        RegistrationRequest(f"{server.url}/configuration", token=token, invitation=invitation),
        name="Exams",
        description="Proctored exams",
        contact="exams@example.org",
        now=now,
    )


def _invited(staff: User, now: datetime) -> str:
    address = invite_platform("Riverside", by=staff, now=now, lifetime=WEEK)
    return address.partition("?invitation=")[2]


def _refusal(server: FakeLms, now: datetime, **more: str) -> LtiExamsError:
    with pytest.raises(LtiExamsError) as refused:
        _register(server, now, **more)
    return refused.value


class TestALook:
    def test_tells_who_asks_and_stores_nothing(self, server: FakeLms, now: datetime) -> None:
        seen = look_at(RegistrationRequest(f"{server.url}/configuration"), now=now)

        assert (seen.issuer, seen.family) == (server.url, "fake")
        assert not platforms.Platform.objects.exists()
        assert server.sent_to("/register") == []


class TestWhatWeSend:
    def test_carries_the_registration_token(self, server: FakeLms, now: datetime) -> None:
        _register(server, now)

        assert server.sent_to("/register")[0].headers["Authorization"] == "Bearer one-time"

    def test_carries_no_token_where_the_lms_gave_none(self, server: FakeLms, now: datetime) -> None:
        _register(server, now, token="")

        assert "Authorization" not in server.sent_to("/register")[0].headers

    def test_names_the_key_set_of_this_registration_alone(
        self, server: FakeLms, now: datetime
    ) -> None:
        platform = _register(server, now)

        sent = server.sent_to("/register")[0].json()
        assert sent["jwks_uri"] == f"http://testserver/lti/jwks/{platform.pk}"

    def test_names_a_key_set_that_already_answers(
        self, server: FakeLms, now: datetime, client
    ) -> None:
        seen: list[int] = []

        def answer(received):
            keys = client.get(received.json()["jwks_uri"]).json()["keys"]
            seen.append(len(keys))
            # The LMS answers in a thread of its own, and so with a connection of its own.
            connection.close()
            return Told({"client_id": "client-1"})

        server.answers["/register"] = answer

        _register(server, now)

        assert seen == [1]


class TestARegistration:
    def test_waits_for_staff(self, server: FakeLms, now: datetime) -> None:
        platform = _register(server, now)

        platform.refresh_from_db()
        assert platform.status == "pending"
        with pytest.raises(LtiExamsError) as refused:
            platforms.find_for_login(server.url, "client-1")
        assert refused.value.refusal_code == "platform-pending"

    def test_keeps_a_client_id_that_is_a_number_as_text(
        self, server: FakeLms, now: datetime
    ) -> None:
        server.tell("/register", Told({"client_id": 10000000000068}))

        assert _register(server, now).client_id == "10000000000068"

    def test_keeps_the_deployment_that_came_with_it(self, server: FakeLms, now: datetime) -> None:
        server.tell("/register", Told({"client_id": "c", TOOL: {"deployment_id": 7}}))

        platform = _register(server, now)

        (deployment,) = platforms.deployments_of(platform)
        assert (deployment.deployment_id, deployment.status) == ("7", "active")

    def test_binds_the_origins_of_its_addresses(self, server: FakeLms, now: datetime) -> None:
        assert _register(server, now).origins == [server.url]

    def test_never_takes_over_one_that_is_known(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        assert _refusal(server, now).refusal_code == "platform-already-known"

        platform.refresh_from_db()
        assert platform.status == "active"
        assert platforms.Platform.objects.count() == 1

    def test_that_the_lms_refuses_leaves_nothing_behind(
        self, server: FakeLms, now: datetime
    ) -> None:
        server.tell("/register", Told({"error": "token_already_used"}, status=401))

        assert _refusal(server, now).refusal_code == "registration-refused"

        assert not platforms.Platform.objects.exists()
        assert trust.public_keys(None, now=now) == {"keys": []}
        assert not trust.KeySet.objects.exists()

    def test_that_was_cut_off_is_cleared_away_by_a_later_one(
        self, server: FakeLms, now: datetime
    ) -> None:
        cut_off = platforms.begin_registration(
            look_at(RegistrationRequest(f"{server.url}/configuration"), now=now), now=now
        )

        _register(server, now + timedelta(hours=2))

        assert not platforms.Platform.objects.filter(pk=cut_off.pk).exists()

    def test_with_a_token_address_elsewhere_is_marked_for_staff(
        self, server: FakeLms, now: datetime
    ) -> None:
        elsewhere = server.configuration(authorization_server="https://api.brightspace.com/auth")
        server.tell("/configuration", Told(elsewhere))

        platform = _register(server, now)

        assert platform.warnings == ["authorization_server"]
        assert platform.token_audience == "https://api.brightspace.com/auth"


class TestAnInvitation:
    def test_makes_the_registration_active_at_once(
        self, server: FakeLms, staff: User, now: datetime
    ) -> None:
        _register(server, now, invitation=_invited(staff, now))

        assert platforms.find_for_login(server.url, "client-1").is_active

    def test_works_once(self, server: FakeLms, staff: User, now: datetime) -> None:
        invitation = _invited(staff, now)
        _register(server, now, invitation=invitation)

        refusal = _refusal(server, now, invitation=invitation)

        assert refusal.refusal_code == "registration-invitation-unknown"
        assert len(server.sent_to("/register")) == 1

    def test_is_not_used_up_by_a_registration_that_fails(
        self, server: FakeLms, staff: User, now: datetime
    ) -> None:
        invitation, accepts = _invited(staff, now), server.answers["/register"]
        server.tell("/register", Told(status=500))
        _refusal(server, now, invitation=invitation)
        server.answers["/register"] = accepts

        assert _register(server, now, invitation=invitation).is_active

    def test_that_is_too_old_is_refused(self, server: FakeLms, staff: User, now: datetime) -> None:
        invitation = _invited(staff, now)

        refusal = _refusal(server, now + WEEK, invitation=invitation)

        assert refusal.refusal_code == "registration-invitation-unknown"

    def test_that_was_withdrawn_is_refused(
        self, server: FakeLms, staff: User, now: datetime
    ) -> None:
        invitation = _invited(staff, now)
        withdraw_invitation(platforms.invitations()[0].pk, by=staff, now=now)

        refusal = _refusal(server, now, invitation=invitation)

        assert refusal.refusal_code == "registration-invitation-unknown"

    def test_does_not_spare_a_registration_with_foreign_addresses_the_look_of_staff(
        self, server: FakeLms, staff: User, now: datetime
    ) -> None:
        elsewhere = server.configuration(token_endpoint="https://elsewhere.example/token")
        server.tell("/configuration", Told(elsewhere))

        platform = _register(server, now, invitation=_invited(staff, now))

        assert platform.status == "pending"
        assert platform.warnings == ["token_endpoint"]

    def test_shows_staff_who_used_it(self, server: FakeLms, staff: User, now: datetime) -> None:
        platform = _register(server, now, invitation=_invited(staff, now))

        assert platforms.invitations()[0].used_by == platform
