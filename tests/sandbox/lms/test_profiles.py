"""The smaller profiles do what their files say, and one can be changed for another."""

import jwt
import pytest
import requests

from tests.factories.university import at

from .under_profile import ENDPOINT, LTI, NRPS_CLAIM, UnderProfile
from .visiting_tool import EVERY_SCOPE, LINE_ITEMS, MEMBERS


class TestBlackboard(UnderProfile):
    profile = "blackboard"

    def test_asking_for_one_user_loses_the_comment(self, lms, tool, link):
        tool.send_score(link, "ada-alder", 5, comment="Well done.")

        (alone,) = tool.results(link, user_id=lms.user_id("ada-alder"))
        (among_all,) = tool.results(link)

        assert "comment" not in alone
        assert among_all["comment"] == "Well done."

    def test_an_unknown_user_is_400_in_its_own_words(self, tool, link):
        answer = tool.send_score(link, "ada-alder", 5, userId="nobody")

        assert answer.status_code == 400
        assert answer.json()["reason"] == "User could not be found:"

    def test_the_issuer_is_the_same_for_everybody(self, tool):
        assert tool.sheet["issuer"] == "https://blackboard.com"

    def test_columns_of_others_are_hidden_where_plain_shows_those_of_a_link(self, lms, tool, link):
        lms.post("line-items", course="stat101", label="By the teacher", link=link["id"])
        columns = tool.claims("ada-alder", link)[ENDPOINT]["lineitems"]

        here = [each["label"] for each in tool.call("GET", columns, LINE_ITEMS).json()]
        lms.post("profile", name="plain")
        elsewhere = [each["label"] for each in tool.call("GET", columns, LINE_ITEMS).json()]

        assert here == ["Final exam"]
        assert elsewhere == ["Final exam", "By the teacher"]


class TestD2L(UnderProfile):
    profile = "d2l"

    def test_an_assertion_must_be_addressed_to_the_fixed_audience(self, tool):
        fixed = tool.assertion(aud="https://api.brightspace.com/auth/token")

        assert tool.ask_for_token(tool.assertion()).status_code == 400
        assert tool.ask_for_token(fixed).ok

    @pytest.fixture
    def admitted(self, tool):
        """The tool, with a token that it got by the fixed audience."""
        assertion = tool.assertion(aud="https://api.brightspace.com/auth/token")
        tool.kept_token = tool.ask_for_token(assertion, EVERY_SCOPE).json()["access_token"]
        return tool

    def test_points_above_the_maximum_are_clipped(self, lms, admitted, link):
        admitted.send_score(link, "ada-alder", 130)

        assert self.given(lms, link) == 100

    @pytest.mark.parametrize(
        ("person", "status"), [("mira-maple", 403), ("nils-nutmeg", 403), ("nobody", 404)]
    )
    def test_strangers_are_told_from_those_not_enrolled(self, admitted, link, person, status):
        who = {"userId": "nobody"} if person == "nobody" else {}

        answer = admitted.send_score(link, "ada-alder" if who else person, 5, **who)

        assert answer.status_code == status


class TestOpenEdx(UnderProfile):
    profile = "openedx"

    def test_a_zero_is_thanked_for_and_forgotten(self, lms, tool, link):
        answer = tool.send_score(link, "ada-alder", 0)

        assert answer.status_code == 201
        assert tool.results(link) == []
        assert lms.times("score.dropped") == 1

    def test_a_score_after_the_due_date_is_forgotten(self, lms, tool):
        link = tool.add_link(submission={"ends": at(0)})

        answer = tool.send_score(link, "ada-alder", 50, timestamp=at(1))

        assert answer.status_code == 201
        assert self.given(lms, link) is None

    def test_an_equal_timestamp_is_400(self, tool, link):
        tool.send_score(link, "ada-alder", 50)

        answer = tool.send_score(link, "ada-alder", 60)

        assert answer.status_code == 400
        assert answer.json()["reason"] == "Score already exists for the provided timestamp"

    def test_the_claim_carries_whichever_column_comes_first(self, lms, tool, link):
        other = tool.add_link(title="Another", line_item=None)

        claims = tool.claims("ada-alder", other)

        assert claims[ENDPOINT]["lineitem"] == tool.column(link)

    def test_a_large_roster_is_403(self, lms, tool, link):
        roster = tool.claims("ada-alder", link)[NRPS_CLAIM]["context_memberships_url"]
        lms.post("people", course="stat101", count=1000)

        assert tool.call("GET", roster, MEMBERS).status_code == 403

    def test_a_role_of_nobody_is_among_the_roles(self, tool, link):
        assert any(role.endswith("#None") for role in tool.claims("ada-alder", link)[LTI + "roles"])


class TestSakai(UnderProfile):
    profile = "sakai"

    def test_logs_in_by_post_under_its_own_name(self, lms, tool, link):
        login = lms.post("login", user="ada-alder", link=link["id"])

        platform = tool.claims("ada-alder", link)[LTI + "tool_platform"]
        assert login["method"] == "POST"
        assert platform["product_family_code"] == "sakailms.org"


class TestSwitching:
    def test_behaviour_changes_at_once_and_ids_stay(self, lms, tool):
        link = tool.add_link()
        before = tool.claims("ada-alder", link)

        lms.post("profile", name="moodle")

        after = tool.claims("ada-alder", link)
        assert (after["iss"], after["sub"]) == (before["iss"], before["sub"])
        assert after["exp"] - after["iat"] == 60

    def test_an_unknown_profile_is_refused_by_name(self, lms):
        answer = requests.post(f"{lms.origin}/_control/profile", json={"name": "ilias"})

        assert answer.status_code == 400
        assert "canvas" in answer.json()["detail"]

    @pytest.mark.parametrize(
        "name", ["plain", "canvas", "moodle", "blackboard", "d2l", "openedx", "sakai"]
    )
    def test_every_profile_mints_a_token_that_its_keys_verify(self, lms, tool, name):
        lms.reset(name)
        tool.install_at(lms)
        link = tool.add_link()

        token = lms.post("id_token", user="ada-alder", link=link["id"])["id_token"]

        keys = jwt.PyJWKSet.from_dict(requests.get(tool.sheet["jwks_url"]).json())
        claims = jwt.decode(
            token, keys.keys[0].key, algorithms=["RS256"], audience=tool.sheet["client_id"]
        )
        assert claims["iss"] == tool.sheet["issuer"]
