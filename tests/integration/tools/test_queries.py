from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from lti_exams.tools import api as tools
from tests.factories import exams as make
from tests.factories.tools import FakeTool

pytestmark = pytest.mark.django_db
PROCTORING = tools.ToolKind.PROCTORING


class TestUnits:
    def test_limit_who_may_use_a_tool(self, now: datetime) -> None:
        everybody = FakeTool.registered(name="A", now=now).tool
        some = FakeTool.registered(name="B", units=("Mathematics",), now=now).tool

        assert list(tools.tools_of(PROCTORING, unit="Mathematics")) == [everybody, some]
        assert list(tools.tools_of(PROCTORING, unit="History")) == [everybody]
        assert list(tools.tools_of(PROCTORING)) == [everybody, some]


class TestTheToolsOfAKind:
    def test_are_active_and_of_that_kind(self, now: datetime) -> None:
        FakeTool.registered(tools.ToolKind.ASSESSMENT, now=now)
        off = FakeTool.registered(now=now).tool
        tools.deactivate(off, by="test", now=now)

        assert list(tools.tools_of(PROCTORING)) == []

    @pytest.mark.parametrize("client_id", ["", "unknown", "x" * 100, "with\x00nul"])
    def test_are_found_by_no_other_client_id(self, client_id: str, now: datetime) -> None:
        FakeTool.registered(now=now)

        assert tools.by_client_id(client_id) is None


class TestThePseudonymsOfMany:
    def test_are_those_of_each_in_two_queries(
        self, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        tool, course = FakeTool.registered().tool, make.course(now)
        ada, *rest = people = [make.person(course, name) for name in ("Ada", "Boole", "Church")]
        known = tools.pseudonym(tool, ada)

        with django_assert_num_queries(2):
            told = tools.pseudonyms(tool, people)

        assert told[ada.pk] == known
        assert [told[one.pk] for one in rest] == [tools.pseudonym(tool, one) for one in rest]
