"""What a tool signs for us: whose it is, whether we may believe it, and that it comes once."""

from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.tools import api as tools
from tests.factories.tools import FakeTool
from tests.integration.exams.test_races import at_once

pytestmark = pytest.mark.django_db
PROCTORING = tools.ToolKind.PROCTORING
MINUTE, HOUR = 60, 3600


@pytest.fixture
def vendor(db: None, now: datetime) -> FakeTool:
    return FakeTool.registered(now=now)


def read(token: str, now: datetime, **more: Any) -> tools.FromTool:
    told = {"kind": PROCTORING, "audience": settings.PUBLIC_ORIGIN, **more}
    return tools.read_from_tool(token, now=now, **told)


def refusal(token: str, now: datetime, **more: Any) -> str:
    with pytest.raises(LtiExamsError) as refused:
        read(token, now, **more)
    return refused.value.refusal_code.removeprefix("tool-message-")


WRONG = [
    ({"iss": "invented"}, "issuer"),
    ({"iss": None}, "issuer"),
    ({"aud": "https://elsewhere.example"}, "audience"),
    ({"aud": None}, "audience"),
    ({"aud": []}, "audience"),
    ({"aud": [settings.PUBLIC_ORIGIN, "https://elsewhere.example"]}, "audience-foreign"),
    ({"azp": "somebody"}, "azp"),
    ({"exp": None}, "exp-missing"),
    ({"exp": "soon"}, "exp-missing"),
    ({"exp": True}, "exp-missing"),
    ({"iat": None}, "iat-missing"),
    ({"nonce": None}, "nonce-missing"),
    ({"nonce": ""}, "nonce-missing"),
    ({"nonce": 7}, "nonce-missing"),
    ({"version": None}, "version"),
    ({"version": "1.1"}, "version"),
    ({"deployment_id": None}, "deployment"),
    ({"deployment_id": "another"}, "deployment"),
]
AT = [
    ({"exp": -2 * MINUTE}, "expired"),
    ({"iat": 2 * MINUTE}, "iat-future"),
    ({"iat": -2 * HOUR}, "iat-old"),
    ({"exp": 2 * HOUR}, "exp-far"),
    ({"nbf": 5 * MINUTE}, "not-yet-valid"),
]


class TestAMessageFromATool:
    def test_is_read_with_the_tool_that_signed_it(self, vendor: FakeTool, now: datetime) -> None:
        token = vendor.sign(vendor.claims(now=now, message_type="LtiStartAssessment"))

        told = read(token, now)

        assert told.tool == vendor.tool
        assert told.claims["iss"] == vendor.tool.client_id

    @pytest.mark.parametrize(
        "more", [{"azp": settings.PUBLIC_ORIGIN}, {"aud": ["http://testserver"]}]
    )
    def test_may_name_us_in_the_ways_that_vendors_do(
        self, vendor: FakeTool, now: datetime, more: dict
    ) -> None:
        assert read(vendor.sign(vendor.claims(now=now, **more)), now)

    @pytest.mark.parametrize(("changes", "name"), WRONG)
    def test_is_refused_by_what_is_wrong_with_it(
        self, vendor: FakeTool, now: datetime, changes: dict, name: str
    ) -> None:
        assert refusal(vendor.sign(vendor.claims(now=now, **changes)), now) == name

    @pytest.mark.parametrize(("times", "name"), AT)
    def test_is_refused_by_its_times(
        self, vendor: FakeTool, now: datetime, times: dict, name: str
    ) -> None:
        changes = {claim: now.timestamp() + seconds for claim, seconds in times.items()}

        assert refusal(vendor.sign(vendor.claims(now=now, **changes)), now) == name

    @pytest.mark.parametrize(
        ("signing", "name"),
        [
            ({"key": "stranger"}, "signature"),
            ({"kid": "unknown"}, "signature"),
            ({"algorithm": "RS512"}, "unreadable"),
            ({"kid": None}, "unreadable"),
        ],
    )
    def test_is_refused_by_its_signature(
        self, vendor: FakeTool, now: datetime, signing: dict, name: str
    ) -> None:
        assert refusal(vendor.sign(vendor.claims(now=now), **signing), now) == name

    @pytest.mark.parametrize("token", ["", "x", "a.b.c", "x" * 100_000])
    def test_is_refused_when_it_is_none(self, vendor: FakeTool, now: datetime, token: str) -> None:
        assert refusal(token, now) == "unreadable"

    def test_is_taken_once(self, vendor: FakeTool, now: datetime) -> None:
        token = vendor.sign(vendor.claims(now=now))
        read(token, now)

        assert refusal(token, now) == "nonce-used"

    def test_is_not_used_up_by_a_forgery(self, vendor: FakeTool, now: datetime) -> None:
        claims = vendor.claims(now=now)
        refusal(vendor.sign({**claims, "aud": "https://elsewhere.example"}), now)

        assert read(vendor.sign(claims), now)

    def test_of_another_kind_of_tool_is_refused(self, vendor: FakeTool, now: datetime) -> None:
        token = vendor.sign(vendor.claims(now=now))

        assert refusal(token, now, kind=tools.ToolKind.ASSESSMENT) == "issuer"

    def test_of_a_tool_that_is_off_is_refused(self, vendor: FakeTool, now: datetime) -> None:
        tools.deactivate(vendor.tool, by="test", now=now)

        assert refusal(vendor.sign(vendor.claims(now=now)), now) == "tool-inactive"

    def test_signed_by_another_tool_is_refused(self, vendor: FakeTool, now: datetime) -> None:
        other = FakeTool.registered(name="Other", key_name="other-vendor", now=now)

        assert refusal(other.sign(vendor.claims(now=now)), now) == "signature"


@pytest.mark.django_db(transaction=True)
class TestEightWhoSendOneMessage:
    def test_are_heard_once(self, vendor: FakeTool, now: datetime) -> None:
        for _ in range(5 if connection.vendor == "sqlite" else 25):
            token = vendor.sign(vendor.claims(now=now))

            answers = at_once(*[lambda token=token: read(token, now)] * 8)

            heard = [one for one in answers if isinstance(one, tools.FromTool)]
            lost = {one.refusal_code for one in answers if one not in heard}
            assert (len(heard), lost) == (1, {"tool-message-nonce-used"})
