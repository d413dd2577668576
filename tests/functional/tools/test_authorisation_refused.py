"""Every parameter of a tool's authentication request is checked, each refused by its own code."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from lti_exams.tools import api as tools
from tests.factories.tools import FakeTool, form_in
from tests.functional.tools.conftest import Scene
from tests.integration.exams.test_races import at_once

# What is wrong, what the tool is told, and our own word for it.
TOLD_TO_THE_TOOL = [
    ({"scope": None}, "invalid_scope", "scope"),
    ({"scope": "profile"}, "invalid_scope", "scope"),
    ({"response_type": "code"}, "unsupported_response_type", "response-type"),
    ({"response_type": None}, "unsupported_response_type", "response-type"),
    ({"response_mode": "query"}, "invalid_request", "response-mode"),
    ({"response_mode": None}, "invalid_request", "response-mode"),
    ({"prompt": "login"}, "invalid_request", "prompt"),
    ({"prompt": None}, "invalid_request", "prompt"),
    ({"nonce": None}, "invalid_request", "nonce"),
    ({"nonce": "n" * 1001}, "invalid_request", "nonce"),
    ({"lti_message_hint": None}, "invalid_request", "message-hint"),
    ({"lti_message_hint": "invented"}, "invalid_request", "message-hint"),
    ({"login_hint": None}, "invalid_request", "login-hint"),
    ({"login_hint": "somebody-else"}, "login_required", "login-hint"),
]
TOLD_TO_THE_PERSON = [
    ({"client_id": None}, "client"),
    ({"client_id": "invented"}, "client"),
    ({"client_id": "x\ufffd"}, ""),
    ({"redirect_uri": None}, "redirect"),
    ({"redirect_uri": "https://evil.example/"}, "redirect"),
    ({"redirect_uri": "https://vendor.example/launch?"}, "redirect"),
    ({"redirect_uri": "https://vendor.example/launch/"}, "redirect"),
    ({"redirect_uri": "https://VENDOR.example/launch"}, "redirect"),
]


class TestARequestThatIsWrong:
    @pytest.mark.parametrize(("changes", "oauth", "name"), TOLD_TO_THE_TOOL)
    def test_in_one_thing_is_told_to_the_tool(
        self, scene: Scene, changes: dict, oauth: str, name: str
    ) -> None:
        action, fields = form_in(scene.ask(scene.prepare(), **changes))

        assert action == scene.vendor.tool.launch_url
        assert fields == {
            "error": oauth,
            "error_description": f"tool-authorise-{name}",
            "state": "state-1",
        }

    @pytest.mark.parametrize(("changes", "name"), TOLD_TO_THE_PERSON)
    def test_about_where_the_answer_goes_is_told_to_the_person_alone(
        self, scene: Scene, changes: dict, name: str
    ) -> None:
        answer = scene.ask(scene.prepare(), **changes)

        assert answer.status_code == 400
        assert f"tool-authorise-{name}" in answer.content.decode() or not name
        assert "evil.example" not in answer["Content-Security-Policy"]

    @pytest.mark.parametrize("changes", [changes for changes, *_ in TOLD_TO_THE_TOOL])
    def test_uses_nothing_up(self, scene: Scene, changes: dict) -> None:
        initiation = scene.prepare()
        scene.ask(initiation, **changes)

        assert scene.received(scene.ask(initiation))

    def test_because_it_says_a_thing_twice(self, scene: Scene) -> None:
        asked = scene.vendor.authentication(scene.prepare())

        answer = scene.browser.get("/tools/authorize", {**asked, "nonce": ["a", "b"]})

        assert answer.status_code == 400

    def test_in_its_method_is_refused(self, client: Client, db: None) -> None:
        assert client.put("/tools/authorize").status_code == 405


class TestAHint:
    def test_is_good_for_one_answer(self, scene: Scene) -> None:
        initiation = scene.prepare()
        scene.ask(initiation)

        _, fields = form_in(scene.ask(initiation))

        assert fields["error_description"] == "tool-authorise-message-used"

    def test_of_one_tool_is_unknown_to_another(self, scene: Scene) -> None:
        other = FakeTool.registered(name="Other", host="other.example", key_name="other-vendor")
        asked = other.authentication(scene.prepare(), client_id=other.tool.client_id)

        action, fields = form_in(scene.browser.get("/tools/authorize", asked))

        assert action == other.tool.launch_url
        assert fields["error_description"] == "tool-authorise-message-hint"

    def test_of_one_message_does_not_go_with_the_login_of_another(self, scene: Scene) -> None:
        first, second = scene.prepare(), scene.prepare()

        _, fields = form_in(scene.ask(first, login_hint=second.fields["login_hint"]))

        assert fields["error_description"] == "tool-authorise-login-hint"

    def test_of_a_tool_that_was_switched_off_meanwhile_is_worth_nothing(self, scene: Scene) -> None:
        initiation = scene.prepare()
        tools.deactivate(scene.vendor.tool, by="test", now=timezone.now())

        answer = scene.ask(initiation)

        assert (answer.status_code, "tool-inactive" in answer.content.decode()) == (403, True)

    def test_lives_as_long_as_its_message(self, scene: Scene) -> None:
        initiation = scene.prepare(lifetime=timedelta(hours=3))
        asked = scene.vendor.authentication(initiation)
        later = timezone.now() + timedelta(hours=2)

        assert tools.answer(asked, sessions=[scene.launch.key], now=later)


@pytest.mark.django_db(transaction=True)
class TestEightWhoUseOneHint:
    def test_get_one_message(self, scene: Scene) -> None:
        rounds = 5 if connection.vendor == "sqlite" else 25
        for _ in range(rounds):
            asked = scene.vendor.authentication(scene.prepare())

            def answer(asked: dict = asked) -> object:
                return tools.answer(asked, sessions=[scene.launch.key], now=timezone.now())

            answers = at_once(*[answer] * 8)

            won = [one for one in answers if isinstance(one, tools.AutoPost)]
            lost = {one.refusal_code for one in answers if one not in won}
            assert (len(won), lost) == (1, {"tool-authorise-message-used"})
