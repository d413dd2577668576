"""The profile of Moodle does what its file says."""

import pytest

from tests.factories.university import at

from .under_profile import LTI, NRPS_CLAIM, UnderProfile
from .visiting_tool import AGS, LINE_ITEMS, MEMBERS


class TestMoodle(UnderProfile):
    profile = "moodle"

    def test_a_second_score_within_the_second_is_409(self, tool, link):
        tool.send_score(link, "ada-alder", 50, timestamp=at(0.1))

        assert tool.send_score(link, "ada-alder", 50, timestamp=at(0.9)).status_code == 409
        assert tool.send_score(link, "ada-alder", 50, timestamp=at(1)).status_code == 200

    @pytest.mark.parametrize("person", ["mira-maple", "nils-nutmeg", "quinn-quince"])
    def test_whoever_cannot_be_graded_is_400(self, tool, link, person):
        answer = tool.send_score(link, person, 50)

        assert answer.status_code == 400
        assert answer.json()["reason"] == "Incorrect score received"

    def test_the_reason_phrase_holds_the_whole_body(self, tool, link):
        answer = tool.send_score(link, "mira-maple", 50, comment="Find me.")

        assert "Find me." in answer.reason

    def test_results_come_back_on_the_scale_of_the_column(self, tool, link):
        tool.send_score(link, "ada-alder", 7, scoreMaximum=10)

        (result,) = tool.results(link)
        assert (result["resultScore"], result["resultMaximum"]) == (70, 100)

    def test_a_pending_score_empties_the_grade(self, lms, tool, link):
        tool.send_score(link, "ada-alder", 50)

        tool.send_score(link, "ada-alder", None, timestamp=at(1), gradingProgress="Pending")

        assert self.given(lms, link) is None

    def test_line_item_addresses_carry_a_query(self, tool, link):
        address = tool.column(link)

        assert address.endswith(f"/lineitem?type_id={tool.sheet['deployment_ids'][0]}")
        assert tool.column(link, "/scores").count("?") == 1

    def test_roles_in_the_roster_are_short_and_pages_go_by_from(self, tool, link):
        claims = tool.claims("ada-alder", link)
        roster = claims[NRPS_CLAIM]["context_memberships_url"]

        page = tool.call("GET", roster, MEMBERS, params={"limit": 10})

        assert page.json()["members"][1]["roles"] == ["Learner"]
        assert "from=10" in page.links["next"]["url"]

    def test_a_link_in_the_roster_brings_the_basic_outcome(self, tool, link):
        roster = tool.claims("ada-alder", link)[NRPS_CLAIM]["context_memberships_url"]

        page = tool.call("GET", roster, MEMBERS, params={"rlid": link["resource_link_id"]})

        message = page.json()["members"][0]["message"][0]
        assert "https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome" in message

    def test_an_id_token_lives_a_minute_and_everything_has_a_number(self, lms, tool, link):
        claims = tool.claims("ada-alder", link)

        assert claims["exp"] - claims["iat"] == 60
        assert claims["sub"].isdecimal()
        assert claims[LTI + "deployment_id"].isdecimal()
        assert claims[LTI + "context"]["type"] == ["CourseSection"]

    def test_the_hint_is_json_that_must_come_back_unaltered(self, lms, link):
        login = lms.post("login", user="ada-alder", link=link["id"])

        assert login["method"] == "POST"
        assert login["parameters"]["lti_message_hint"].startswith('{"cmid":')

    def test_an_assertion_may_be_replayed_and_mean_anybody(self, tool):
        assertion = tool.assertion(aud="https://elsewhere.example")

        assert tool.ask_for_token(assertion).ok
        assert tool.ask_for_token(assertion).ok

    def test_reading_needs_the_reading_scope(self, tool, link):
        scopes = [AGS + "lineitem"]
        token = tool.ask_for_token(scopes=scopes).json()["access_token"]

        assert tool.call("GET", tool.column(link), LINE_ITEMS, token=token).status_code == 403

    def test_a_401_has_no_challenge(self, tool, link):
        answer = tool.call("GET", tool.column(link), LINE_ITEMS, token="nonsense")

        assert answer.status_code == 401
        assert "WWW-Authenticate" not in answer.headers

    def test_times_of_content_are_not_kept(self, tool):
        link = tool.add_link(submission={"ends": "2026-12-01T10:00:00Z"})

        assert link["submission"]["ends"] == ""
