"""Line items and results as a platform: what a tool finds, makes and may change."""

import pytest
from django.utils import timezone

from lti_exams.assessments.models import LineItem
from lti_exams.exams import api as exams
from lti_exams.tools import api as tools
from tests.factories import exams as make
from tests.factories.assessments import ITEM, Desk
from tests.factories.tools import FakeTool

pytestmark = pytest.mark.django_db


class TestLineItems:
    def test_of_a_link_are_listed(self) -> None:
        desk = Desk.set()

        told = desk.call("GET", desk.items, scope=tools.LINE_ITEM_READ)

        [item] = told.json()
        assert told.headers["Content-Type"].startswith("application/vnd.ims.lis.v2")
        assert item["id"] == f"http://testserver{desk.address}"
        assert (item["scoreMaximum"], item["label"]) == (100, "Final exam")

    def test_are_found_by_what_the_tool_calls_them(self) -> None:
        desk = Desk.set()
        desk.call("POST", desk.items, {"label": "Part A", "scoreMaximum": 5, "resourceId": "a"})

        found = desk.call("GET", f"{desk.items}?resource_id=a").json()

        assert [one["label"] for one in found] == ["Part A"]

    @pytest.mark.parametrize(
        "query", ["resource_link_id=99-1", "tag=none", "resource_id=%00", "tag=" + "x" * 5_000]
    )
    def test_of_another_name_are_none(self, query: str) -> None:
        desk = Desk.set()

        assert desk.call("GET", f"{desk.items}?{query}").json() == []

    def test_come_in_pages(self) -> None:
        desk = Desk.set()
        desk.call("POST", desk.items, {"label": "Part A", "scoreMaximum": 5})

        first = desk.call("GET", f"{desk.items}?limit=1")
        rest = first.headers["Link"].split(">")[0].removeprefix("<http://testserver")
        second = desk.call("GET", rest)

        assert [len(first.json()), len(second.json())] == [1, 1]
        assert "Link" not in second.headers

    def test_are_made_by_a_tool_for_itself(self) -> None:
        desk = Desk.set()

        made = desk.call("POST", desk.items, {"label": "Part A", "scoreMaximum": 5})

        assert made.status_code == 201
        assert not LineItem.objects.latest("pk").counts

    def test_that_a_tool_made_say_nothing_of_the_score(self) -> None:
        desk = Desk.set()
        made = desk.call("POST", desk.items, {"label": "Part A", "scoreMaximum": 5}).json()

        path = made["id"].removeprefix("http://testserver")
        told = desk.call(
            "POST",
            f"{path}/scores",
            desk.score(),
            scope=tools.SCORE,
            content_type="application/vnd.ims.lis.v1.score+json",
        )

        assert told.status_code == 204
        assert desk.points is None

    def test_that_a_tool_made_can_be_changed_and_removed(self) -> None:
        desk = Desk.set()
        made = desk.call("POST", desk.items, {"label": "Part A", "scoreMaximum": 5}).json()
        path = made["id"].removeprefix("http://testserver")

        changed = desk.call("PUT", path, {"label": "Part B", "scoreMaximum": 6})
        gone = desk.call("DELETE", path)

        assert changed.json()["label"] == "Part B"
        assert (gone.status_code, LineItem.objects.count()) == (204, 1)

    @pytest.mark.parametrize("method", ["PUT", "DELETE"])
    def test_that_holds_the_score_is_ours(self, method: str) -> None:
        desk = Desk.set()

        told = desk.call(method, desk.address, {"label": "Mine", "scoreMaximum": 6})

        assert (told.status_code, told.json()["code"]) == (403, "line-item-ours")

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"scoreMaximum": 5}, "label"),
            ({"label": " ", "scoreMaximum": 5}, "label"),
            ({"label": "x" * 256, "scoreMaximum": 5}, "label"),
            ({"label": "A"}, "scoreMaximum"),
            ({"label": "A", "scoreMaximum": -1}, "scoreMaximum"),
            ({"label": "A", "scoreMaximum": 5, "tag": 7}, "tag"),
            ({"label": "A", "scoreMaximum": 5, "resourceLinkId": "8-8"}, "resourceLinkId"),
        ],
    )
    def test_that_make_no_sense_are_refused(self, said: dict[str, object], field: str) -> None:
        desk = Desk.set()

        told = desk.call("POST", desk.items, said)

        assert (told.status_code, told.json()["field"]) == (400, field)

    def test_are_not_made_without_end(self) -> None:
        desk = Desk.set()
        said = {"label": "A", "scoreMaximum": 5}

        answers = [desk.call("POST", desk.items, said).status_code for _ in range(20)]

        assert answers == [201] * 19 + [403]

    def test_are_not_written_with_a_scope_for_reading(self) -> None:
        desk = Desk.set()
        said = {"label": "A", "scoreMaximum": 5}

        told = desk.call("POST", desk.items, said, scope=tools.LINE_ITEM_READ)

        assert told.status_code == 403

    @pytest.mark.parametrize("path", ["/tools/ags/9-9/lineitems", "/tools/ags/none/lineitems/1"])
    def test_of_no_link_are_unknown(self, path: str) -> None:
        assert Desk.set().call("GET", path).status_code == 404

    def test_of_another_tool_are_unknown(self) -> None:
        desk = Desk.set()
        other = FakeTool.registered(
            tools.ToolKind.ASSESSMENT, name="Pen", host="pen.example", key_name="pen"
        )

        for path in (desk.items, desk.address):
            assert desk.call("GET", path, tool=other).status_code == 404
        assert desk.call("DELETE", desk.address, tool=other).status_code == 404

    def test_take_no_other_method(self) -> None:
        told = Desk.set().client.patch("/tools/ags/1-1/lineitems", "{}", content_type=ITEM)

        assert (told.status_code, told.headers["Allow"]) == (405, "GET, POST")


