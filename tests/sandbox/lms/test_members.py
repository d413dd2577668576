import pytest

from .visiting_tool import MEMBERS

LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
LTI = "https://purl.imsglobal.org/spec/lti/claim/"
NRPS_CLAIM = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"


@pytest.fixture
def link(tool):
    return tool.add_link(custom={"who": "$User.id"})


@pytest.fixture
def roster(tool, link):
    """The address of the members of the course."""
    return tool.claims("ada-alder", link)[NRPS_CLAIM]["context_memberships_url"]


def ask(tool, roster, **query):
    return tool.call("GET", roster, MEMBERS, params=query)


class TestMembers:
    def test_the_roster_holds_everybody_of_the_course(self, tool, roster):
        body = ask(tool, roster).json()

        names = [member["name"] for member in body["members"]]
        assert len(names) == 15
        assert {"Mira Maple", "Pia Poplar", "Test Student", "Leo Larch"} <= set(names)
        assert body["context"]["label"] == "STAT 101"

    def test_pages_are_chained_by_tokens_of_mixed_case(self, tool, roster):
        address, members, tokens = roster, [], []
        query = {"limit": 6}
        while address:
            page = tool.call("GET", address, MEMBERS, params=query)
            members += page.json()["members"]
            address, query = page.links.get("next", {}).get("url"), {}
            tokens += [address] if address else []

        assert len({member["user_id"] for member in members}) == 15
        assert len(tokens) == 2
        assert all(token != token.lower() for token in tokens)

    @pytest.mark.parametrize("role", [LEARNER, "Learner"])
    def test_a_role_is_asked_for_in_full_or_in_short(self, tool, roster, role):
        members = ask(tool, roster, role=role).json()["members"]

        assert len(members) == 13

    def test_a_suspended_student_is_inactive(self, tool):
        link = tool.add_link(course="chem210")
        roster = tool.claims("ada-alder", link)[NRPS_CLAIM]["context_memberships_url"]

        statuses = {each["name"]: each["status"] for each in ask(tool, roster).json()["members"]}

        assert statuses["Leo Larch"] == "Inactive"
        assert statuses["Ada Alder"] == "Active"

    def test_a_removed_student_is_not_there(self, lms, tool, roster):
        lms.post("courses/stat101/enrolments", person="ada-alder", standing="Deleted")

        names = [each["name"] for each in ask(tool, roster).json()["members"]]

        assert "Ada Alder" not in names

    def test_a_link_adds_the_message_of_each_member(self, lms, tool, roster, link):
        members = ask(tool, roster, rlid=link["resource_link_id"]).json()["members"]

        ada = next(each for each in members if each["name"] == "Ada Alder")
        assert ada["message"][0][LTI + "custom"] == {"who": lms.user_id("ada-alder")}

    def test_a_foreign_link_is_refused(self, tool, roster):
        assert ask(tool, roster, rlid="foreign").status_code == 403
