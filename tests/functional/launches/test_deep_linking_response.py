"""The answer to a Deep Linking request: what a teacher picked, or nothing."""

import re
from typing import Any

import jwt
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from lti_exams.journeys.return_deep_link import NotADeepLink, return_deep_link
from lti_exams.launches.models import Launch
from lti_exams.trust import api as trust
from tests.factories.answers import launch_opened
from tests.factories.forged_claims import DEEP_LINKING
from tests.factories.lms import LTI, MEMBERSHIP, Lms

pytestmark = pytest.mark.django_db

DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
SETTINGS = {
    "deep_link_return_url": "https://lms.example/deep-links",
    "accept_types": ["ltiResourceLink"],
    "accept_presentation_document_targets": ["iframe"],
}


def asked_for_content(lms: Lms, browser: Client, **settings: Any) -> Launch:
    told = {
        "message_type": "LtiDeepLinkingRequest",
        "resource_link": None,
        "roles": [f"{MEMBERSHIP}Instructor"],
        DEEP_LINKING: {**SETTINGS, **settings},
    }
    return launch_opened(lms, browser, **told)


def claims_of(launch: Launch, token: str) -> dict[str, Any]:
    """Verify an answer as the LMS does, with the keys that we publish for it."""
    platform = launch.deployment.platform
    keys = jwt.PyJWKSet.from_dict(trust.public_keys(platform.key_owner, now=timezone.now()))
    key = keys[jwt.get_unverified_header(token)["kid"]]
    return jwt.decode(token, key, algorithms=["RS256"], audience=platform.issuer)


def answered(launch: Launch, *items: dict[str, object], **more: str) -> dict[str, Any]:
    return claims_of(launch, return_deep_link(launch, items, now=timezone.now(), **more).jwt)


class TestADeepLinkingResponse:
    def test_has_the_claims_that_the_specification_lists(self, lms: Lms, browser: Client) -> None:
        claims = answered(asked_for_content(lms, browser))

        assert claims["iss"] == "client-1"
        assert claims["aud"] == "https://lms.example"
        assert claims["exp"] - claims["iat"] == 300
        assert len(claims["nonce"]) >= 32
        assert claims[f"{LTI}deployment_id"] == "1"
        assert claims[f"{LTI}message_type"] == "LtiDeepLinkingResponse"
        assert claims[f"{LTI}version"] == "1.3.0"

    def test_never_has_the_same_nonce_twice(self, lms: Lms, browser: Client) -> None:
        launch = asked_for_content(lms, browser)

        assert answered(launch)["nonce"] != answered(launch)["nonce"]

    def test_goes_where_the_lms_asked_it_to(self, lms: Lms, browser: Client) -> None:
        launch = asked_for_content(lms, browser)

        url = return_deep_link(launch, [], now=timezone.now()).url
        assert url == "https://lms.example/deep-links"

    @pytest.mark.parametrize("data", ["csrf:1", "", None, {"a": [1]}, "<script>", "💥"])
    def test_echoes_the_data_that_the_lms_sent(
        self, lms: Lms, browser: Client, data: object
    ) -> None:
        assert answered(asked_for_content(lms, browser, data=data))[f"{DL}data"] == data

    def test_has_no_data_where_the_lms_sent_none(self, lms: Lms, browser: Client) -> None:
        assert f"{DL}data" not in answered(asked_for_content(lms, browser))

    def test_may_bring_nothing(self, lms: Lms, browser: Client) -> None:
        assert answered(asked_for_content(lms, browser))[f"{DL}content_items"] == []

    def test_brings_what_was_picked(self, lms: Lms, browser: Client) -> None:
        item: dict[str, object] = {"type": "ltiResourceLink", "title": "Final exam"}

        claims = answered(asked_for_content(lms, browser), item)

        assert claims[f"{DL}content_items"] == [item]

    def test_has_a_message_only_where_there_is_one_to_tell(self, lms: Lms, browser: Client) -> None:
        launch = asked_for_content(lms, browser)

        assert answered(launch, message="Nothing chosen")[f"{DL}msg"] == "Nothing chosen"
        assert f"{DL}msg" not in answered(launch)

    def test_is_given_to_no_other_message(self, lms: Lms, browser: Client) -> None:
        launch = launch_opened(lms, browser, **{DEEP_LINKING: SETTINGS})

        with pytest.raises(NotADeepLink):
            return_deep_link(launch, [], now=timezone.now())

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://lms.example/", "/deep-links"])
    def test_goes_to_no_address_that_is_none(self, lms: Lms, browser: Client, url: str) -> None:
        settings = {**SETTINGS, "deep_link_return_url": url}
        changes = {"message_type": "LtiDeepLinkingRequest", DEEP_LINKING: settings}

        assert lms.launch(browser, **changes).status_code == 400

    def test_is_a_form_in_which_nothing_is_markup(self, lms: Lms, browser: Client) -> None:
        url = 'https://lms.example/deep?a="><script>alert(1)</script>'
        launch = asked_for_content(lms, browser, deep_link_return_url=url)

        page = browser.post(
            f"/launches/{launch.key}/deep-linking", headers={"origin": settings.PUBLIC_ORIGIN}
        ).content.decode()

        assert "<script>alert" not in page
        assert re.search(r'action="https://lms.example/deep\?a=&quot;&gt;&lt;script', page)

    def test_is_answered_though_the_lms_takes_other_items_alone(
        self, lms: Lms, browser: Client
    ) -> None:
        launch = asked_for_content(lms, browser, accept_types=["link", "html"])

        assert answered(launch)[f"{DL}content_items"] == []
