"""Hawkeye does what a proctoring vendor does, from the launch to the end of the exam."""

from urllib.parse import parse_qs, urlsplit

import requests

from tests.sandbox.miniature import checks, pages
from tests.sandbox.miniature.checks import AP, LTI
from tests.sandbox.miniature.platform import MiniaturePlatform


def launched(platform: MiniaturePlatform, **extra: object) -> requests.Response:
    """Send a person to Hawkeye and return the page that they see."""
    return platform.post_message("LtiStartProctoring", **platform.proctoring(**extra))


def clicked(platform: MiniaturePlatform, page: requests.Response) -> requests.Response:
    """Press the first button of a page."""
    return requests.post(f"{platform.tool}{pages.first_form(page).action}", timeout=10)


class TestLogin:
    def test_returns_every_hint_unaltered_and_keeps_the_query_of_the_address(
        self, platform: MiniaturePlatform
    ) -> None:
        asked = platform.login(login_hint='{"a": "b c"}', lti_message_hint="x&y=z")

        assert asked["login_hint"] == '{"a": "b c"}'
        assert asked["lti_message_hint"] == "x&y=z"
        assert asked["tenant"] == "1"
        assert asked["response_mode"] == "form_post"

    def test_may_be_asked_by_post(self, platform: MiniaturePlatform) -> None:
        form = {"iss": platform.origin, "login_hint": "h", "client_id": platform.client_id}
        form["target_link_uri"] = f"{platform.tool}/launch"

        answer = requests.post(
            f"{platform.tool}/login", data=form, allow_redirects=False, timeout=10
        )

        assert answer.status_code == 302

    def test_answers_by_a_form_where_it_is_told_to(self, platform: MiniaturePlatform) -> None:
        platform.control("behave", {"auth_method": "post"})
        query = {"iss": platform.origin, "login_hint": "h", "client_id": platform.client_id}
        query["target_link_uri"] = f"{platform.tool}/launch"

        page = requests.get(f"{platform.tool}/login", params=query, timeout=10)

        form = pages.first_form(page)
        assert form.action == f"{platform.origin}/authorize?tenant=1"
        assert form.fields["response_type"] == "id_token"

    def test_refuses_a_platform_that_nobody_set_up(self, platform: MiniaturePlatform) -> None:
        query = {"iss": "https://stranger.example", "login_hint": "h", "target_link_uri": "x"}

        answer = requests.get(f"{platform.tool}/login", params=query, timeout=10)

        assert answer.status_code == 400
        assert "platform-unknown" in answer.text


class TestChecks:
    def test_lead_by_three_buttons_to_a_message_that_a_strict_platform_takes(
        self, platform: MiniaturePlatform
    ) -> None:
        message = platform.proctoring()
        asked = platform.login()
        sent = platform.claims("LtiStartProctoring", asked["nonce"], **message)
        identity = platform.answer_login(asked, platform.signed(sent))

        last = clicked(platform, clicked(platform, clicked(platform, identity)))

        form = pages.first_form(last)
        assert form.action == f"{platform.origin}/start-assessment"
        claims = checks.signed_claims(form.fields["JWT"], f"{platform.tool}/jwks")
        checks.start_assessment(claims, expected=sent, used_nonces=set())

    def test_greet_the_person_and_name_the_exam(self, platform: MiniaturePlatform) -> None:
        page = launched(platform)

        assert "Ada Example" in page.text
        assert "Algebra final" in page.text

    def test_can_be_skipped_for_tests_that_do_not_click(self, platform: MiniaturePlatform) -> None:
        platform.control("behave", {"checks": "skipped"})

        page = launched(platform)

        assert "JWT" in pages.first_form(page).fields

    def test_send_a_person_without_a_webcam_back_with_the_reason(
        self, platform: MiniaturePlatform
    ) -> None:
        session = launched(platform).url

        answer = requests.post(f"{session}/refuse", allow_redirects=False, timeout=10)

        back = urlsplit(answer.headers["Location"])
        said = parse_qs(back.query)
        assert back.path == "/back"
        assert said["course"] == ["1"]
        assert "webcam" in said["lti_errormsg"][0]
        assert "Hawkeye" in said["lti_errorlog"][0]

    def test_let_a_person_leave_with_a_message(self, platform: MiniaturePlatform) -> None:
        session = launched(platform).url

        answer = requests.post(f"{session}/leave", allow_redirects=False, timeout=10)

        assert "lti_msg" in parse_qs(urlsplit(answer.headers["Location"]).query)


