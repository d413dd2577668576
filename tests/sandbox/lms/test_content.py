"""Deep linking and dynamic registration, from the LMS's side."""

import time
import uuid

import pytest
import requests

from lti_exams.sandbox.common import jose

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration"
EXAM = {
    "type": "ltiResourceLink",
    "title": "Mid-term exam",
    "custom": {"exam": "mid-term"},
    "lineItem": {"label": "Mid-term", "scoreMaximum": 40, "resourceId": "mid", "tag": "exam"},
    "submission": {"endDateTime": "2026-12-01T10:00:00Z"},
}


@pytest.fixture
def picking(lms, tool):
    """The claims with which a teacher arrives at the tool to pick something."""
    minted = lms.post(
        "id_token",
        user="mira-maple",
        course="stat101",
        client_id=tool.sheet["client_id"],
        message_type="LtiDeepLinkingRequest",
    )
    return minted["claims"]


def hand_back(tool, picking, items, **changes):
    """Post what was picked, as the teacher's browser would."""
    settings = picking[DEEP_LINKING + "deep_linking_settings"]
    claims = {
        "iss": tool.sheet["client_id"],
        "aud": picking["iss"],
        "iat": int(time.time()),
        "exp": int(time.time()) + 300,
        "nonce": str(uuid.uuid4()),
        LTI + "message_type": "LtiDeepLinkingResponse",
        LTI + "version": "1.3.0",
        LTI + "deployment_id": picking[LTI + "deployment_id"],
        DEEP_LINKING + "data": settings["data"],
        DEEP_LINKING + "content_items": items,
    }
    jwt = jose.sign(claims | changes, tool.key)
    return requests.post(settings["deep_link_return_url"], data={"JWT": jwt})


class TestDeepLinking:
    def test_a_picked_exam_becomes_a_link_with_its_column(self, lms, tool, picking):
        answer = hand_back(tool, picking, [EXAM])

        (link,) = lms.get("links")
        (column,) = lms.get("line-items")
        assert answer.status_code == 200
        assert link["custom"] == {"exam": "mid-term"}
        assert link["submission"]["ends"] == "2026-12-01T10:00:00Z"
        assert (column["label"], column["resource_id"], column["tag"]) == (
            "Mid-term",
            "mid",
            "exam",
        )

    def test_picking_nothing_adds_nothing_and_shows_what_the_tool_says(self, lms, tool, picking):
        answer = hand_back(tool, picking, [], **{DEEP_LINKING + "msg": "Until next time."})

        assert "Until next time." in answer.text
        assert lms.get("links") == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {DEEP_LINKING + "data": "foreign"},
            {LTI + "deployment_id": "foreign"},
            {LTI + "message_type": "LtiResourceLinkRequest"},
            {"aud": "https://elsewhere.example"},
            {"exp": 1},
            {"nonce": None},
            {DEEP_LINKING + "content_items": [{"type": "html"}]},
            {DEEP_LINKING + "content_items": "exam"},
            {DEEP_LINKING + "content_items": [EXAM | {"custom": ["a"]}]},
            {DEEP_LINKING + "content_items": [EXAM | {"lineItem": {"scoreMaximum": "many"}}]},
        ],
    )
    def test_a_wrong_message_adds_nothing(self, lms, tool, picking, wrong):
        answer = hand_back(tool, picking, [EXAM], **wrong)

        assert answer.status_code == 400
        assert lms.get("links") == []

    def test_the_same_message_is_not_believed_twice(self, lms, tool, picking):
        hand_back(tool, picking, [EXAM], nonce="the-same")
        hand_back(tool, picking, [EXAM], nonce="the-same")

        assert len(lms.get("links")) == 1


class TestDynamicRegistration:
    def register(self, tool, invitation, **changes):
        configuration = requests.get(invitation["openid_configuration"]).json()
        addresses = tool.addresses()
        body = {
            "application_type": "web",
            "response_types": ["id_token"],
            "grant_types": ["implicit", "client_credentials"],
            "client_name": "A tool that came by itself",
            "initiate_login_uri": addresses["login_url"],
            "redirect_uris": addresses["redirect_uris"],
            "jwks_uri": addresses["jwks_url"],
            "token_endpoint_auth_method": "private_key_jwt",
            CONFIGURATION: {"domain": "127.0.0.1", "target_link_uri": addresses["launch_url"]},
        }
        bearer = {"Authorization": f"Bearer {invitation['registration_token']}"}
        return requests.post(
            configuration["registration_endpoint"], json=body | changes, headers=bearer
        )

    def test_a_tool_registers_itself_and_is_deployed(self, lms, tool):
        answer = self.register(tool, lms.post("registrations")).json()

        installed = lms.get("tools")[-1]
        assert installed["client_id"] == answer["client_id"]
        assert installed["deployment_ids"] == [answer[CONFIGURATION]["deployment_id"]]

    def test_an_invitation_is_good_for_one_tool(self, lms, tool):
        invitation = lms.post("registrations")
        self.register(tool, invitation)

        assert self.register(tool, invitation).status_code == 401

    @pytest.mark.parametrize(
        "wrong",
        [
            {"client_name": ""},
            {"redirect_uris": "https://tool.example"},
            {"token_endpoint_auth_method": "client_secret_post"},
            {CONFIGURATION: None},
        ],
    )
    def test_a_wrong_description_installs_nothing_and_leaves_the_invitation_good(
        self, lms, tool, wrong
    ):
        invitation = lms.post("registrations")

        refused = self.register(tool, invitation, **wrong)

        assert refused.status_code == 400
        assert self.register(tool, invitation).ok
        assert len(lms.get("tools")) == 2

    @pytest.mark.parametrize("profile", ["canvas", "blackboard", "d2l"])
    def test_some_leave_the_deployment_to_the_administrator(self, lms, tool, profile):
        lms.reset(profile)

        answer = self.register(tool, lms.post("registrations")).json()

        assert "deployment_id" not in answer[CONFIGURATION]
        assert lms.post(f"tools/{answer['client_id']}/deployments")["deployment_ids"]

    def test_the_configuration_names_the_issuer_of_the_profile(self, lms):
        url = f"{lms.origin}/.well-known/openid-configuration"
        plain = requests.get(url).json()["issuer"]
        lms.reset("canvas")

        assert plain == lms.origin
        assert requests.get(url).json()["issuer"] == "https://canvas.instructure.com"
