from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.platforms.dynamic.rules import (
    PLATFORM_CONFIGURATION,
    TOOL_CONFIGURATION,
    Configuration,
    read_answer,
    read_configuration,
)

URL = "https://lms.example/.well-known/openid-configuration?token=1"


def _document(**changes: object) -> dict[str, Any]:
    told = {
        "issuer": "https://lms.example",
        "authorization_endpoint": "https://lms.example/auth",
        "token_endpoint": "https://lms.example/token",
        "jwks_uri": "https://lms.example/jwks",
        "registration_endpoint": "https://lms.example/register",
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "id_token_signing_alg_values_supported": ["RS256"],
    } | changes
    return {name: value for name, value in told.items() if value is not None}


def _read(url: str = URL, **changes: object) -> Configuration:
    return read_configuration(_document(**changes), url=url, allow_plain=False)


def _refusal(url: str = URL, **changes: object) -> LtiExamsError:
    with pytest.raises(LtiExamsError) as refused:
        _read(url, **changes)
    return refused.value


class TestTheConfigurationOfAnLms:
    def test_tells_its_addresses(self) -> None:
        read = _read()

        assert (read.issuer, read.auth_url) == ("https://lms.example", "https://lms.example/auth")
        assert read.warnings == ()

    def test_tells_its_product_and_its_messages(self) -> None:
        messages = [
            {"type": "LtiDeepLinkingRequest", "placements": ["ContentArea"]},
            {"type": "LtiResourceLinkRequest"},
        ]
        platform = {"product_family_code": "canvas", "messages_supported": messages}

        read = _read(**{PLATFORM_CONFIGURATION: platform})

        assert read.family == "canvas"
        assert read.messages["LtiDeepLinkingRequest"] == {"ContentArea"}
        assert read.messages["LtiResourceLinkRequest"] == frozenset()

    def test_may_name_its_messages_as_moodle_does(self) -> None:
        platform = {"messages_supported": ["LtiResourceLinkRequest", "LtiDeepLinkingRequest"]}

        read = _read(**{PLATFORM_CONFIGURATION: platform})

        assert set(read.messages) == {"LtiResourceLinkRequest", "LtiDeepLinkingRequest"}

    @pytest.mark.parametrize(
        "url",
        [
            "https://evil.example/configuration",
            "https://lms.example.evil.example/",
            "https://lms.example:8443/",
            "https://sub.lms.example/",
        ],
    )
    def test_must_be_found_at_the_issuer(self, url: str) -> None:
        assert _refusal(url).refusal_code == "registration-issuer-foreign"

    def test_may_spell_the_host_in_capitals(self) -> None:
        assert _read("https://LMS.EXAMPLE:443/configuration").issuer == "https://lms.example"

    @pytest.mark.parametrize(
        "field",
        ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint"],
    )
    @pytest.mark.parametrize("value", [None, "", 7, ["https://lms.example"], {}])
    def test_must_name_every_address(self, field: str, value: object) -> None:
        refusal = _refusal(**{field: value})

        assert refusal.refusal_code == "registration-configuration-unreadable"
        assert refusal.values["field"] == field

    @pytest.mark.parametrize(
        "field", ["authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint"]
    )
    def test_must_name_addresses_with_tls(self, field: str) -> None:
        refusal = _refusal(**{field: "http://lms.example/x"})

        assert refusal.refusal_code == "platform-address-unusable"
        assert refusal.values["field"] == field

    @pytest.mark.parametrize(
        "field", ["authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint"]
    )
    def test_that_leads_elsewhere_is_marked(self, field: str) -> None:
        assert _read(**{field: "https://elsewhere.example/x"}).warnings == (field,)

    @pytest.mark.parametrize("server", ["lms.example", "https://lms.example/auth"])
    def test_may_name_its_own_authorization_server(self, server: str) -> None:
        read = _read(authorization_server=server)

        assert (read.token_audience, read.warnings) == (server, ())

    def test_that_names_a_foreign_authorization_server_is_marked(self) -> None:
        read = _read(authorization_server="https://api.brightspace.com/auth/token")

        assert read.warnings == ("authorization_server",)

    def test_must_let_us_sign_in_with_a_key(self) -> None:
        refusal = _refusal(token_endpoint_auth_methods_supported=["client_secret_basic"])

        assert refusal.refusal_code == "registration-auth-method"

    def test_must_let_messages_be_signed_with_rs256(self) -> None:
        refusal = _refusal(id_token_signing_alg_values_supported=["ES256"])

        assert refusal.refusal_code == "registration-algorithm"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("scopes_supported", "openid"),
            ("scopes_supported", [1]),
            ("scopes_supported", ["s"] * 201),
            (PLATFORM_CONFIGURATION, "canvas"),
            (PLATFORM_CONFIGURATION, {"messages_supported": [["LtiResourceLinkRequest"]]}),
            (PLATFORM_CONFIGURATION, {"messages_supported": [{"placements": []}]}),
            (PLATFORM_CONFIGURATION, {"messages_supported": {"type": "x"}}),
            (PLATFORM_CONFIGURATION, {"product_family_code": 5}),
        ],
    )
    def test_that_is_not_as_specified_is_refused(self, field: str, value: object) -> None:
        code = _refusal(**{field: value}).refusal_code

        assert code == "registration-configuration-unreadable"

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=20),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.text(max_size=9), inner, max_size=3)
            ),
            max_leaves=8,
        ),
        st.sampled_from([*_document(), PLATFORM_CONFIGURATION, "authorization_server"]),
    )
    def test_is_read_or_refused_whatever_it_holds(self, value: object, field: str) -> None:
        with suppress(LtiExamsError):
            assert _read(**{field: value}).issuer


class TestTheAnswerToOurRegistration:
    @pytest.mark.parametrize("client_id", ["abc-1", 10000000000068])
    def test_names_our_client_id_as_text_or_number(self, client_id: object) -> None:
        assert read_answer({"client_id": client_id}).client_id == str(client_id)

    def test_may_name_a_deployment(self) -> None:
        read = read_answer({"client_id": "c", TOOL_CONFIGURATION: {"deployment_id": 1}})

        assert read.deployment_ids == ("1",)

    def test_may_name_no_deployment(self) -> None:
        assert read_answer({"client_id": "c", TOOL_CONFIGURATION: {}}).deployment_ids == ()

    @pytest.mark.parametrize(
        "document",
        [
            None,
            [],
            {},
            {"client_id": ""},
            {"client_id": None},
            {"client_id": True},
            {"client_id": 1.5},
            {"client_id": "a b"},
            {"client_id": "x" * 256},
            {"client_id": "c", TOOL_CONFIGURATION: {"deployment_id": {}}},
        ],
    )
    def test_that_names_none_is_refused(self, document: object) -> None:
        with pytest.raises(LtiExamsError) as refused:
            read_answer(document)

        assert refused.value.refusal_code == "registration-answer-unreadable"
