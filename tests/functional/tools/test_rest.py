"""Programs register tools, change them, and switch them on and off."""

import pytest
from django.urls import reverse

from lti_exams.journeys.access import Scope
from lti_exams.tools import api as tools
from tests.factories import exams as make
from tests.factories.rest import by_launch, by_session, by_token

pytestmark = pytest.mark.django_db

HAWKEYE = {
    "kind": "proctoring",
    "name": "Hawkeye",
    "login_url": "https://vendor.example/login",
    "launch_url": "https://vendor.example/launch",
    "jwks_url": "https://vendor.example/jwks",
}


class TestAProgramWithTheScope:
    def test_registers_a_tool_and_learns_what_its_maker_needs(self) -> None:
        answer = by_token(Scope.TOOLS_WRITE).post("tools", HAWKEYE)

        told, tool = answer.json(), tools.Tool.objects.get()
        assert answer.status_code == 201
        assert told["sheet"] == tools.sheet(tool)
        assert (told["active"], told["told"]) == (True, [])
        assert told["redirect_uris"] == ["https://vendor.example/launch"]

    def test_registers_it_once_under_one_key(self) -> None:
        caller = by_token(Scope.TOOLS_WRITE)

        for _ in range(2):
            caller.post("tools", HAWKEYE, **{"Idempotency-Key": "one"})

        assert tools.Tool.objects.count() == 1

    def test_changes_what_it_names_and_nothing_else(self) -> None:
        caller = by_token(Scope.TOOLS_WRITE)
        made = caller.post("tools", HAWKEYE).json()

        told = caller.patch(f"tools/{made['id']}", {"told": ["email", "name"]}).json()

        assert told == {**made, "told": ["name", "email"]}

    def test_switches_it_off_and_on(self) -> None:
        caller = by_token(Scope.TOOLS_WRITE)
        number = caller.post("tools", HAWKEYE).json()["id"]
        way = f"tools/{number}/activation"

        assert caller.post(way, {"active": False}).json()["active"] is False
        assert caller.post(way, {"active": True}).json()["active"] is True

    def test_lists_and_reads(self) -> None:
        made = by_token(Scope.TOOLS_WRITE).post("tools", HAWKEYE).json()
        caller = by_token(Scope.TOOLS_READ)

        assert caller.get("tools", kind="proctoring").json()["results"] == [made]
        assert caller.get("tools", kind="assessment").json()["total"] == 0
        assert caller.get(f"tools/{made['id']}").json() == made

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"login_url": "ftp://vendor.example"}, "login_url"),
            ({"jwks_url": ""}, "jwks_url"),
            ({"jwks_url": "", "public_key": "no key"}, "public_key"),
            ({"redirect_uris": ["https://vendor.example/#part"]}, "redirect_uris"),
            ({"told": ["shoe size"]}, "told.0"),
            ({"custom": {"a": 1}}, "custom.a"),
            ({"kind": "spying"}, "kind"),
            ({"name": " "}, "name"),
            ({"deletion_email": "nobody"}, "deletion_email"),
            ({"email_texts": {"accepted": "Fine."}}, "email_texts.accepted"),
        ],
    )
    def test_is_told_which_field_is_wrong(self, changes: dict, field: str) -> None:
        answer = by_token(Scope.TOOLS_WRITE).post("tools", {**HAWKEYE, **changes})

        assert (answer.status_code, answer.json()["field"]) in [(400, field), (422, field)]
        assert not tools.Tool.objects.exists()

    def test_is_told_that_there_is_no_such_tool(self) -> None:
        assert by_token(Scope.TOOLS_READ).get("tools/7").status_code == 404


class TestThoseWhoMayNot:
    def test_register_nothing(self, lms, now) -> None:
        callers = [
            by_token(Scope.TOOLS_READ),
            by_token(Scope.EXAMS_WRITE),
            by_token(*Scope, course=make.course(now)),
            by_launch(lms, "teacher", sub="grace"),
            by_session(is_staff=False),
        ]

        answers = {caller.post("tools", HAWKEYE).status_code for caller in callers}

        assert answers == {403}
        assert not tools.Tool.objects.exists()

    def test_see_nothing(self, lms) -> None:
        callers = [by_token(Scope.EXAMS_WRITE), by_launch(lms, "teacher", sub="grace")]

        assert {caller.get("tools").status_code for caller in callers} == {403}


class TestStaffWhoSignedIn:
    def test_see_the_tools(self) -> None:
        assert by_session().get("tools").json()["total"] == 0
        assert reverse("api-tools") == "/api/v1/tools"
