from datetime import UTC, datetime, timedelta

import pytest

from lti_exams.sandbox.common import jose

from .visiting_tool import AGS, LINE_ITEMS


class TestTokenEndpoint:
    def test_grants_the_scopes_that_it_knows(self, tool):
        answer = tool.ask_for_token(scopes=[AGS + "score", "https://nobody.example/scope"])

        assert answer.status_code == 200
        assert answer.json()["scope"] == AGS + "score"
        assert answer.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"aud": "https://elsewhere.example/token"},
            {"iss": "somebody"},
            {"exp": datetime.now(UTC) - timedelta(hours=1)},
            {"jti": None},
        ],
    )
    def test_refuses_an_assertion_that_is_wrong(self, tool, wrong):
        answer = tool.ask_for_token(tool.assertion(**wrong))

        assert answer.status_code == 400
        assert answer.json()["error"] == "invalid_client"

    def test_refuses_an_assertion_under_another_key(self, tool):
        claims = {"iss": tool.sheet["client_id"], "sub": tool.sheet["client_id"]}

        answer = tool.ask_for_token(jose.sign(claims, jose.new_key()))

        assert answer.json()["error"] == "invalid_client"

    def test_refuses_the_same_assertion_twice(self, tool):
        assertion = tool.assertion()
        tool.ask_for_token(assertion)

        assert tool.ask_for_token(assertion).json()["error"] == "invalid_client"


class TestServices:
    def test_refuse_a_caller_without_a_token_and_say_what_they_want(self, tool):
        link = tool.add_link()

        answer = tool.call("GET", tool.column(link), LINE_ITEMS, token="nonsense")

        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")

    def test_refuse_a_scope_that_was_not_granted(self, tool):
        link = tool.add_link()
        token = tool.ask_for_token(scopes=[AGS + "score"]).json()["access_token"]

        answer = tool.call("GET", tool.column(link), LINE_ITEMS, token=token)

        assert answer.status_code == 403

    def test_refuse_a_token_that_has_expired(self, lms, tool):
        link = tool.add_link()
        tool.token()

        lms.post("clock", offset_seconds=4000)

        assert tool.call("GET", tool.column(link), LINE_ITEMS).status_code == 401
