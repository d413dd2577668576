"""What people see at the university; every page works without JavaScript."""

import pytest
import requests

from .visitor import Visitor, fields_of, frame_of


@pytest.fixture
def visitor(lms):
    return Visitor(lms.origin)


@pytest.fixture
def link(tool):
    return tool.add_link()


class TestStudent:
    def test_sees_her_courses_their_content_and_her_grades(self, visitor, tool, link):
        tool.send_score(link, "ada-alder", 81, comment="Well done.")

        ada = visitor.be("ada-alder")

        assert "Introduction to Statistics" in ada.open("/home").text
        page = ada.open("/courses/stat101").text
        assert "81 of 100" in page
        assert "Well done." in page

    def test_does_not_see_a_course_from_which_he_is_suspended(self, visitor):
        leo = visitor.be("leo-larch")

        refused = leo.open("/courses/chem210")

        assert refused.status_code == 404
        assert "There is nothing here for you" in refused.text
        assert "My courses" in refused.text

    @pytest.mark.parametrize(
        "path", ["/courses/stat101/gradebook", "/administration/tools", "/administration/faults"]
    )
    def test_is_led_home_from_pages_of_others(self, visitor, path):
        assert visitor.be("ada-alder").open(path).url.endswith("/home")

    def test_a_window_of_its_own_is_a_launch_into_a_window(self, lms, visitor, tool, link):
        lms.post("profile", name="moodle")
        ada = visitor.be("ada-alder")

        begun = fields_of(ada.open(f"/begin?link={link['id']}&window=window").text)

        assert begun["login_hint"] == lms.user_id("ada-alder")
        assert begun["lti_storage_target"] == "_parent"


class TestFrames:
    def test_a_page_inside_a_frame_leaves_the_banner_out(self, lms):
        whole = requests.get(f"{lms.origin}/")
        framed = requests.get(f"{lms.origin}/", headers={"Sec-Fetch-Dest": "iframe"})

        assert 'class="banner"' in whole.text
        assert 'class="banner"' not in framed.text


class TestTeacher:
    def test_the_gradebook_shows_what_arrived_and_what_was_refused_and_why(
        self, visitor, tool, link
    ):
        tool.send_score(link, "ada-alder", 81)
        tool.send_score(link, "ada-alder", 82)

        page = visitor.be("mira-maple").open("/courses/stat101/gradebook").text

        assert "<strong>81</strong>" in page
        assert "409" in page
        assert "A score with this or a later timestamp is already here." in page

    def test_sets_points_by_hand(self, lms, visitor, link):
        number = link["line_items"][0]
        mira = visitor.be("mira-maple")

        mira.send(f"/courses/stat101/gradebook/{number}/ada-alder", given="55.5")

        assert lms.grade(number, "ada-alder")["given"] == 55.5

    def test_picks_content_in_a_frame(self, visitor, tool, link):
        mira = visitor.be("mira-maple")
        path = mira.open("/courses/stat101").text.split("/courses/stat101/add/")[1].split('"')[0]

        page = mira.open(f"/courses/stat101/add/{path}")
        answer = mira.session.get(visitor.origin + frame_of(page.text), allow_redirects=False)

        assert answer.headers["Location"].startswith(f"{tool.origin}/login?")

    def test_reviews_a_submission_in_a_frame(self, visitor, tool):
        link = tool.add_link(line_item={"submission_review": {"label": "Review"}})
        mira = visitor.be("mira-maple")
        number = link["line_items"][0]

        page = mira.open(f"/courses/stat101/gradebook/{number}/ada-alder/review")
        answer = mira.session.get(visitor.origin + frame_of(page.text), allow_redirects=False)

        assert answer.headers["Location"].startswith(f"{tool.origin}/login?")


class TestAdministrator:
    def test_installs_a_tool_by_hand_and_gets_the_copy_sheet(self, lms, visitor, tool_server):
        quinn = visitor.be("quinn-quince")
        typed = tool_server.addresses() | {"redirect_uris": "", "custom": "who = $User.id"}

        page = quinn.send("/administration/tools/install", **typed).text

        (installed,) = lms.get("tools")
        assert installed["client_id"] in page
        assert installed["deployment_ids"][0] in page
        assert f"{lms.origin}/lti/token" in page

    def test_opens_the_registration_of_a_tool_in_a_frame(self, visitor, tool_server):
        quinn = visitor.be("quinn-quince")

        page = quinn.send("/administration/tools/register", url=f"{tool_server.origin}/register")

        assert "registration_token=" in frame_of(page.text)
        assert "openid_configuration=" in frame_of(page.text)

    def test_switches_a_fault_on_and_off(self, lms, visitor):
        quinn = visitor.be("quinn-quince")
        asked = {"probability": "0.5", "seed": "7", "endpoints": "scores", "seconds": "3"}

        quinn.send(
            "/administration/faults/on/latency",
            **{f"latency-{name}": value for name, value in asked.items()},
        )

        (fault,) = lms.get("faults")
        assert (fault["probability"], fault["endpoints"]) == (0.5, ["scores"])
        quinn.send(f"/administration/faults/off/{fault['id']}")
        assert lms.get("faults") == []

    def test_a_fault_of_an_impossible_probability_is_not_switched_on(self, lms, visitor):
        quinn = visitor.be("quinn-quince")

        page = quinn.send("/administration/faults/on/reset", **{"reset-probability": "3"}).text

        assert "less than or equal to 1" in page
        assert lms.get("faults") == []

    def test_chooses_which_lms_to_be(self, lms, visitor):
        quinn = visitor.be("quinn-quince")

        quinn.send("/administration/profile", profile="canvas", clock_offset_seconds="90")

        state = lms.get("state")
        assert (state["profile"], state["clock_offset_seconds"]) == ("canvas", 90)
        assert state["platform_storage"] is False

    def test_rotates_keys(self, visitor):
        page = visitor.be("quinn-quince").send("/administration/keys/rotate").text

        assert page.count("<li><code>") == 2

    def test_the_ledger_shows_what_happened_more_than_once(self, lms, visitor, tool, link):
        lms.post("profile", name="canvas")
        tool.send_score(link, "ada-alder", 81)
        tool.send_score(link, "ada-alder", 81)

        page = visitor.be("quinn-quince").open("/administration/ledger").text

        assert "2 times" in page
        assert "score.recorded" in page

    def test_asks_a_tool_for_the_data_of_somebody(self, visitor, tool, link):
        quinn = visitor.be("quinn-quince")
        tools = quinn.open("/administration/tools").text
        path = "/privacy/" + tools.split('action="/privacy/')[1].split('"')[0]

        page = quinn.open(f"{path}?person=ada-alder").text

        assert "the data of Ada Alder" in page
        assert "about=" in frame_of(page)
