"""A vendor that somebody built on pylti1p3 needs nothing special from us."""

import pytest
from django.test import Client
from django.utils import timezone
from pylti1p3.exception import LtiException

from lti_exams.tools import api as tools
from lti_exams.tools.rules import names
from tests.factories.lms import Lms
from tests.factories.pylti1p3_vendor import AP, LAUNCH_URL, Pylti1p3Vendor
from tests.factories.tools import form_in, launched

LINK = {names.RESOURCE_LINK: {"id": "exam-1", "title": "Final exam"}}
PROCTORING = {
    **LINK,
    f"{AP}attempt_number": 1,
    f"{AP}session_data": "opaque",
    f"{AP}start_assessment_url": "http://testserver/proctoring/start-assessment",
}


@pytest.fixture
def vendor(db: None) -> Pylti1p3Vendor:
    return Pylti1p3Vendor()


def brought(
    vendor: Pylti1p3Vendor, lms: Lms, browser: Client, message_type: str, claims: dict
) -> dict:
    """Launch somebody into the vendor and return what it accepted."""
    launch = launched(lms, browser)
    message = tools.Message(message_type, LAUNCH_URL, claims)
    initiation = tools.prepare(
        vendor.tool, message, person=launch.person, session=launch.key, now=timezone.now()
    )
    answer = browser.get("/tools/authorize", vendor.begin(initiation))
    return vendor.launched_with(form_in(answer)[1])


class TestAVendorOnPylti1p3:
    def test_takes_our_start_of_proctoring(
        self, vendor: Pylti1p3Vendor, lms: Lms, browser: Client
    ) -> None:
        claims = brought(vendor, lms, browser, names.START_PROCTORING, PROCTORING)

        assert claims[f"{AP}session_data"] == "opaque"

    def test_takes_our_resource_link_request(
        self, vendor: Pylti1p3Vendor, lms: Lms, browser: Client
    ) -> None:
        claims = brought(vendor, lms, browser, names.RESOURCE_LINK_REQUEST, LINK)

        assert claims[names.MESSAGE_TYPE] == names.RESOURCE_LINK_REQUEST

    def test_would_refuse_a_start_that_lacks_a_claim(
        self, vendor: Pylti1p3Vendor, lms: Lms, browser: Client
    ) -> None:
        lacking = {**PROCTORING, f"{AP}session_data": ""}

        with pytest.raises(LtiException, match="session_data"):
            brought(vendor, lms, browser, names.START_PROCTORING, lacking)

    def test_gets_a_token_for_its_control_service(self, vendor: Pylti1p3Vendor) -> None:
        token = vendor.access_token(tools.ACS)

        called = tools.bearer(f"Bearer {token}", scopes=[tools.ACS], now=timezone.now())
        assert called == vendor.tool
