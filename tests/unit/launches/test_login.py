from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.launches.rules.login import (
    LONGEST_VALUE,
    LoginRefused,
    LoginRequest,
    authorisation_request,
    read_login,
)

ORIGIN = "https://exams.example"
TOLD = {
    "iss": "https://lms.example",
    "login_hint": "hint",
    "target_link_uri": f"{ORIGIN}/lti/launch",
}


def read(**changes: str) -> LoginRequest:
    return read_login({**TOLD, **changes}, origin=ORIGIN)


class TestALogin:
    def test_needs_no_more_than_the_specification_wants(self) -> None:
        login = read()

        assert (login.client_id, login.deployment_hint, login.message_hint) == ("", "", None)

    @pytest.mark.parametrize("name", TOLD)
    def test_that_lacks_something_is_refused(self, name: str) -> None:
        with pytest.raises(LoginRefused):
            read_login({n: v for n, v in TOLD.items() if n != name}, origin=ORIGIN)

    def test_takes_the_name_of_the_specification_for_the_deployment_first(self) -> None:
        login = read(deployment_id="other", lti_deployment_id="1")

        assert login.deployment_hint == "1"

    @pytest.mark.parametrize("name", [*TOLD, "lti_message_hint", "nobody_knows_it"])
    def test_bears_values_of_some_length(self, name: str) -> None:
        with pytest.raises(LoginRefused) as refused:
            read(**{name: TOLD.get(name, "") + "x" * (LONGEST_VALUE + 1)})

        assert refused.value.refusal_code == "login-parameter-too-long"

    @pytest.mark.parametrize(
        "target",
        [
            "https://evil.example/",
            "https://exams.example.evil.example/",
            "https://exams.example@evil.example/",
            "https://evil.example\\@exams.example/",
            "http://exams.example/lti/launch",
            "//exams.example/lti/launch",
            "javascript:alert(1)//exams.example",
        ],
    )
    def test_that_leads_elsewhere_is_refused(self, target: str) -> None:
        with pytest.raises(LoginRefused) as refused:
            read(target_link_uri=target)

        assert refused.value.refusal_code == "login-target-foreign"

    @given(
        st.fixed_dictionaries(
            {"login_hint": st.text(min_size=1)},
            optional={"lti_message_hint": st.text(min_size=1), "client_id": st.text()},
        )
    )
    def test_can_be_begun_again_as_it_was(self, told: dict[str, str]) -> None:
        login = read(**told)

        assert read_login(login.again(), origin=ORIGIN) == login


class TestTheRequestToTheLms:
    @given(hint=st.text(st.characters(codec="utf-8"), min_size=1))
    def test_brings_the_hints_back_unaltered(self, hint: str) -> None:
        login = read(login_hint=hint, lti_message_hint=hint)

        asked = authorisation_request(
            login,
            auth_url="https://lms.example/auth?tenant=7#top",
            client_id="client",
            redirect_uri=f"{ORIGIN}/lti/launch",
            state="state",
            nonce="nonce",
        )

        query = parse_qs(urlsplit(asked).query)
        assert query["login_hint"] == query["lti_message_hint"] == [hint]
        assert query["tenant"] == ["7"]
        assert "#" not in asked
