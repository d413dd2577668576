from datetime import datetime

import pytest
from django.db import transaction

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms import api as platforms
from tests.factories.fake_lms_server import FakeLms, Received, Told, running_lms

SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"


class TestACall:
    def test_carries_a_token_for_its_scopes(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        answer = platforms.call(platform, "GET", f"{server.url}/service", scopes=[SCORE], now=now)

        assert answer.json() == {"fine": True}
        assert server.sent_to("/service")[0].headers["Authorization"] == "Bearer token-1"

    def test_sends_what_it_is_given(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        platforms.call(
            platform,
            "POST",
            f"{server.url}/service",
            scopes=[SCORE],
            now=now,
            headers={"Content-Type": "application/vnd.ims.lis.v1.score+json"},
            json={"scoreGiven": 1},
        )

        sent = server.sent_to("/service")[0]
        assert sent.json() == {"scoreGiven": 1}
        assert sent.headers["Content-Type"] == "application/vnd.ims.lis.v1.score+json"

    def test_gets_a_new_token_once_when_the_lms_refuses_the_old_one(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        server.answers["/service"] = _refuses("Bearer token-1")

        answer = platforms.call(platform, "GET", f"{server.url}/service", scopes=[SCORE], now=now)

        assert answer.status == 200
        assert platforms.bearer(platform, [SCORE], now=now).token == "token-2"

    def test_ends_when_the_lms_refuses_the_new_token_too(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        server.tell("/service", Told(status=401))

        answer = platforms.call(platform, "GET", f"{server.url}/service", scopes=[SCORE], now=now)

        assert answer.status == 401
        assert len(server.sent_to("/service")) == 2

    def test_never_takes_a_token_to_a_host_that_is_not_bound(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        with running_lms() as elsewhere, pytest.raises(LtiExamsError) as refused:
            platforms.call(platform, "GET", f"{elsewhere.url}/service", scopes=[SCORE], now=now)

        assert refused.value.refusal_code == "bearer-origin-refused"
        assert elsewhere.received == []
        assert server.received == []

    def test_takes_a_token_to_a_host_that_staff_bound(
        self, platform: platforms.Platform, now: datetime
    ) -> None:
        with running_lms() as elsewhere:
            platforms.bind_origin(platform, elsewhere.url)
            platforms.call(platform, "GET", f"{elsewhere.url}/service", scopes=[SCORE], now=now)

            assert len(elsewhere.sent_to("/service")) == 1

    def test_does_not_follow_the_lms_elsewhere(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        with running_lms() as elsewhere:
            to = {"Location": f"{elsewhere.url}/service"}
            server.tell("/service", Told(status=302, headers=to))

            answer = platforms.call(
                platform, "GET", f"{server.url}/service", scopes=[SCORE], now=now
            )

            assert answer.status == 302
            assert elsewhere.received == []

    def test_is_refused_inside_a_transaction(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        with transaction.atomic(), pytest.raises(LtiExamsError) as refused:
            platforms.call(platform, "GET", f"{server.url}/service", scopes=[SCORE], now=now)

        assert refused.value.refusal_code == "remote-inside-transaction"


def _refuses(authorization: str):
    def answer(received: Received) -> Told:
        refused = received.headers["Authorization"] == authorization
        return Told(status=401) if refused else Told({"fine": True})

    return answer
