"""What a launch tells beside who came and where to."""

from typing import Any

import pytest
from django.test import Client

from lti_exams.launches.models import Launch
from tests.factories.answers import code_of_launch, launch_opened, launch_with
from tests.factories.forged_claims import AGS, NRPS
from tests.factories.lms import LTI, Lms

pytestmark = pytest.mark.django_db


class TestTheWayBack:
    def test_is_kept(self, lms: Lms, browser: Client) -> None:
        back = {"return_url": "https://lms.example/course/1?a=b", "document_target": "iframe"}

        launch = launch_opened(lms, browser, launch_presentation=back)

        assert launch.return_url == "https://lms.example/course/1?a=b"
        assert launch.document_target == "iframe"

    @pytest.mark.parametrize(
        "url",
        [
            "javascript:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "/course",
            "https://lms.example@evil.example/",
            "https://lms.example\\.evil.example/",
            "https://" + "x" * 2000,
            "",
            5,
            None,
            ["https://lms.example/"],
        ],
    )
    def test_is_left_out_where_no_browser_should_be_sent(
        self, lms: Lms, browser: Client, url: object
    ) -> None:
        launch = launch_opened(lms, browser, launch_presentation={"return_url": url})

        assert launch.return_url == ""

    @pytest.mark.parametrize("target", ["popup", "", 5, None, ["iframe"], "IFRAME"])
    def test_knows_no_other_targets_than_the_specification(
        self, lms: Lms, browser: Client, target: object
    ) -> None:
        launch = launch_opened(lms, browser, launch_presentation={"document_target": target})

        assert launch.document_target == ""

    @pytest.mark.parametrize(
        "host", ["evil;script-src", "*", "*.example", "a,b", "💥.example", "x'self'", "é.example"]
    )
    def test_changes_nothing_in_our_policy_by_a_host_that_is_none(
        self, lms: Lms, browser: Client, host: str
    ) -> None:
        back = {"return_url": f"https://{host}/course"}
        page = browser.get(launch_with(lms, browser, launch_presentation=back)["Location"])

        policy = page["Content-Security-Policy"].split("; ")
        assert "frame-ancestors https://lms.example" in policy
        assert len({directive.split()[0] for directive in policy}) == len(policy) == 9


class TestWhatTheLmsAdds:
    def test_is_kept_when_it_is_a_text(self, lms: Lms, browser: Client) -> None:
        launch = launch_opened(
            lms, browser, custom={"exam": "e-1", "empty": "", "number": 5, "none": None}
        )

        assert launch.details["custom"] == {"exam": "e-1", "empty": ""}

    def test_is_absent_when_the_lms_did_not_resolve_it(self, lms: Lms, browser: Client) -> None:
        custom = {"end": "$ResourceLink.submission.endDateTime", "exam": "e-1"}

        assert launch_opened(lms, browser, custom=custom).details["custom"] == {"exam": "e-1"}

    @pytest.mark.parametrize(
        ("locale", "kept"),
        [("de-DE", "de-DE"), ("x" * 90, "x" * 35), (5, ""), (None, ""), ("../../etc/passwd", None)],
    )
    def test_is_a_language_or_nothing_that_harms(
        self, lms: Lms, browser: Client, locale: object, kept: str | None
    ) -> None:
        response = launch_with(lms, browser, launch_presentation={"locale": locale})

        assert browser.get(response["Location"]).status_code == 200
        assert Launch.objects.get().locale == (locale if kept is None else kept)

    def test_names_whom_a_review_is_for(self, lms: Lms, browser: Client) -> None:
        launch = launch_opened(
            lms,
            browser,
            message_type="LtiSubmissionReviewRequest",
            for_user={"user_id": "person-2", "name": "Bob", "roles": ["Learner"]},
            **{AGS: {"lineitem": "https://lms.example/lineitems/1"}},
        )

        assert launch.details["for_user"] == {"user_id": "person-2", "name": "Bob"}
        assert launch.link is not None
        assert launch.link.line_item_url == "https://lms.example/lineitems/1"

    def test_names_its_services(self, lms: Lms, browser: Client) -> None:
        scopes = ["https://purl.imsglobal.org/spec/lti-ags/scope/score"]
        launch = launch_opened(
            lms,
            browser,
            **{
                AGS: {"lineitems": "https://lms.example/lineitems?type_id=1", "scope": scopes},
                NRPS: {"context_memberships_url": "https://lms.example/members"},
            },
        )

        assert launch.link is not None
        assert launch.course is not None
        assert launch.link.line_items_url == "https://lms.example/lineitems?type_id=1"
        assert launch.link.ags_scopes == scopes
        assert launch.course.memberships_url == "https://lms.example/members"

    def test_may_be_a_data_privacy_launch_without_a_course(self, lms: Lms, browser: Client) -> None:
        launch = launch_opened(
            lms,
            browser,
            message_type="DataPrivacyLaunchRequest",
            resource_link=None,
            context=None,
            for_user={"user_id": "person-1"},
        )

        assert (launch.course, launch.link) == (None, None)

    @pytest.mark.parametrize("name", ["custom", "launch_presentation", "tool_platform", "lis"])
    def test_may_be_told_as_nothing(self, lms: Lms, browser: Client, name: str) -> None:
        login_claims: dict[str, Any] = {f"{LTI}{name}": {}}

        assert code_of_launch(lms, browser, **login_claims) == ""


class TestAnAudienceOfDigits:
    def test_may_come_as_a_number(self, db: None, browser: Client) -> None:
        lms = Lms.registered(client_id="10000000000068")

        assert launch_with(lms, browser, aud=10000000000068).status_code == 303
        assert launch_with(lms, browser, aud=[10000000000068]).status_code == 303

    def test_of_another_tool_is_still_of_another(self, db: None, browser: Client) -> None:
        lms = Lms.registered(client_id="1")

        assert code_of_launch(lms, browser, aud=True) == "launch-audience-missing"
        assert code_of_launch(lms, browser, aud=2) == "launch-audience"
