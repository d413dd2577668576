"""Quill does what an assessment tool does: it is launched, sat, chosen from and entered."""

import time
from typing import Any

import jwt
import requests

from tests.sandbox.assessment.steps import PERFECT, handed_in, launched
from tests.sandbox.miniature import checks, pages
from tests.sandbox.miniature.checks import LTI
from tests.sandbox.miniature.platform import MiniaturePlatform

DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"


class TestLaunch:
    def test_shows_the_questions_of_the_paper_that_the_link_names(
        self, platform: MiniaturePlatform
    ) -> None:
        page = launched(platform)

        assert "Algebra, final paper" in page.text
        assert "Which number solves" in page.text

    def test_finds_the_paper_by_the_address_where_nothing_else_names_it(
        self, platform: MiniaturePlatform
    ) -> None:
        target = f"{platform.tool}/papers/chemistry-midterm"
        asked = platform.login(target=target)
        claims = platform.claims("LtiResourceLinkRequest", asked["nonce"])
        claims[f"{LTI}target_link_uri"] = target

        page = platform.answer_login(asked, platform.signed(claims))

        assert "Chemistry, midterm paper" in page.text

    def test_comes_back_to_the_same_sitting(self, platform: MiniaturePlatform) -> None:
        assert launched(platform).url == launched(platform).url

    def test_opens_another_sitting_for_another_attempt(self, platform: MiniaturePlatform) -> None:
        custom = {"paper": "algebra-final", "attempt": "2"}

        first, second = launched(platform), launched(platform, **{f"{LTI}custom": custom})

        assert first.url != second.url

    def test_shows_a_teacher_the_paper_and_who_sat_it(self, platform: MiniaturePlatform) -> None:
        handed_in(platform, sub="the-diligent-one")

        page = launched(platform, **{f"{LTI}roles": [INSTRUCTOR]})

        assert "This is what your students see" in page.text
        assert "the-diligent-one" in page.text

    def test_is_refused_with_a_message_that_is_not_for_it(
        self, platform: MiniaturePlatform
    ) -> None:
        page = platform.post_message("LtiStartProctoring", **platform.proctoring())

        assert page.status_code == 400
        assert "message-type-unknown" in page.text

    def test_is_refused_when_it_is_meant_for_another_tool(
        self, platform: MiniaturePlatform
    ) -> None:
        assert launched(platform, aud="somebody-else").status_code == 401


class TestHandingIn:
    def test_shows_the_points_and_the_way_back(self, platform: MiniaturePlatform) -> None:
        page = handed_in(platform)

        assert "10 of 10 points" in page.text
        assert f"{platform.origin}/back?course=1" in page.text

    def test_takes_work_only_once(self, platform: MiniaturePlatform) -> None:
        page = launched(platform)
        requests.post(page.url, data=PERFECT, timeout=10)

        again = requests.post(page.url, data={}, timeout=10)

        assert again.status_code == 409
        assert platform.control("sittings").json()["sittings"][0]["score"] == 10

    def test_may_be_followed_by_another_sitting(self, platform: MiniaturePlatform) -> None:
        result = handed_in(platform)

        fresh = requests.post(f"{result.url}/again", timeout=10)

        assert "Hand in" in fresh.text
        assert fresh.url != result.url


class TestDeepLinking:
    def chosen(
        self, platform: MiniaturePlatform, answer: dict[str, str], **settings: Any
    ) -> tuple[pages.Form, dict[str, Any]]:
        """Choose as a teacher; return the form that goes back and the claims in it."""
        wanted = {
            "deep_link_return_url": f"{platform.origin}/deep-link-return",
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe"],
            **settings,
        }
        claims = {f"{DL}deep_linking_settings": wanted, f"{LTI}roles": [INSTRUCTOR]}
        choice = platform.post_message("LtiDeepLinkingRequest", **claims)
        page = requests.post(
            f"{platform.tool}{pages.first_form(choice).action}", data=answer, timeout=10
        )
        form = pages.first_form(page)
        return form, checks.signed_claims(form.fields["JWT"], f"{platform.tool}/jwks")

    def test_returns_the_chosen_paper_with_its_line_item(self, platform: MiniaturePlatform) -> None:
        form, claims = self.chosen(platform, {"paper": "algebra-final"}, data="opaque")

        (item,) = claims[f"{DL}content_items"]
        assert form.action == f"{platform.origin}/deep-link-return"
        assert (claims["iss"], claims["aud"]) == (platform.client_id, platform.origin)
        assert claims[f"{DL}data"] == "opaque"
        assert item["custom"] == {"paper": "algebra-final"}
        assert item["lineItem"]["scoreMaximum"] == 10

    def test_leaves_the_line_item_out_where_none_is_wanted(
        self, platform: MiniaturePlatform
    ) -> None:
        _, claims = self.chosen(platform, {"paper": "rehearsal"}, accept_lineitem=False)

        assert "lineItem" not in claims[f"{DL}content_items"][0]

    def test_returns_nothing_when_it_is_cancelled(self, platform: MiniaturePlatform) -> None:
        _, claims = self.chosen(platform, {"cancel": "yes"})

        assert claims[f"{DL}content_items"] == []

    def test_returns_no_data_where_none_was_sent(self, platform: MiniaturePlatform) -> None:
        _, claims = self.chosen(platform, {"paper": "rehearsal"})

        assert f"{DL}data" not in claims


class TestAccessToken:
    def entered(self, platform: MiniaturePlatform, **changes: Any) -> requests.Response:
        """Come from outside LTI with an exam access token."""
        known = {"jwks_url": f"{platform.origin}/jwks", "issuer": platform.origin}
        platform.control("outside", {**known, "audience": "quill"})
        now = int(time.time())
        claims = {"iss": platform.origin, "aud": "quill", "sub": "p", "jti": "1", "iat": now}
        claims |= {"exp": now + 60, "exam": "algebra", "attempt": platform.client_id, **changes}
        token = platform.signed({name: value for name, value in claims.items() if value})
        return requests.get(
            f"{platform.tool}/outside/algebra-final", params={"token": token}, timeout=10
        )

    def test_opens_the_paper(self, platform: MiniaturePlatform) -> None:
        assert "Algebra, final paper" in self.entered(platform).text

    def test_opens_the_same_sitting_again_for_the_same_attempt(
        self, platform: MiniaturePlatform
    ) -> None:
        assert self.entered(platform).url == self.entered(platform, jti="2").url

    def test_is_refused_when_it_is_old_or_foreign_or_incomplete(
        self, platform: MiniaturePlatform
    ) -> None:
        wrong: list[dict[str, Any]] = [
            {"exp": int(time.time()) - 3600},
            {"aud": "another"},
            {"iss": "https://elsewhere.example"},
            {"attempt": None},
        ]

        answers = [self.entered(platform, **changes).status_code for changes in wrong]

        assert answers == [403, 403, 403, 403]

    def test_is_refused_under_another_key(self, platform: MiniaturePlatform) -> None:
        self.entered(platform)
        stranger = jwt.encode({"sub": "p"}, "x" * 32, algorithm="HS256", headers={"kid": "mini"})

        answer = requests.get(
            f"{platform.tool}/outside/algebra-final", params={"token": stranger}, timeout=10
        )

        assert answer.status_code == 403