class TestResults:
    def test_are_the_scores_as_we_hold_them(self) -> None:
        desk = Desk.set()
        desk.tell(scoreGiven=7.5)

        [result] = desk.call("GET", f"{desk.address}/results", scope=tools.RESULT_READ).json()

        assert result["userId"] == desk.sub
        assert (result["resultScore"], result["resultMaximum"]) == (7.5, 10)
        assert result["scoreOf"] == f"http://testserver{desk.address}"

    def test_of_one_person_can_be_asked_for(self) -> None:
        desk = Desk.set()
        desk.tell()
        address = f"{desk.address}/results?user_id="

        mine = desk.call("GET", address + desk.sub, scope=tools.RESULT_READ)
        nobodys = desk.call("GET", address + "nobody%00", scope=tools.RESULT_READ)

        assert (len(mine.json()), nobodys.json()) == (1, [])

    def test_of_one_person_are_one_also_where_they_were_let_go_on(self) -> None:
        desk = Desk.set(attempts_allowed=2)
        desk.tell(scoreGiven=4)
        earlier = desk.now()
        exams.Attempt.objects.filter(pk=earlier.pk).update(state="error")
        desk.attempt = make.started(earlier.exam, earlier.person, now=timezone.now())
        exams.Attempt.objects.filter(pk=desk.attempt.pk).update(sitting=earlier.sitting)
        desk.tell(scoreGiven=9)

        told = desk.call("GET", f"{desk.address}/results", scope=tools.RESULT_READ).json()

        assert [one["resultScore"] for one in told] == [9]

    def test_of_work_without_a_score_are_none(self) -> None:
        desk = Desk.set()

        assert desk.call("GET", f"{desk.address}/results", scope=tools.RESULT_READ).json() == []

    def test_need_the_scope_for_reading_them(self) -> None:
        desk = Desk.set()

        told = desk.call("GET", f"{desk.address}/results", scope=tools.SCORE)

        assert told.status_code == 403
