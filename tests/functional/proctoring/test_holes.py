"""The holes of the one other Django platform, by their numbers in the research: none is here."""

import json

import pytest
from django.utils import timezone

from lti_exams.proctoring.models import Incident, Session
from lti_exams.tools import api as tools
from tests.factories.lms import LTI, Lms
from tests.factories.proctoring import (
    AP,
    Sat,
    control_body,
    lti_vendor,
    seated,
)
from tests.factories.tools import FakeTool

pytestmark = pytest.mark.django_db


def let_in(learner: Sat, **changes: object) -> str:
    """Say by which code a message is refused that differs so from an honest one."""
    assert learner.guard is not None
    claims = learner.guard.start_claims(learner.go(), **changes)
    answer = learner.guard.post_start(learner.browser, claims)
    return "" if answer.status_code == 303 else answer.json()["code"]


class TestHole1:
    """The audience, expiry, deployment and nonce of LtiStartAssessment are unchecked there."""

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"aud": "https://elsewhere.example"}, "tool-message-audience"),
            ({"exp": None}, "tool-message-exp-missing"),
            ({f"{LTI}deployment_id": "another"}, "tool-message-deployment"),
        ],
    )
    def test_each_is_checked(self, learner: Sat, changes: dict[str, object], code: str) -> None:
        assert let_in(learner, **changes) == code

    def test_a_nonce_works_once(self, learner: Sat) -> None:
        assert let_in(learner, nonce="one", aud="x") == "tool-message-audience"
        assert let_in(learner, nonce="one") == ""
        assert let_in(learner, nonce="one") == "tool-message-nonce-used"


class TestHole2:
    """RS512 is accepted there."""

    def test_only_rs256_is_taken(self, learner: Sat) -> None:
        guard = learner.guard
        claims = guard.start_claims(learner.go())

        answer = guard.post_start(learner.browser, claims, algorithm="RS512")

        assert answer.status_code == 400


class TestHole3:
    """Session data is made once for a person and a link there, and reused in later attempts."""

    def test_it_is_made_anew_for_every_visit(self, learner: Sat) -> None:
        first = learner.go()
        second = learner.go()

        assert first[f"{AP}session_data"] != second[f"{AP}session_data"]
        assert Session.objects.filter(state="replaced").count() == 1


class TestHole4:
    """Scopes for rosters are silently dropped for proctoring consumers there."""

    def test_a_vendor_gets_every_scope_that_it_may_have(self, learner: Sat) -> None:
        asked = f"{tools.ACS} {tools.ROSTER}"
        form = learner.guard.fake.token_form(asked)

        granted = tools.grant_token(form, now=timezone.now())

        assert set(granted.scopes) == {tools.ACS, tools.ROSTER}


class TestHole5:
    """The token endpoint ignores issuer, subject, audience and identifier there."""

    @pytest.mark.parametrize("name", ["iss", "sub", "aud", "jti"])
    def test_each_is_asked_for(self, learner: Sat, name: str) -> None:
        fake: FakeTool = learner.guard.fake
        assertion = fake.sign(fake.assertion(**{name: None}))

        with pytest.raises(tools.TokenRequestRefused):
            tools.grant_token(fake.token_form(client_assertion=assertion), now=timezone.now())


class TestHole6:
    """An unknown person is an error of the server there, and any vendor ends any other's exams."""

    def test_an_unknown_person_is_404(self, learner: Sat) -> None:
        sent = learner.start()

        answer = learner.guard.call(sent, "terminate", user={"sub": "nobody"})

        assert answer.status_code == 404

    def test_another_vendor_ends_nothing(self, learner: Sat) -> None:
        sent, other = learner.start(), lti_vendor(key="kestrel", host="kestrel.example")
        named = {**sent, "sub": tools.pseudonym(other.tool, learner.attempt().person)}

        answer = other.call(named, "terminate")

        assert (answer.status_code, learner.attempt().state) == (404, "started")


class TestHole7:
    """Whatever is said, also a flag, is answered with `terminated` there."""

    def test_a_flag_is_answered_with_where_the_attempt_is(self, learner: Sat) -> None:
        answer = learner.guard.call(learner.start(), "flag")

        assert answer.json()["status"] == "running"


class TestHole8:
    """A severity and a reason are required there, which the specification leaves open."""

    @pytest.mark.parametrize("action", ["flag", "terminate"])
    def test_neither_is_needed(self, learner: Sat, action: str) -> None:
        assert learner.guard.call(learner.start(), action).status_code == 200


class TestHole9:
    """A call that is sent again takes effect again there."""

    def test_it_takes_effect_once(self, learner: Sat) -> None:
        body = json.dumps(control_body(learner.start(), "update", extra_time=10))

        told = [learner.guard.post_control(body).json()["extra_time"] for _ in range(3)]

        assert told == [10, 10, 10]
        assert Incident.objects.count() == 1


class TestHole10:
    """That a vendor wants to be told of the end is forgotten after twelve hours there."""

    def test_it_is_kept_with_the_visit(self, learner: Sat) -> None:
        learner.start(**{f"{AP}end_assessment_return": True})

        assert Session.objects.get().wants_end is True


class TestHole11:
    """The start page does not say which exam it starts there, and a message posted before works."""

    def test_the_page_after_the_vendor_names_the_exam(self, learner: Sat) -> None:
        learner.let_in()

        assert learner.attempt().exam.title in learner.look()

    def test_a_message_posted_before_anybody_went_is_refused(self, lms: Lms, learner: Sat) -> None:
        victim = seated(lms, learner.guard, sub="victim")
        mine = learner.guard.start_claims(learner.go())

        planted = learner.guard.post_start(victim.browser, mine)

        assert planted.json()["code"] == "start-browser"
