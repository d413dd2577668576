import pytest
import requests

from lti_exams.sandbox.common import jose

from .visitor import Visitor, fields_of, frame_of

LTI = "https://purl.imsglobal.org/spec/lti/claim/"


@pytest.fixture
def link(tool):
    return tool.add_link()


@pytest.fixture
def asking(lms, tool, link):
    """What a tool sends to the authorisation endpoint after a login initiation."""
    login = lms.post("login", user="ada-alder", link=link["id"])["parameters"]
    return {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": tool.sheet["client_id"],
        "redirect_uri": f"{tool.origin}/launch",
        "login_hint": login["login_hint"],
        "lti_message_hint": login["lti_message_hint"],
        "nonce": "a-nonce",
        "state": "a-state",
    }


class TestLogin:
    def test_one_click_on_a_link_leads_to_the_login_of_the_tool(self, lms, tool, link):
        ada = Visitor(lms.origin).be("ada-alder")

        page = ada.open(f"/courses/stat101/links/{link['id']}").text
        answer = ada.session.get(lms.origin + frame_of(page), allow_redirects=False)

        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(f"{tool.origin}/login?")

    def test_a_stranger_is_first_asked_who_to_be(self, lms, link):
        answer = requests.get(f"{lms.origin}/courses/stat101", allow_redirects=False)

        assert answer.headers["Location"] == "/"


class TestAuthorize:
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_answers_with_an_id_token_that_our_keys_verify(self, lms, tool, asking, method):
        sent = {"params": asking} if method == "GET" else {"data": asking}

        answer = requests.request(method, f"{lms.origin}/lti/authorize", **sent)

        posted = fields_of(answer.text)
        claims = jose.verify(
            posted["id_token"],
            requests.get(f"{lms.origin}/lti/jwks").json(),
            issuer=lms.origin,
            audience=tool.sheet["client_id"],
        )
        assert posted["state"] == "a-state"
        assert claims["nonce"] == "a-nonce"
        assert claims["sub"] == lms.user_id("ada-alder")
        assert claims[LTI + "deployment_id"] == tool.sheet["deployment_ids"][0]

    @pytest.mark.parametrize("wrong", ["client_id", "redirect_uri"])
    def test_shows_a_page_of_its_own_when_the_tool_cannot_be_answered(self, lms, asking, wrong):
        answer = requests.get(f"{lms.origin}/lti/authorize", params=asking | {wrong: "else"})

        assert answer.status_code == 400
        assert "This launch is not possible" in answer.text

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ({"response_type": "code"}, "unsupported_response_type"),
            ({"scope": "email"}, "invalid_scope"),
            ({"response_mode": "query"}, "invalid_request"),
            ({"prompt": "login"}, "invalid_request"),
            ({"nonce": ""}, "invalid_request"),
            ({"login_hint": "somebody-else"}, "login_required"),
            ({"lti_message_hint": "made-up"}, "login_required"),
        ],
    )
    def test_posts_an_error_to_the_tool(self, lms, asking, wrong, error):
        answer = requests.get(f"{lms.origin}/lti/authorize", params=asking | wrong)

        assert fields_of(answer.text)["error"] == error
        assert fields_of(answer.text)["state"] == "a-state"

    def test_refuses_a_browser_in_which_somebody_else_is_at_work(self, lms, asking):
        ben = Visitor(lms.origin).be("ben-birch")

        answer = ben.session.get(f"{lms.origin}/lti/authorize", params=asking)

        assert fields_of(answer.text)["error"] == "login_required"


class TestMessages:
    def test_a_launch_names_its_link_its_course_and_its_column(self, tool, link):
        claims = tool.claims("ada-alder", link)

        assert claims[LTI + "message_type"] == "LtiResourceLinkRequest"
        assert claims[LTI + "resource_link"]["id"] == link["resource_link_id"]
        assert claims[LTI + "context"]["label"] == "STAT 101"
        assert "lineitem" in claims["https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"]

    def test_variables_are_replaced_and_unknown_ones_are_left(self, tool):
        link = tool.add_link(
            custom={
                "until": "$ResourceLink.submission.endDateTime",
                "before": "$ResourceLink.id.history",
                "odd": "$Nobody.knows",
            },
            submission={"ends": "2026-12-01T10:00:00Z"},
            copied_from="old-link",
        )

        custom = tool.claims("ada-alder", link)[LTI + "custom"]

        assert custom == {
            "until": "2026-12-01T10:00:00Z",
            "before": "old-link",
            "odd": "$Nobody.knows",
        }

    def test_the_test_student_is_marked_as_such(self, tool, link):
        roles = tool.claims("test-student", link)[LTI + "roles"]

        assert "http://purl.imsglobal.org/vocab/lti/system/person#TestUser" in roles

    def test_a_submission_review_is_about_somebody_else(self, lms, tool, link):
        claims = tool.claims(
            "mira-maple",
            link,
            message_type="LtiSubmissionReviewRequest",
            for_user="ada-alder",
            line_item=link["line_items"][0],
        )

        assert claims[LTI + "for_user"]["user_id"] == lms.user_id("ada-alder")
        assert claims["sub"] == lms.user_id("mira-maple")

    def test_a_data_privacy_launch_has_no_course(self, lms, tool):
        minted = lms.post(
            "id_token",
            user="quinn-quince",
            client_id=tool.sheet["client_id"],
            message_type="DataPrivacyLaunchRequest",
            for_user="ada-alder",
        )

        assert LTI + "context" not in minted["claims"]
        assert LTI + "for_user" in minted["claims"]

    def test_an_override_of_null_leaves_a_claim_out(self, tool, link):
        claims = tool.claims("ada-alder", link, overrides={"email": None, "name": "X"})

        assert "email" not in claims
        assert claims["name"] == "X"


class TestKeys:
    def test_a_rotated_key_signs_and_the_old_one_still_verifies(self, lms, tool, link):
        before = lms.post("id_token", user="ada-alder", link=link["id"])["id_token"]

        lms.post("keys/rotate")

        after = lms.post("id_token", user="ada-alder", link=link["id"])["id_token"]
        published = requests.get(f"{lms.origin}/lti/jwks").json()
        assert len(published["keys"]) == 2
        assert jose.verify(before, published)["sub"] == jose.verify(after, published)["sub"]

    def test_old_keys_can_be_forgotten_at_once(self, lms, tool, link):
        before = lms.post("id_token", user="ada-alder", link=link["id"])["id_token"]

        lms.post("keys/rotate", forget_old=True)

        with pytest.raises(jose.BadToken):
            jose.verify(before, requests.get(f"{lms.origin}/lti/jwks").json())
