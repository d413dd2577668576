"""Deep Linking as the certification suite tries it, and as the specification puts it.

A docstring is the name of the suite's test (LTI Advantage Conformance Certification, Deep
Linking) or the section of Deep Linking 2.0 whose sentence is held.
"""

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.launches.models import Launch
from tests.factories.deep_linking import DL, asked, claims_of, items_of
from tests.factories.lms import LTI, Lms
from tests.factories.pages import text_of

pytestmark = pytest.mark.django_db


class TestTheRequest:
    def test_is_received(self, lms: Lms) -> None:
        """Receive a Deep Linking request."""
        page = asked(lms).see()

        assert page.status_code == 200
        assert "What shall the new link open?" in text_of(page)

    @pytest.mark.parametrize("claim", ["deep_link_return_url", "accept_types"])
    def test_without_what_is_required_is_refused(
        self, lms: Lms, browser: Client, claim: str
    ) -> None:
        """4.4.1: deep_link_return_url and accept_types are REQUIRED."""
        settings = {
            "deep_link_return_url": "https://lms.example/deep-links",
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe"],
        }
        del settings[claim]

        answer = lms.launch(
            browser,
            message_type="LtiDeepLinkingRequest",
            resource_link=None,
            **{f"{DL}deep_linking_settings": settings},
        )

        assert answer.status_code == 400


class TestTheResponse:
    def test_is_a_response(self, lms: Lms) -> None:
        """The message is a Deep Linking response."""
        teacher = asked(lms)

        claims = claims_of(teacher, teacher.do("deep-linking", picked="dashboard"))

        assert claims[f"{LTI}message_type"] == "LtiDeepLinkingResponse"
        assert claims[f"{LTI}version"] == "1.3.0"

    def test_has_timestamps_of_now(self, lms: Lms) -> None:
        """The timestamps are valid."""
        teacher = asked(lms)

        claims = claims_of(teacher, teacher.do("deep-linking", picked="dashboard"))

        assert claims["iat"] <= timezone.now().timestamp() < claims["exp"]

    def test_is_signed_with_a_key_that_we_publish(self, lms: Lms) -> None:
        """The signature is valid."""
        teacher = asked(lms)

        assert claims_of(teacher, teacher.do("deep-linking", picked="dashboard"))

    def test_has_every_claim_that_is_required(self, lms: Lms) -> None:
        """The required claims are there."""
        teacher = asked(lms)

        claims = claims_of(teacher, teacher.do("deep-linking", picked="dashboard"))

        required = {"iss", "aud", "exp", "iat", "nonce", f"{DL}content_items"}
        assert required | {f"{LTI}deployment_id"} <= claims.keys()

    def test_has_the_values_that_the_request_set(self, lms: Lms) -> None:
        """The values are those of the request."""
        teacher = asked(lms, data="a value of the LMS")

        claims = claims_of(teacher, teacher.do("deep-linking", picked="dashboard"))

        assert (claims["iss"], claims["aud"]) == (lms.client_id, lms.issuer)
        assert claims[f"{LTI}deployment_id"] == lms.deployment_id
        assert claims[f"{DL}data"] == "a value of the LMS"

    def test_goes_to_the_address_of_the_request_as_a_form(self, lms: Lms) -> None:
        """Send a Deep Linking response."""
        page = asked(lms).do("deep-linking", picked="dashboard").content.decode()

        assert '<form method="post" action="https://lms.example/deep-links"' in page


class TestTheContentItems:
    def test_are_of_a_type_that_is_accepted(self, lms: Lms) -> None:
        """4.4.1: accept_types is the list of types that the platform accepts."""
        teacher = asked(lms)

        items = items_of(teacher, teacher.do("deep-linking", picked="dashboard"))

        assert [item["type"] for item in items] == ["ltiResourceLink"]

    @pytest.mark.parametrize("several", [False, None])
    def test_are_one_unless_several_are_accepted(self, lms: Lms, several: bool | None) -> None:
        """4.4.1: accept_multiple, false where it is absent."""
        teacher = asked(lms, accept_multiple=several)
        exam = teacher.exam()

        answer = teacher.do("deep-linking", picked=["dashboard", f"exam:{exam.pk}"])

        assert answer.status_code == 400

    def test_are_several_where_that_is_accepted(self, lms: Lms) -> None:
        """4.4.1: accept_multiple."""
        teacher = asked(lms, accept_multiple=True)
        picked = [f"exam:{teacher.exam(slug=slug).pk}" for slug in ("one", "two")]

        items = items_of(teacher, teacher.do("deep-linking", picked=picked))

        assert [item["custom"]["lti_exams_opens"] for item in items] == picked

    @pytest.mark.parametrize(("accepted", "has_one"), [(True, True), (None, True), (False, False)])
    def test_bring_a_line_item_unless_that_is_not_accepted(
        self, lms: Lms, accepted: bool | None, has_one: bool
    ) -> None:
        """4.4.1: accept_lineitem says whether the platform handles line items."""
        teacher = asked(lms, accept_lineitem=accepted)
        exam = teacher.exam()

        [item] = items_of(teacher, teacher.do("deep-linking", picked=f"exam:{exam.pk}"))

        assert ("lineItem" in item) == has_one

    def test_have_custom_parameters_that_are_texts(self, lms: Lms) -> None:
        """3.2: custom is a map of key and value, both texts."""
        teacher = asked(lms)

        [item] = items_of(teacher, teacher.do("deep-linking", picked="dashboard"))

        assert all(isinstance(value, str) for value in item["custom"].values())

    def test_may_be_none_and_are_still_sent(self, lms: Lms) -> None:
        """4.5: an empty list of items is a response too, as after a cancel."""
        teacher = asked(lms)

        assert items_of(teacher, teacher.do("deep-linking")) == []


def test_a_picked_link_launches(lms: Lms) -> None:
    """Launch the link that was made by Deep Linking."""
    teacher = asked(lms)
    exam = teacher.exam()
    [item] = items_of(teacher, teacher.do("deep-linking", picked=f"exam:{exam.pk}"))

    answer = lms.launch(Client(), custom=item["custom"])

    assert answer.status_code == 303
    assert Launch.objects.latest("pk").link.placement.key == str(exam.pk)
