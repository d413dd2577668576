"""The valid student launches of the 1EdTech certification suite: each must open.

Every docstring is the sentence of the suite (LTI Advantage Conformance Certification, 6.1).
"""

from typing import Any

import pytest
from django.test import Client

from lti_exams.launches import api as launches
from tests.factories.lms import MEMBERSHIP, Lms

pytestmark = pytest.mark.django_db

LEARNER = f"{MEMBERSHIP}Learner"
PII = {
    "name": "Ada Example",
    "given_name": "Ada",
    "family_name": "Example",
    "email": "ada@example.edu",
}
NO_PII: dict[str, Any] = dict.fromkeys(PII)


class TestAValidStudentLaunch:
    def opened(self, lms: Lms, browser: Client, **changes: Any) -> launches.Launch:
        told = {"sub": "student-1", "roles": [LEARNER], **PII, **changes}
        response = lms.launch(browser, **told)
        assert response.status_code == 303
        assert browser.get(response["Location"]).status_code == 200
        return launches.Launch.objects.get()

    def test_opens(self, lms: Lms, browser: Client) -> None:
        """Valid Student Launch."""
        opened = self.opened(lms, browser)

        assert launches.standing_of(opened) == launches.Standing.LEARNER
        assert opened.person.email == "ada@example.edu"

    def test_opens_with_several_roles(self, lms: Lms, browser: Client) -> None:
        """Valid Student Launch with Multiple Roles."""
        other = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Student"

        opened = self.opened(lms, browser, roles=[LEARNER, f"{MEMBERSHIP}Mentor", other])

        assert launches.standing_of(opened) == launches.Standing.LEARNER

    def test_opens_with_a_short_role(self, lms: Lms, browser: Client) -> None:
        """Valid Student Launch Short Role."""
        opened = self.opened(lms, browser, roles=["Learner"])

        assert launches.standing_of(opened) == launches.Standing.LEARNER

    def test_opens_with_an_unknown_role(self, lms: Lms, browser: Client) -> None:
        """Valid Student Launch Unknown Role."""
        unknown = "http://purl.imsglobal.org/vocab/lis/v2/uknownrole/unknown#Helper"

        opened = self.opened(lms, browser, roles=[unknown])

        assert launches.standing_of(opened) == launches.Standing.GUEST

    def test_opens_without_a_role(self, lms: Lms, browser: Client) -> None:
        """Valid Student Launch No Role."""
        opened = self.opened(lms, browser, roles=[])

        assert launches.standing_of(opened) == launches.Standing.GUEST

    def test_opens_with_an_email_address_alone(self, lms: Lms, browser: Client) -> None:
        """Valid Student Launch Email Only."""
        opened = self.opened(lms, browser, **NO_PII | {"email": "ada@example.edu"})

        assert (opened.person.name, opened.person.email) == ("", "ada@example.edu")

    def test_opens_with_names_alone(self, lms: Lms, browser: Client) -> None:
        """Valid Student Launch Names Only."""
        opened = self.opened(lms, browser, email=None)

        person = opened.person
        assert (person.name, person.given_name, person.family_name) == (
            "Ada Example",
            "Ada",
            "Example",
        )
        assert person.email == ""

    def test_opens_without_a_name_or_an_address(self, lms: Lms, browser: Client) -> None:
        """Valid Student No PII."""
        opened = self.opened(lms, browser, **NO_PII)

        assert (opened.person.sub, opened.person.name, opened.person.email) == ("student-1", "", "")

    def test_opens_without_a_context(self, lms: Lms, browser: Client) -> None:
        """Valid Student Email Without Context."""
        told = NO_PII | {"email": "ada@example.edu", "context": None}

        opened = self.opened(lms, browser, **told)

        assert launches.standing_of(opened) == launches.Standing.LEARNER
        assert opened.person.email == "ada@example.edu"
