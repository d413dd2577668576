from dataclasses import replace
from typing import Any

from lti_exams.platforms.addresses import Addresses
from lti_exams.platforms.dynamic.canvas import pasted_configuration
from lti_exams.platforms.dynamic.families import extension_for
from lti_exams.platforms.dynamic.rules import TOOL_CONFIGURATION, Configuration
from lti_exams.platforms.dynamic.tool import SCOPES, Offer, tool_registration

ADDRESSES = Addresses(
    origin="https://exams.example",
    login_url="https://exams.example/lti/login",
    launch_url="https://exams.example/lti/launch",
    jwks_url="https://exams.example/lti/jwks/7",
    register_url="https://exams.example/lti/register",
    canvas_url="https://exams.example/lti/config/canvas.json",
    icon_url="https://exams.example/icon.svg",
)
OFFER = Offer(
    name="Exams", description="Proctored exams", addresses=ADDRESSES, contact="it@exams.example"
)
LMS = Configuration(
    issuer="https://lms.example",
    auth_url="https://lms.example/auth",
    token_url="https://lms.example/token",
    jwks_url="https://lms.example/jwks",
    registration_url="https://lms.example/register",
    token_audience="",
    family="",
    version="",
    scopes=frozenset(),
    messages={},
    warnings=(),
)


def _sent(offer: Offer = OFFER, **about: Any) -> dict[str, Any]:
    lms = replace(LMS, **about)
    return tool_registration(offer, lms, extension_for(lms.family, offer))


def _messages(sent: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {message["type"]: message for message in sent[TOOL_CONFIGURATION]["messages"]}


class TestWhatWeTellAnLms:
    def test_is_a_web_application_that_signs_in_with_its_key(self) -> None:
        sent = _sent()

        assert sent["application_type"] == "web"
        assert sent["response_types"] == ["id_token"]
        assert set(sent["grant_types"]) == {"implicit", "client_credentials"}
        assert sent["token_endpoint_auth_method"] == "private_key_jwt"

    def test_names_our_addresses(self) -> None:
        sent = _sent()

        assert sent["initiate_login_uri"] == "https://exams.example/lti/login"
        assert sent["redirect_uris"] == ["https://exams.example/lti/launch"]
        assert sent["jwks_uri"] == "https://exams.example/lti/jwks/7"
        assert sent[TOOL_CONFIGURATION]["domain"] == "exams.example"

    def test_asks_for_every_scope_that_we_use(self) -> None:
        assert _sent()["scope"].split() == list(SCOPES)

    def test_asks_for_no_scope_that_the_lms_does_not_know(self) -> None:
        assert _sent(scopes=frozenset([SCOPES[3], "openid"]))["scope"] == SCOPES[3]

    def test_offers_every_message_that_we_understand(self) -> None:
        assert list(_messages(_sent())) == [
            "LtiResourceLinkRequest",
            "LtiDeepLinkingRequest",
            "LtiSubmissionReviewRequest",
            "DataPrivacyLaunchRequest",
        ]

    def test_offers_no_message_that_the_lms_does_not_know(self) -> None:
        known = {"LtiResourceLinkRequest": frozenset[str]()}

        assert list(_messages(_sent(messages=known))) == ["LtiResourceLinkRequest"]

    def test_always_offers_a_launch(self) -> None:
        strange = {"LtiSomethingNew": frozenset[str]()}

        assert list(_messages(_sent(messages=strange))) == ["LtiResourceLinkRequest"]

    def test_asks_for_the_histories_and_dates_of_a_link(self) -> None:
        custom = _sent()[TOOL_CONFIGURATION]["custom_parameters"]

        assert {
            "$ResourceLink.id.history",
            "$Context.id.history",
            "$ResourceLink.submission.endDateTime",
            "$ResourceLink.available.startDateTime",
            "$ResourceLink.available.endDateTime",
        } == set(custom.values())

    def test_names_whom_to_write_to(self) -> None:
        assert _sent()["contacts"] == ["it@exams.example"]

    def test_names_nobody_where_nobody_was_set(self) -> None:
        assert "contacts" not in _sent(replace(OFFER, contact=""))


class TestWhatWeTellCanvas:
    FAMILY = "canvas"

    def test_says_that_names_are_wanted(self) -> None:
        tool = _sent(family=self.FAMILY)[TOOL_CONFIGURATION]

        assert tool["https://canvas.instructure.com/lti/privacy_level"] == "public"

    def test_names_the_placements_of_deep_linking(self) -> None:
        messages = _messages(_sent(family=self.FAMILY))

        assert "assignment_selection" in messages["LtiDeepLinkingRequest"]["placements"]

    def test_names_no_placement_that_it_does_not_know(self) -> None:
        known = {"LtiDeepLinkingRequest": frozenset(["link_selection"])}

        messages = _messages(_sent(family=self.FAMILY, messages=known))

        assert messages["LtiDeepLinkingRequest"]["placements"] == ["link_selection"]

    def test_keeps_the_tool_out_of_courses_until_it_is_switched_on(self) -> None:
        launch = _messages(_sent(family=self.FAMILY))["LtiResourceLinkRequest"]

        name = "https://canvas.instructure.com/lti/course_navigation/default_enabled"
        assert launch[name] is False

    def test_is_the_same_by_hand(self) -> None:
        pasted = pasted_configuration(OFFER)

        assert pasted["oidc_initiation_url"] == "https://exams.example/lti/login"
        assert pasted["scopes"] == list(SCOPES)
        (canvas,) = pasted["extensions"]
        assert canvas["privacy_level"] == "public"


class TestWhatWeTellMoodle:
    def test_names_where_deep_linking_is_offered(self) -> None:
        messages = _messages(_sent(family="moodle"))

        assert messages["LtiDeepLinkingRequest"]["placements"] == ["AddContentMenu"]


class TestWhatWeTellOthers:
    def test_is_the_standard_alone(self) -> None:
        assert "placements" not in _messages(_sent(family="ltiaas"))["LtiDeepLinkingRequest"]