class TestStartAssessment:
    def claims(self, platform: MiniaturePlatform) -> dict[str, object]:
        """Return what Hawkeye says of the session that was opened last."""
        launched(platform)
        key = platform.control("sessions").json()["sessions"][0]["key"]
        sent = platform.control(f"sessions/{key}/start-assessment", {}).json()
        return checks.signed_claims(sent["JWT"], f"{platform.tool}/jwks")

    def test_tells_who_was_seen_without_issuer_and_subject(
        self, platform: MiniaturePlatform
    ) -> None:
        verified = self.claims(platform)[f"{AP}verified_user"]

        assert verified["name"] == "Ada Example"
        assert not {"iss", "sub"} & set(verified)

    def test_may_have_seen_somebody_else(self, platform: MiniaturePlatform) -> None:
        platform.control("behave", {"verified_user": "different"})

        assert self.claims(platform)[f"{AP}verified_user"]["name"] == "Somebody Else"

    def test_may_keep_silent_about_who_was_seen(self, platform: MiniaturePlatform) -> None:
        platform.control("behave", {"verified_user": "none"})

        assert f"{AP}verified_user" not in self.claims(platform)

    def test_asks_to_be_told_of_the_end_only_where_it_is_told_to(
        self, platform: MiniaturePlatform
    ) -> None:
        untouched = self.claims(platform)
        platform.control("behave", {"end_assessment_return": True})

        assert f"{AP}end_assessment_return" not in untouched
        assert self.claims(platform)[f"{AP}end_assessment_return"] is True


class TestEndAssessment:
    def test_ends_the_session_and_shows_what_went_wrong(self, platform: MiniaturePlatform) -> None:
        launched(platform)

        page = platform.post_message(
            "LtiEndAssessment",
            **{f"{AP}attempt_number": 1, f"{AP}errormsg": "The questions could not be loaded."},
        )

        assert "The questions could not be loaded." in page.text
        session = platform.control("sessions").json()["sessions"][0]
        assert session["stage"] == "ended"
        assert session["errormsg"] == "The questions could not be loaded."

    def test_leads_back_to_where_the_end_came_from(self, platform: MiniaturePlatform) -> None:
        launched(platform)
        here = {"return_url": f"{platform.origin}/back?visit=2"}
        told = {f"{AP}attempt_number": 1, f"{LTI}launch_presentation": here}

        page = platform.post_message("LtiEndAssessment", **told)

        assert f'href="{platform.origin}/back?visit=2"' in page.text

    def test_is_refused_for_an_attempt_that_nobody_watched(
        self, platform: MiniaturePlatform
    ) -> None:
        page = platform.post_message("LtiEndAssessment", **{f"{AP}attempt_number": 7})

        assert page.status_code == 404


class TestDashboard:
    def test_lists_the_sessions_of_the_platform_for_a_teacher(
        self, platform: MiniaturePlatform
    ) -> None:
        launched(platform, sub="person-of-this-platform")
        roles = ["http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"]

        page = platform.post_message("LtiResourceLinkRequest", **{f"{LTI}roles": roles})

        assert "person-of-this-platform" in page.text

    def test_names_who_is_on_the_roster_and_has_not_come(self, platform: MiniaturePlatform) -> None:
        launched(platform, sub="here")
        platform.members = [{"user_id": "here", "name": "Ada"}, {"user_id": "x", "name": "Grace"}]

        page = platform.post_message(
            "LtiResourceLinkRequest",
            **{
                f"{LTI}roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"],
                "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": {
                    "context_memberships_url": f"{platform.origin}/memberships"
                },
            },
        )

        assert "Grace" in page.text
        assert "Ada" not in page.text

    def test_is_closed_to_learners(self, platform: MiniaturePlatform) -> None:
        page = platform.post_message("LtiResourceLinkRequest")

        assert page.status_code == 403
