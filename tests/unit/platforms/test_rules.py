from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms import rules


def _trouble(url: str, *, allow_plain: bool = False) -> str:
    with pytest.raises(LtiExamsError) as refused:
        rules.checked_address(url, field="auth_url", allow_plain=allow_plain)
    assert refused.value.values["field"] == "auth_url"
    return str(refused.value.values["reason"])


class TestAnAddressOfAnLms:
    def test_is_kept_as_it_was_written(self) -> None:
        url = "https://LMS.example/auth?tenant=1"

        assert rules.checked_address(url, field="auth_url", allow_plain=False) == url

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "lms.example/auth",
            "javascript:alert(1)",
            "https://",
            "https://user@lms.example/",
            "https://lms.example:port/",
            "https://lms.example/#part",
            "https://lms.example\\@evil.example/",
            "https://lms.example/a b",
            "https://lms.example/\n",
            "https://lmś.example/",
            "https://lms.example/" + "a" * 2000,
        ],
    )
    def test_is_refused_when_it_could_be_read_in_two_ways(self, url: str) -> None:
        assert _trouble(url)

    def test_needs_tls(self) -> None:
        assert _trouble("http://lms.example/") == "it does not begin with https"

    def test_needs_no_tls_in_development(self) -> None:
        rules.checked_address("http://localhost:9001/", field="auth_url", allow_plain=True)

    @given(st.text(max_size=200))
    def test_is_accepted_or_refused_whatever_it_is(self, url: str) -> None:
        with suppress(rules.AddressUnusable):
            assert rules.checked_address(url, field="auth_url", allow_plain=True) == url


class TestALoginWithoutOneActiveRegistration:
    @pytest.mark.parametrize(
        ("statuses", "code"),
        [
            ([], "platform-unknown"),
            (["registering"], "platform-unknown"),
            (["pending"], "platform-pending"),
            (["disabled", "pending"], "platform-disabled"),
            (["active", "active"], "platform-ambiguous"),
        ],
    )
    def test_is_refused_with_the_reason(self, statuses: list[str], code: str) -> None:
        with pytest.raises(LtiExamsError) as refused:
            rules.check_one_is_active(statuses, issuer="https://lms.example")

        assert refused.value.refusal_code == code


class TestWhatStaffMayDo:
    @pytest.mark.parametrize(
        ("status", "acts"),
        [
            ("pending", ["approve", "disable"]),
            ("active", ["disable"]),
            ("disabled", ["enable"]),
            ("registering", []),
        ],
    )
    def test_depends_on_the_state(self, status: str, acts: list[str]) -> None:
        assert rules.acts_from(status) == acts

    def test_always_leads_to_a_known_state(self) -> None:
        for status in rules.Status:
            for act in rules.acts_from(status):
                assert rules.moved(status, act) in list(rules.Status)

    def test_is_refused_when_it_is_nothing_we_know(self) -> None:
        with pytest.raises(rules.MoveRefused):
            rules.moved("active", "explode")
