"""A tool that is switched on can be named by exams at once."""

from datetime import datetime

import pytest

from lti_exams.journeys.access import caller_of_command
from lti_exams.journeys.approve_tool import decide_about_tool
from lti_exams.journeys.register_tool import register_tool
from lti_exams.proctoring import api as proctoring
from lti_exams.tools import api as tools

pytestmark = pytest.mark.django_db


def registered(kind: tools.ToolKind, now: datetime) -> tools.Tool:
    new = tools.NewTool(
        kind=kind,
        name="Hawkeye",
        login_url="https://tool.example/login",
        launch_url="https://tool.example/launch",
        jwks_url="https://tool.example/jwks",
    )
    return register_tool(new, by=caller_of_command(), now=now)


class TestATool:
    def test_that_watches_is_a_vendor(self, now: datetime) -> None:
        tool = registered(tools.ToolKind.PROCTORING, now)

        assert [one.tool for one in proctoring.usable_vendors()] == [tool]

    def test_stays_the_same_vendor_when_it_is_switched_off_and_on(self, now: datetime) -> None:
        tool = registered(tools.ToolKind.PROCTORING, now)

        decide_about_tool(tool.pk, "deactivate", by=caller_of_command(), now=now)
        assert list(proctoring.usable_vendors()) == []
        decide_about_tool(tool.pk, "activate", by=caller_of_command(), now=now)

        assert [one.key for one in proctoring.usable_vendors()] == ["hawkeye"]
