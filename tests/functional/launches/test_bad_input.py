"""Nothing that anybody sends ends as a fault of ours: each kind of rubbish has its own code."""

import os
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.answers import OURS, PROBLEM, code_of, multipart
from tests.factories.lms import Lms

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
TAKES_FORMS = ["/lti/login", "/lti/launch", "/lti/continue"]
SERVES = {
    "/lti/login": {"GET", "POST"},
    "/lti/launch": {"POST"},
    "/lti/continue": {"POST"},
    "/lti/jwks": {"GET", "HEAD"},
    "/lti/jwks/1": {"GET", "HEAD"},
}
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]
BRIEF = settings(max_examples=2_000 if os.environ.get("LONG") == "1" else 30)


def sent(path: str, body: bytes, content_type: str = FORM) -> HttpResponse:
    return Client().generic("POST", path, body, content_type, headers=OURS)


class TestAnyAddress:
    @pytest.mark.parametrize("method", METHODS)
    @pytest.mark.parametrize("path", SERVES)
    def test_names_the_methods_that_it_serves(self, lms: Lms, path: str, method: str) -> None:
        answer = Client().generic(method, path, b"", headers=PROBLEM)

        assert answer.status_code < 500
        assert (answer.status_code == 405) == (method not in SERVES[path])
        if answer.status_code == 405:
            assert set(answer["Allow"].split(", ")) == SERVES[path]

    @pytest.mark.parametrize(
        "path",
        [
            "/launches/%00/",
            "/launches/a%00b/dashboard/",
            "/launches/%ff%fe/",
            "/launches/" + "x" * 4000 + "/",
            "/lti/jwks/0",
            "/lti/jwks/9223372036854775808",
            "/lti/jwks/" + "9" * 5000,
            "/lti/%00",
            "/%f0%9f%92%a5",
        ],
    )
    def test_that_is_none_is_not_found(self, lms: Lms, path: str) -> None:
        answer = Client().get(path, headers=PROBLEM)

        assert answer.status_code in (403, 404)
        assert code_of(answer) in ("page-not-found", "platform-not-found", "launch-over")

    @pytest.mark.parametrize("path", TAKES_FORMS)
    @pytest.mark.parametrize(
        "content_type",
        [
            *("", "text/plain", "application/json", "application/xml", "image/png", "x", ";", "/"),
            *("multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed"),
            f"multipart/form-data; boundary={'b' * 300}",
            "application/x-www-form-urlencoded; a=b; c",
        ],
    )
    def test_takes_a_body_of_any_type(self, lms: Lms, path: str, content_type: str) -> None:
        answer = sent(path, urlencode(lms.login_parameters()).encode(), content_type)

        assert answer.status_code < 500

    @pytest.mark.parametrize(
        ("header", "value"),
        [
            ("host", "evil.example"),
            ("host", "a b"),
            ("host", ""),
            ("accept", "a" * 20_000),
            ("accept", ";;,,/"),
            ("accept-language", "%s" * 3000),
            ("cookie", "__Host-browser=" + "é" * 43),
            ("cookie", "=;" * 3000),
            ("cookie", "__Host-staff=" + "x" * 3000),
            ("origin", "http://[::1"),
            ("origin", "null"),
            ("referer", "http://[" * 100),
        ],
    )
    @pytest.mark.parametrize("path", ["/lti/login", "/lti/launch", "/lti/continue"])
    def test_bears_any_header(self, lms: Lms, path: str, header: str, value: str) -> None:
        body = urlencode(lms.login_parameters())

        answer = Client().generic("POST", path, body, FORM, headers={**PROBLEM, header: value})

        assert answer.status_code < 500


