import re

import jwt
import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.trust import api as trust
from tests.factories.lms import LTI, Lms
from tests.factories.pages import OURS, TEACHER, open_as, text_of

pytestmark = pytest.mark.django_db


class TestTheDeepLinkingPage:
    SETTINGS = {
        "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings": {
            "deep_link_return_url": "https://lms.example/deep-link",
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe"],
            "data": "kept-for-the-lms",
        }
    }

    def open(self, lms: Lms, browser: Client) -> str:
        trust.make_key_pair(lms.platform.key_owner, now=timezone.now())
        asked = {"message_type": "LtiDeepLinkingRequest", "resource_link": None, **self.SETTINGS}
        return open_as(lms, browser, **TEACHER, **asked)

    def test_asks_what_the_new_link_shall_open(self, lms: Lms, browser: Client) -> None:
        page = browser.get(self.open(lms, browser))

        assert "What shall the new link open?" in text_of(page)

    def test_brings_an_empty_answer_back(self, lms: Lms, browser: Client) -> None:
        response = browser.post(f"{self.open(lms, browser)}deep-linking", headers=OURS)

        html = response.content.decode()
        token = re.search(r'name="JWT" value="([^"]+)"', html)[1]
        claims = jwt.decode(token, options={"verify_signature": False})
        assert 'action="https://lms.example/deep-link"' in html
        assert claims["https://purl.imsglobal.org/spec/lti-dl/claim/content_items"] == []
        assert claims["https://purl.imsglobal.org/spec/lti-dl/claim/data"] == "kept-for-the-lms"
        assert claims[f"{LTI}message_type"] == "LtiDeepLinkingResponse"

    def test_lets_its_form_go_to_the_lms(self, lms: Lms, browser: Client) -> None:
        response = browser.post(f"{self.open(lms, browser)}deep-linking", headers=OURS)

        assert (
            "form-action 'self' https://lms.example;" in response["Content-Security-Policy"] + ";"
        )

    def test_answers_nobody_who_was_not_asked(self, lms: Lms, browser: Client) -> None:
        page = open_as(lms, browser, **TEACHER)

        response = browser.post(f"{page}deep-linking", headers=OURS)

        assert response.status_code == 400
        assert "deep-link-not-asked-for" in text_of(response)


class TestTheReviewPage:
    def test_says_that_no_work_is_held(self, lms: Lms, browser: Client) -> None:
        asked = {
            "message_type": "LtiSubmissionReviewRequest",
            "for_user": {"user_id": "person-1"},
            "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": {
                "lineitem": "https://lms.example/lineitems/1"
            },
        }

        page = browser.get(open_as(lms, browser, **TEACHER, **asked))

        assert "There is nothing to review here" in text_of(page)


class TestThePrivacyPage:
    def open(self, lms: Lms, browser: Client, about: str) -> str:
        return text_of(
            browser.get(
                open_as(
                    lms,
                    browser,
                    email="ada@lms.example",
                    message_type="DataPrivacyLaunchRequest",
                    for_user={"user_id": about},
                    context=None,
                    resource_link=None,
                )
            )
        )

    def test_shows_people_what_is_kept_about_them(self, lms: Lms, browser: Client) -> None:
        page = self.open(lms, browser, about="person-1")

        assert "What is kept about you" in page
        assert "ada@lms.example" in page

    def test_shows_nobody_what_is_kept_about_another(self, lms: Lms, browser: Client) -> None:
        open_as(lms, Client(), sub="person-2", name="Bob Secret")

        page = self.open(lms, browser, about="person-2")

        assert "Bob Secret" not in page
        assert "shown to that person alone" in page
