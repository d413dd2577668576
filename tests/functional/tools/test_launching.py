"""A browser goes to a tool, comes back with its question, and brings it our answer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.tools import api as tools
from lti_exams.tools.rules import names
from tests.factories.lms import Lms
from tests.factories.tools import FakeTool, form_in, launched
from tests.functional.tools.conftest import Scene


class TestTheBeginning:
    def test_tells_the_tool_who_we_are_and_what_it_must_ask_with(self, scene: Scene) -> None:
        initiation = scene.prepare()

        tool = scene.vendor.tool
        hints = ("login_hint", "lti_message_hint")
        told = {name: value for name, value in initiation.fields.items() if name not in hints}
        assert initiation.action == tool.login_url
        assert told == {
            "iss": "http://testserver",
            "target_link_uri": tool.launch_url,
            "client_id": tool.client_id,
            "lti_deployment_id": tool.deployment_id,
        }

    def test_is_refused_for_a_tool_that_is_off(self, scene: Scene) -> None:
        tools.deactivate(scene.vendor.tool, by="test", now=timezone.now())

        with pytest.raises(tools.ToolIsOff):
            scene.prepare()


class TestAnAnsweredLaunch:
    def test_brings_the_message_that_was_prepared(self, scene: Scene) -> None:
        answer = scene.ask(scene.prepare(claims={names.RESOURCE_LINK: {"id": "exam-1"}}))

        action, fields = form_in(answer)
        claims = scene.received(answer)
        assert (action, fields["state"]) == (scene.vendor.tool.launch_url, "state-1")
        assert claims["iss"] == "http://testserver"
        assert claims["azp"] == scene.vendor.tool.client_id
        assert claims["nonce"] == "nonce-1"
        assert claims[names.MESSAGE_TYPE] == "LtiStartProctoring"
        assert claims[names.VERSION] == "1.3.0"
        assert claims[names.DEPLOYMENT_ID] == scene.vendor.tool.deployment_id
        assert claims[names.TARGET_LINK_URI] == scene.vendor.tool.launch_url
        assert claims[names.RESOURCE_LINK] == {"id": "exam-1"}
        assert claims[names.ROLES] == [tools.LEARNER]
        assert claims[names.TOOL_PLATFORM]["guid"] == "http://testserver"
        assert 0 < claims["exp"] - claims["iat"] <= 600

    def test_may_be_asked_for_by_post_too(self, scene: Scene) -> None:
        asked = scene.vendor.authentication(scene.prepare())

        answer = scene.browser.post("/tools/authorize", asked)

        assert scene.received(answer)["sub"]

    def test_leaves_out_a_state_that_nobody_sent(self, scene: Scene) -> None:
        _, fields = form_in(scene.ask(scene.prepare(), state=None))

        assert set(fields) == {"id_token"}

    def test_tells_nothing_of_the_person_but_a_pseudonym(self, scene: Scene) -> None:
        claims = scene.received(scene.ask(scene.prepare(locale="de")))

        personal = {"name", "given_name", "family_name", "email", "picture", "locale"}
        assert personal.isdisjoint(claims)
        assert claims["sub"] not in (scene.launch.person.sub, str(scene.launch.person_id))

    def test_tells_what_staff_allowed_and_we_know(self, scene: Scene) -> None:
        tool = scene.vendor.tool
        tool.told = ["name", "email", "locale"]
        tool.save()

        claims = scene.received(scene.ask(scene.prepare(locale="de")))

        assert claims["name"] == "Ada Example"
        assert claims["locale"] == claims[names.LAUNCH_PRESENTATION]["locale"] == "de"
        assert "email" not in claims

    def test_carries_custom_parameters_of_the_tool_and_of_the_message(self, scene: Scene) -> None:
        tool = scene.vendor.tool
        tool.custom = {"room": "A", "paper": "old"}
        tool.save()

        answer = scene.ask(scene.prepare(claims={names.CUSTOM: {"paper": "algebra"}}))

        assert scene.received(answer)[names.CUSTOM] == {"room": "A", "paper": "algebra"}

    def test_cannot_be_given_another_identity_by_its_claims(self, scene: Scene) -> None:
        forged = {"iss": "x", "aud": "x", "sub": "x", "nonce": "x", names.DEPLOYMENT_ID: "x"}

        claims = scene.received(scene.ask(scene.prepare(claims=forged)))

        assert "x" not in [claims[name] for name in forged]


class TestThePageThatCarriesIt:
    def test_lets_its_form_go_to_the_tool_alone(self, scene: Scene) -> None:
        policy = scene.ask(scene.prepare())["Content-Security-Policy"]

        assert "form-action https://vendor.example;" in f"{policy};"
        assert "unsafe-inline" not in policy

    def test_is_shown_in_frames_of_the_lms_and_of_ours(self, scene: Scene) -> None:
        policy = scene.ask(scene.prepare())["Content-Security-Policy"]

        assert "frame-ancestors http://testserver https://lms.example;" in f"{policy};"

    def test_is_kept_by_no_cache(self, scene: Scene) -> None:
        assert "no-store" in scene.ask(scene.prepare())["Cache-Control"]


class TestPseudonyms:
    def test_stay_from_launch_to_launch(self, scene: Scene) -> None:
        first, second = (scene.received(scene.ask(scene.prepare()))["sub"] for _ in range(2))

        assert first == second
        assert tools.person_behind(scene.vendor.tool, first) == scene.launch.person

    def test_differ_between_tools_and_lead_back_only_in_their_own(self, scene: Scene) -> None:
        other = FakeTool.registered(name="Other", key_name="other-vendor").tool
        sub = tools.pseudonym(scene.vendor.tool, scene.launch.person)

        assert tools.pseudonym(other, scene.launch.person) != sub
        assert tools.person_behind(other, sub) is None

    @pytest.mark.parametrize("sub", ["", "nobody", "x" * 300, "with\x00nul"])
    def test_that_a_tool_made_up_lead_to_nobody(self, vendor: FakeTool, sub: str) -> None:
        assert tools.person_behind(vendor.tool, sub) is None


class TestSessions:
    def test_another_browser_is_told_to_sign_in(self, scene: Scene) -> None:
        asked = scene.vendor.authentication(scene.prepare())

        answer = Client().get("/tools/authorize", asked)

        action, fields = form_in(answer)
        assert action == scene.vendor.tool.launch_url
        assert fields["error"] == "login_required"
        assert "id_token" not in fields

    def test_another_person_of_the_same_browser_gets_nothing(self, scene: Scene, lms: Lms) -> None:
        initiation = scene.prepare()
        launched(lms, scene.browser, sub="somebody-else")

        _, fields = form_in(scene.ask(initiation))

        assert fields["error_description"] == "tool-authorise-session"

    def test_a_refusal_leaves_the_launch_to_whom_it_belongs(self, scene: Scene) -> None:
        initiation = scene.prepare()
        Client().get("/tools/authorize", scene.vendor.authentication(initiation))

        assert scene.received(scene.ask(initiation))

    def test_a_foreign_form_without_cookies_is_sent_again_from_our_page(self, scene: Scene) -> None:
        asked = scene.vendor.authentication(scene.prepare())

        answer = Client().post("/tools/authorize", asked, headers={"origin": "https://v.example"})

        assert form_in(answer) == ("/tools/authorize", asked)
        assert "form-action http://testserver;" in f"{answer['Content-Security-Policy']};"

    def test_what_our_page_sent_again_is_not_sent_a_third_time(self, scene: Scene) -> None:
        asked = scene.vendor.authentication(scene.prepare())

        answer = Client().post("/tools/authorize", asked, headers={"origin": "http://testserver"})

        assert form_in(answer)[1]["error"] == "login_required"

    def test_an_old_launch_is_told_so(self, scene: Scene) -> None:
        _, fields = form_in(scene.ask(scene.prepare(lifetime=timedelta(seconds=-1))))

        assert fields["error_description"] == "tool-authorise-message-expired"
