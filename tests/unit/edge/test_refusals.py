from datetime import UTC, datetime

import pytest
from django.test import RequestFactory
from hypothesis import example, given
from hypothesis.strategies import characters, text

from lti_exams.edge.refusals import Refusal, tell, wants_problem
from lti_exams.edge.wording.checks import CHECKS
from lti_exams.kernel.errors import LtiExamsError
from lti_exams.launches.rules.checks import CHECKS as CHECKS_OF_A_LAUNCH

AT = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)


def told(code: str, **values: object) -> Refusal:
    return tell(LtiExamsError(code, **values), reference="R-1", at=AT)


class TestTellingARefusal:
    def test_shows_the_values_that_the_words_name(self) -> None:
        assert "deployment 7 is new" in told("deployment-pending", deployment_id="7").what

    def test_shows_a_dash_where_a_value_is_missing(self) -> None:
        assert "deployment – is new" in told("deployment-pending").what

    def test_never_shows_a_value_that_the_words_do_not_name(self) -> None:
        refusal = told("deployment-pending", deployment_id="7", token="very-secret")

        assert "very-secret" not in repr(refusal)

    def test_cuts_a_long_value(self) -> None:
        what = told("deployment-pending", deployment_id="7" * 5000).what

        assert "7" * 200 + "…" in what
        assert len(what) < 500

    @pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\ud800"])
    def test_shows_no_sign_that_cannot_be_seen(self, sign: str) -> None:
        assert "deployment 7�7 is" in told("deployment-pending", deployment_id=f"7{sign}7").what

    def test_takes_a_percent_sign_as_it_is(self) -> None:
        assert "100%s" in told("deployment-pending", deployment_id="100%s").what

    def test_tells_a_code_without_words_as_a_fault(self) -> None:
        refusal = told("from-a-plugin")

        assert (refusal.status, refusal.code) == (500, "from-a-plugin")

    def test_names_the_checks_of_a_launch(self) -> None:
        refusal = told("launch-version", passed=("nonce-missing",), failed=("version",))

        assert refusal.passed == ("there is a one-time value (nonce)",)
        assert refusal.failed == ("the LTI version is 1.3.0",)

    def test_has_words_for_every_check_of_a_launch(self) -> None:
        assert [check.name for check in CHECKS_OF_A_LAUNCH] == list(CHECKS)


class TestTheFormOfARefusal:
    @pytest.mark.parametrize(
        "accept",
        ["application/json", "application/problem+json", "application/json;q=1, */*;q=0.1"],
    )
    def test_is_a_problem_for_a_program(self, accept: str) -> None:
        assert wants_problem(RequestFactory().get("/x", headers={"accept": accept}))

    @pytest.mark.parametrize(
        "accept", ["text/html", "*/*", "", "text/html,application/xml;q=0.9,*/*;q=0.8", "💥;;;q=x"]
    )
    def test_is_a_page_for_everybody_else(self, accept: str) -> None:
        assert not wants_problem(RequestFactory().get("/x", headers={"accept": accept}))

    def test_is_a_problem_for_a_program_that_accepts_anything_of_the_api(self) -> None:
        assert wants_problem(RequestFactory().get("/api/v1/x", headers={"accept": "*/*"}))

    def test_is_a_problem_for_a_program_that_sends_json(self) -> None:
        request = RequestFactory().post("/x", data="{}", content_type="application/json")

        assert wants_problem(request)

    def test_is_a_page_for_a_person_who_opens_the_api(self) -> None:
        request = RequestFactory().get("/api/v1/x", headers={"accept": "text/html,*/*;q=0.8"})

        assert not wants_problem(request)

    @given(accept=text(alphabet=characters(min_codepoint=32, max_codepoint=255)))
    @example(accept="text/html;" + "a=b;" * 5000)
    def test_is_found_whatever_is_accepted(self, accept: str) -> None:
        request = RequestFactory().get("/x", headers={"accept": accept})

        assert wants_problem(request) in (True, False)
