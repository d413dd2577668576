from typing import Any

import pytest

from lti_exams.launches.rules import names
from lti_exams.launches.rules.claims import ValidLaunch, read_launch

AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"


def read(*, plain_too: bool = False, **claims: Any) -> ValidLaunch:
    told = {
        "sub": "person-1",
        names.MESSAGE_TYPE: "LtiResourceLinkRequest",
        names.DEPLOYMENT_ID: "1",
        names.ROLES: ["Learner"],
        names.RESOURCE_LINK: {"id": "link-1", "title": "Final exam"},
        **claims,
    }
    return read_launch(told, plain_too=plain_too, passed=("issuer",))


class TestWho:
    def test_is_a_sub_and_what_else_is_told(self) -> None:
        who = read(name=" Ada ", email="ada@example.edu").who

        assert (who.sub, who.name, who.given_name, who.email) == (
            "person-1",
            "Ada",
            "",
            "ada@example.edu",
        )

    @pytest.mark.parametrize("name", [None, 5, ["Ada"], {"first": "Ada"}, True])
    def test_has_no_name_that_is_no_text(self, name: object) -> None:
        assert read(name=name).who.name == ""

    def test_has_a_name_that_a_column_can_hold(self) -> None:
        assert read(name="ä" * 400).who.name == "ä" * 255

    def test_keeps_its_sub_to_the_letter(self) -> None:
        assert read(sub=" A\u0301da ").who.sub == " A\u0301da "


class TestWhere:
    def test_is_the_context_and_the_link(self) -> None:
        where = read(**{names.CONTEXT: {"id": "c", "label": "C101", "title": "Course"}}).where

        assert where is not None
        assert (where.context_id, where.context_is_link) == ("c", False)
        assert (where.course_label, where.course_title, where.link_title) == (
            "C101",
            "Course",
            "Final exam",
        )

    def test_is_the_link_alone_where_no_context_is_told(self) -> None:
        where = read(**{names.CONTEXT: None}).where

        assert where is not None
        assert (where.context_id, where.context_is_link) == ("link-1", True)
        assert where.course_title == "Final exam"

    def test_is_nowhere_without_a_link_and_a_context(self) -> None:
        assert read(**{names.RESOURCE_LINK: None}).where is None

    def test_has_the_services_that_are_told(self) -> None:
        ags = {"lineitem": "https://lms.example/1", "scope": ["b", 5, "a", None]}

        where = read(**{AGS: ags}).where

        assert where is not None
        assert (where.line_item_url, where.line_items_url) == ("https://lms.example/1", "")
        assert where.ags_scopes == ("a", "b")

    @pytest.mark.parametrize("url", [None, 5, ["https://lms.example"], "x" * 2001])
    def test_has_no_service_at_an_address_that_is_none(self, url: object) -> None:
        where = read(**{AGS: {"lineitems": url}}).where

        assert where is not None
        assert where.line_items_url == ""


class TestTheWayBack:
    @pytest.mark.parametrize(("plain_too", "kept"), [(True, "http://lms.example/"), (False, "")])
    def test_is_open_to_eavesdroppers_in_development_alone(
        self, plain_too: bool, kept: str
    ) -> None:
        presentation = {"return_url": "http://lms.example/"}

        valid = read(plain_too=plain_too, **{names.LAUNCH_PRESENTATION: presentation})

        assert valid.return_url == kept

    def test_tells_where_the_lms_shows_its_pages(self) -> None:
        presentation = {"return_url": "https://lms.example/course"}
        ags = {"lineitems": "https://api.lms.example:8443/x"}

        valid = read(**{names.LAUNCH_PRESENTATION: presentation, AGS: ags})

        assert valid.origins == ("https://lms.example", "https://api.lms.example:8443")


class TestDeepLinking:
    def test_is_read_for_its_own_message_alone(self) -> None:
        settings = {"deep_link_return_url": "https://lms.example/"}

        assert read(**{names.DEEP_LINKING_SETTINGS: settings}).deep_linking == {}

    def test_takes_one_item_with_its_column_unless_told_otherwise(self) -> None:
        asked = {
            names.MESSAGE_TYPE: "LtiDeepLinkingRequest",
            names.DEEP_LINKING_SETTINGS: {"deep_link_return_url": "https://lms.example/"},
        }

        settings = read(**asked).deep_linking

        assert settings["accept_multiple"] is False
        assert settings["accept_lineitem"] is True
        assert "data" not in settings