class TestAForm:
    @BRIEF
    @given(path=st.sampled_from(TAKES_FORMS), body=st.binary(max_size=300))
    def test_may_be_any_bytes(self, lms: Lms, path: str, body: bytes) -> None:
        assert 400 <= sent(path, body).status_code < 500

    @BRIEF
    @given(
        path=st.sampled_from(TAKES_FORMS),
        body=st.lists(
            st.sampled_from([b"--B", b"--B--", b"\r\n", b"Content-Disposition: form-data; ", b"a"])
            | st.sampled_from([b'name="state"', b"name=", b'filename="x"', b"%00", b"\xff", b":"])
            | st.binary(max_size=8),
            max_size=25,
        ),
    )
    def test_may_be_broken_in_any_way_in_many_parts(
        self, lms: Lms, path: str, body: list[bytes]
    ) -> None:
        answer = sent(path, b"".join(body), "multipart/form-data; boundary=B")

        assert 400 <= answer.status_code < 500

    @pytest.mark.parametrize("path", TAKES_FORMS)
    def test_in_parts_is_read_as_one_that_is_not(self, lms: Lms, path: str) -> None:
        fields = [(name.encode(), value.encode()) for name, value in lms.login_parameters().items()]

        answer = sent(path, multipart(*fields), "multipart/form-data; boundary=B")

        assert (answer.status_code == 302) == (path == "/lti/login")

    @pytest.mark.parametrize("path", TAKES_FORMS)
    @pytest.mark.parametrize("content_type", [FORM, "multipart/form-data; boundary=B"])
    def test_of_ten_megabytes_is_too_large(self, lms: Lms, path: str, content_type: str) -> None:
        much = b"x" * 10_000_000
        body = multipart((b"state", much)) if "multipart" in content_type else b"state=" + much

        answer = sent(path, body, content_type)

        assert code_of(answer) == "request-too-large"
        assert answer.status_code == 413

    @pytest.mark.parametrize("path", TAKES_FORMS)
    def test_with_a_file_of_ten_megabytes_is_too_large(self, lms: Lms, path: str) -> None:
        name = b'a"; filename="b'

        answer = sent(path, multipart((name, b"x" * 10_000_000)), "multipart/form-data; boundary=B")

        assert code_of(answer) == "request-too-large"

    @pytest.mark.parametrize("length", ["abc", "-5", "1e3", "²", "9" * 5000])
    @pytest.mark.parametrize("path", TAKES_FORMS)
    def test_of_no_known_length_is_refused(self, lms: Lms, path: str, length: str) -> None:
        answer = Client().generic("POST", path, b"a=b", FORM, CONTENT_LENGTH=length, headers=OURS)

        assert code_of(answer) in ("request-malformed", "request-too-large")

    @pytest.mark.parametrize("path", TAKES_FORMS)
    def test_of_too_many_parameters_is_too_large(self, lms: Lms, path: str) -> None:
        body = "&".join(f"p{number}=1" for number in range(2_500)).encode()

        assert code_of(sent(path, body)) == "request-too-large"

    @pytest.mark.parametrize("path", TAKES_FORMS)
    @pytest.mark.parametrize("name", ["state", "id_token", "iss", "token", "anything"])
    def test_that_names_a_parameter_twice_is_refused(self, lms: Lms, path: str, name: str) -> None:
        assert code_of(sent(path, f"{name}=a&{name}=a".encode())) == "parameter-twice"

    @pytest.mark.parametrize("path", TAKES_FORMS)
    @pytest.mark.parametrize(
        "body",
        [
            *(b"state=a%00b", b"a%00b=state", b"state=%ff", b"%fe%ff=1"),
            *(b"state=%ed%a0%80", b"state=%c0%80", b"state=%f5%80%80%80", b"state=\x00"),
        ],
    )
    def test_that_is_no_text_is_refused(self, lms: Lms, path: str, body: bytes) -> None:
        assert code_of(sent(path, body)) == "parameter-unreadable"


class TestAQuery:
    @BRIEF
    @given(query=st.text(st.characters(max_codepoint=255), max_size=200))
    def test_may_be_anything(self, lms: Lms, query: str) -> None:
        answer = Client().generic("GET", "/lti/login", QUERY_STRING=query, headers=PROBLEM)

        assert 400 <= answer.status_code < 500

    def test_that_names_a_parameter_twice_is_refused(self, lms: Lms) -> None:
        answer = Client().get("/lti/login?iss=a&iss=b", headers=PROBLEM)

        assert code_of(answer) == "parameter-twice"

    @pytest.mark.parametrize("query", ["iss=%00", "iss=%ff", "iss=%ed%a0%80"])
    def test_that_is_no_text_is_refused(self, lms: Lms, query: str) -> None:
        answer = Client().get(f"/lti/login?{query}", headers=PROBLEM)

        assert code_of(answer) == "parameter-unreadable"


class TestALogin:
    @BRIEF
    @given(
        parameters=st.dictionaries(
            st.sampled_from(["iss", "login_hint", "target_link_uri", "client_id"])
            | st.sampled_from(["lti_message_hint", "lti_deployment_id", "lti_storage_target"]),
            st.text(max_size=60) | st.sampled_from(["http://testserver", "https://lms.example"]),
        )
    )
    def test_may_say_anything(self, lms: Lms, parameters: dict[str, str]) -> None:
        told = {**lms.login_parameters(), **parameters}

        answer = Client().post("/lti/login", told, headers=PROBLEM)

        assert answer.status_code < 500
