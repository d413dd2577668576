from lti_exams.kernel.errors import LtiExamsError, every_code
from lti_exams.kernel.remote import RemoteTimedOut
from lti_exams.trust.api import TokenRefused


class TestLtiExamsError:
    def test_carries_the_code_of_its_class(self):
        assert RemoteTimedOut().refusal_code == "remote-timed-out"

    def test_carries_the_code_it_is_raised_with(self):
        assert TokenRefused("token-signature").refusal_code == "token-signature"

    def test_tells_its_values_to_whoever_reads_the_log(self):
        assert str(LtiExamsError("exam-shut", exam="midterm")) == "exam-shut (exam='midterm')"


class TestEveryCode:
    def test_finds_the_code_of_a_class(self):
        assert every_code()["remote-timed-out"] is RemoteTimedOut

    def test_finds_each_of_the_codes_of_a_class(self):
        assert {every_code()[code] for code in TokenRefused.codes} == {TokenRefused}

    def test_finds_no_empty_code(self):
        assert "" not in every_code()
