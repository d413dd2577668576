"""What the tests of all profiles share."""

import pytest

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
NRPS_CLAIM = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"


class UnderProfile:
    """A university of one profile, with a tool and a link that has a column."""

    profile: str

    @pytest.fixture
    def lms(self, lms):
        lms.reset(self.profile)
        return lms

    @pytest.fixture
    def link(self, tool):
        return tool.add_link()

    def given(self, lms, link, person="ada-alder"):
        grade = lms.grade(link["line_items"][0], person)
        return grade and grade["given"]
