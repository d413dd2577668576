from datetime import datetime, timedelta

import jwt
import pytest
from django.db import connection

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms import api as platforms
from lti_exams.platforms.models import AccessToken
from lti_exams.trust import api as trust
from tests.factories.fake_lms_server import FakeLms, Told

SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
LINE_ITEM = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"


def _assertion(server: FakeLms, platform: platforms.Platform, now: datetime) -> dict:
    """Verify what we sent with the keys that we publish, and return its claims."""
    token = server.sent_to("/token")[-1].form()["client_assertion"]
    (key,) = trust.public_keys(platform.key_owner, now=now)["keys"]
    assert jwt.get_unverified_header(token)["kid"] == key["kid"]
    options = {"verify_aud": False, "verify_exp": False, "verify_iat": False}
    return jwt.decode(token, jwt.PyJWK(key), algorithms=["RS256"], options=options)


class TestARequestForAToken:
    def test_is_the_client_credentials_grant_with_a_signed_assertion(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        platforms.bearer(platform, [SCORE], now=now)

        form = server.sent_to("/token")[0].form()
        assert form["grant_type"] == "client_credentials"
        assert form["client_assertion_type"].endswith(":jwt-bearer")
        assert form["scope"] == SCORE

    def test_names_us_as_issuer_and_subject_and_the_token_address_as_audience(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        platforms.bearer(platform, [SCORE], now=now)

        claims = _assertion(server, platform, now)
        assert claims["iss"] == claims["sub"] == "client-1"
        assert claims["aud"] == f"{server.url}/token"

    def test_is_dated_five_seconds_back_and_lives_five_minutes(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        platforms.bearer(platform, [SCORE], now=now)

        claims = _assertion(server, platform, now)
        assert claims["iat"] == int(now.timestamp()) - 5
        assert claims["exp"] == int(now.timestamp()) + 300

    def test_names_the_audience_that_the_registration_asks_for(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        platform.token_audience = "https://api.brightspace.com/auth/token"

        platforms.bearer(platform, [SCORE], now=now)

        assert _assertion(server, platform, now)["aud"] == platform.token_audience

    def test_names_the_deployment_when_there_is_only_one(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        platforms.bearer(platform, [SCORE], now=now)

        claim = "https://purl.imsglobal.org/spec/lti/claim/deployment_id"
        assert _assertion(server, platform, now)[claim] == "1"

    def test_is_never_the_same_twice(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        platforms.bearer(platform, [SCORE], now=now)
        platforms.bearer(platform, [LINE_ITEM], now=now)

        first, second = (sent.form()["client_assertion"] for sent in server.sent_to("/token"))
        assert _jti(first) != _jti(second)


def _jti(token: str) -> str:
    return jwt.decode(token, options={"verify_signature": False})["jti"]


class TestAToken:
    def test_is_asked_for_once_and_kept(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        first = platforms.bearer(platform, [SCORE], now=now)
        second = platforms.bearer(platform, [SCORE], now=now + timedelta(minutes=47))

        assert first.token == second.token
        assert len(server.sent_to("/token")) == 1

    def test_is_kept_whatever_the_order_of_its_scopes(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        platforms.bearer(platform, [SCORE, LINE_ITEM], now=now)
        platforms.bearer(platform, [LINE_ITEM, SCORE], now=now)

        assert len(server.sent_to("/token")) == 1

    def test_is_renewed_when_four_fifths_of_its_life_are_over(
        self, platform: platforms.Platform, now: datetime
    ) -> None:
        first = platforms.bearer(platform, [SCORE], now=now)

        renewed = platforms.bearer(platform, [SCORE], now=now + timedelta(minutes=48))

        assert renewed.token != first.token

    def test_is_sealed_in_the_database(self, platform: platforms.Platform, now: datetime) -> None:
        platforms.bearer(platform, [SCORE], now=now)

        with connection.cursor() as cursor:
            cursor.execute("SELECT token FROM platforms_accesstoken")
            (stored,) = cursor.fetchone()
        assert "token-1" not in stored

    def test_goes_on_being_used_while_the_lms_gives_no_new_one(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        first = platforms.bearer(platform, [SCORE], now=now)
        server.tell("/token", Told(status=500))

        held = platforms.bearer(platform, [SCORE], now=now + timedelta(minutes=50))

        assert held.token == first.token

    def test_is_not_asked_for_by_everyone_in_turn_while_the_lms_gives_no_new_one(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        platforms.bearer(platform, [SCORE], now=now)
        server.tell("/token", Told(status=500))

        for second in range(5):
            later = now + timedelta(minutes=50, seconds=second)
            platforms.bearer(platform, [SCORE], now=later)

        assert len(server.sent_to("/token")) == 2

    def test_that_is_dead_is_not_used_when_the_lms_gives_no_new_one(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        platforms.bearer(platform, [SCORE], now=now)
        server.tell("/token", Told({"error": "invalid_client"}, status=401))

        with pytest.raises(LtiExamsError) as refused:
            platforms.bearer(platform, [SCORE], now=now + timedelta(hours=1))

        assert refused.value.refusal_code == "access-token-refused"
        assert refused.value.values["error"] == "invalid_client"

    def test_that_the_lms_is_too_busy_to_give_is_a_matter_of_time(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        server.tell("/token", Told(status=429, headers={"Retry-After": "30"}))

        with pytest.raises(LtiExamsError) as refused:
            platforms.bearer(platform, [SCORE], now=now)

        assert refused.value.refusal_code == "access-token-throttled"
        assert refused.value.values["retry_after"] == "30"

    def test_can_be_asked_for_again_at_once_after_a_refusal(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        gives = server.answers["/token"]
        server.tell("/token", Told(status=500))
        with pytest.raises(LtiExamsError):
            platforms.bearer(platform, [SCORE], now=now)
        server.answers["/token"] = gives

        assert AccessToken.objects.get().leased_until is None
        assert platforms.bearer(platform, [SCORE], now=now).token == "token-1"

    def test_is_asked_for_by_another_when_the_one_who_asked_died(
        self, platform: platforms.Platform, now: datetime
    ) -> None:
        AccessToken.objects.create(
            platform=platform, scopes=SCORE, leased_by="gone", leased_until=now
        )

        assert platforms.bearer(platform, [SCORE], now=now).token == "token-1"

    def test_shows_how_far_the_clock_of_the_lms_is_ahead(
        self, server: FakeLms, platform: platforms.Platform, now: datetime
    ) -> None:
        document = {"access_token": "t", "token_type": "Bearer"}
        date = (now + timedelta(seconds=42)).strftime("%a, %d %b %Y %H:%M:%S GMT")
        server.answers["/token"] = lambda _: Told(document, headers={"Date": date})

        platforms.bearer(platform, [SCORE], now=now)

        platform.refresh_from_db()
        assert platform.clock_ahead_seconds == 42
        assert platform.clock_differs
