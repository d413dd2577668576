"""Whatever somebody puts in place of a token or a state, the answer is a code and never a fault."""

import json
import os
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.answers import OURS, code_of, launch_told
from tests.factories.forgeries import compact, header_of
from tests.factories.lms import Lms

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BRIEF = settings(max_examples=2_000 if os.environ.get("LONG") == "1" else 30)
ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**400), 10**400)
    | st.floats()
    | st.text(st.characters(codec=None), max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


class TestAToken:
    @BRIEF
    @given(token=st.text(max_size=120) | st.from_regex(r"[\w=+/-]*\.[\w-]*\.[\w-]*"))
    def test_may_be_any_text(self, lms: Lms, token: str) -> None:
        browser = Client()
        login = lms.begin(browser)

        answer = launch_told(browser, token, login.state)

        assert code_of(answer).startswith(("token-", "parameter-unreadable"))

    @BRIEF
    @given(header=ANY_JSON | st.binary(max_size=60))
    def test_may_have_any_header(self, lms: Lms, header: Any) -> None:
        browser = Client()
        login = lms.begin(browser)
        raw = header if isinstance(header, bytes) else json.dumps(header).encode()

        answer = launch_told(browser, compact(raw, b"{}"), login.state)

        assert code_of(answer) in ("token-header-unreadable", "token-algorithm")

    @BRIEF
    @given(changes=st.dictionaries(st.sampled_from(["kid", "typ", "alg", "crit", "x5c"]), ANY_JSON))
    def test_may_have_anything_in_its_header(self, lms: Lms, changes: dict[str, Any]) -> None:
        browser = Client()
        login = lms.begin(browser)
        claims = json.dumps(lms.claims(login.nonce)).encode()

        answer = launch_told(browser, compact(header_of(lms, **changes), claims), login.state)

        assert code_of(answer).startswith("token-") or answer.status_code == 303

    @BRIEF
    @given(claims=ANY_JSON | st.binary(max_size=60))
    def test_may_sign_anything(self, lms: Lms, claims: Any) -> None:
        browser = Client()
        login = lms.begin(browser)
        raw = claims if isinstance(claims, bytes) else json.dumps(claims).encode()

        answer = launch_told(browser, compact(header_of(lms), raw), login.state)

        assert code_of(answer) in ("token-claims-unreadable", "launch-issuer")

    @BRIEF
    @given(data=st.data())
    def test_may_hold_anything_in_one_claim(self, lms: Lms, data: st.DataObject) -> None:
        browser = Client()
        login = lms.begin(browser)
        claims = lms.claims(login.nonce, custom={"a": "b"}, launch_presentation={"locale": "en"})
        claims[data.draw(st.sampled_from(sorted(claims)))] = data.draw(ANY_JSON)
        token = compact(header_of(lms), json.dumps(claims).encode())

        answer = launch_told(browser, token, login.state)

        told = ("launch-", "token-claims-unreadable", "deployment-")
        assert answer.status_code == 303 or code_of(answer).startswith(told)


class TestAState:
    @BRIEF
    @given(state=st.text(max_size=60), token=st.text(max_size=60))
    def test_may_be_any_text(self, lms: Lms, state: str, token: str) -> None:
        body = {"state": state, "id_token": token, "storage_proof": state}

        answer = Client().post("/lti/launch", body, headers=OURS)

        assert code_of(answer).startswith(("launch-state-", "parameter-unreadable"))

    @BRIEF
    @given(token=st.text(max_size=60))
    def test_of_a_window_may_be_any_text(self, lms: Lms, token: str) -> None:
        answer = Client().post("/lti/continue", {"token": token}, headers=OURS)

        assert code_of(answer) in ("launch-over", "parameter-unreadable")
