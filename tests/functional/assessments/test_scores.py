"""Scores to our line items: a tool's word about somebody's work, read strictly."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lti_exams.assessments.models import Arrival, Questions
from lti_exams.exams import api as exams
from lti_exams.tools import api as tools
from tests.factories import exams as make
from tests.factories.assessments import NOTHING, SCORE, Desk, moment
from tests.factories.tools import FakeTool

pytestmark = pytest.mark.django_db


def other_tool() -> FakeTool:
    return FakeTool.registered(
        tools.ToolKind.ASSESSMENT, name="Pen", host="pen.example", key_name="pen"
    )


class TestAScore:
    def test_ends_the_attempt(self) -> None:
        desk = Desk.set()

        assert desk.tell().status_code == 204
        assert desk.now().state == exams.State.SUBMITTED
        assert desk.points == 8

    def test_is_kept_exactly(self) -> None:
        desk = Desk.set()

        desk.tell(scoreGiven=0.7 + 0.1, scoreMaximum=0.8)

        assert (desk.now().points, desk.now().maximum) == (8_000, 8_000)

    @pytest.mark.parametrize("activity", ["Initialized", "Started", "InProgress"])
    def test_in_progress_ends_nothing(self, activity: str) -> None:
        desk = Desk.set()

        told = desk.tell(activityProgress=activity, gradingProgress="NotReady", scoreGiven=NOTHING)

        assert told.status_code == 204
        assert desk.now().state == exams.State.STARTED

    def test_that_waits_for_a_grader_ends_the_attempt_without_points(self) -> None:
        desk = Desk.set()

        desk.tell(activityProgress="Submitted", gradingProgress="PendingManual", scoreGiven=3)

        assert desk.now().state == exams.State.SUBMITTED
        assert desk.points is None

    def test_is_taken_after_the_end(self) -> None:
        desk = Desk.set()
        exams.submit(desk.attempt, by=make.LEARNER, now=timezone.now())

        desk.tell()

        assert desk.points == 8

    def test_may_change(self) -> None:
        desk = Desk.set()

        desk.tell()
        desk.tell(scoreGiven=9)

        assert desk.points == 9

    def test_may_be_taken_back(self) -> None:
        desk = Desk.set()

        desk.tell()
        desk.tell(scoreGiven=NOTHING, scoreMaximum=NOTHING, gradingProgress="Failed")

        assert desk.points is None

    def test_counts_once_when_it_comes_twice(self) -> None:
        desk = Desk.set()
        told = desk.score()

        first, second = desk.post(told), desk.post(told)

        assert (first.status_code, second.status_code) == (204, 204)
        assert Arrival.objects.count() == 1

    def test_is_refused_when_a_newer_one_was_there(self) -> None:
        desk = Desk.set()
        earlier = moment(timezone.now() - timedelta(seconds=5))

        desk.tell()
        stale = desk.tell(scoreGiven=2, timestamp=earlier)

        assert (stale.status_code, stale.json()["code"]) == (409, "completion-out-of-order")
        assert desk.points == 8

    def test_of_the_same_moment_with_other_points_is_refused(self) -> None:
        desk = Desk.set()
        same = moment(timezone.now())

        desk.tell(timestamp=same)

        assert desk.tell(scoreGiven=2, timestamp=same).status_code == 409
        assert desk.points == 8

    def test_above_the_maximum_is_taken_where_extra_credit_is_given(self) -> None:
        desk = Desk.set()
        Questions.objects.create(exam=desk.attempt.exam, allows_extra_credit=True)

        assert desk.tell(scoreGiven=11).status_code == 204
        assert desk.points == 11

    def test_for_answers_that_came_too_late_is_evidence(self) -> None:
        desk = Desk.set(limit_seconds=20, grace_seconds=10)

        late = {"submittedAt": moment(timezone.now() - timedelta(seconds=2))}
        told = desk.tell(submission=late)

        assert told.status_code == 204
        assert desk.points is None
        assert desk.attempt.late_work.get().evidence["points"] == 80_000

    def test_for_answers_in_the_grace_counts(self) -> None:
        desk = Desk.set(limit_seconds=20, grace_seconds=30)

        at = moment(desk.attempt.started_at + timedelta(seconds=40))
        desk.tell(submission={"submittedAt": at})

        assert desk.points == 8

    def test_that_comes_late_for_work_in_time_counts(self) -> None:
        desk = Desk.set(limit_seconds=20, grace_seconds=0)

        in_time = {"submittedAt": moment(desk.attempt.started_at + timedelta(seconds=10))}
        desk.tell(submission=in_time)

        assert desk.points == 8


BAD: dict[str, tuple[dict[str, Any], int, str]] = {
    "just below zero": ({"scoreGiven": -0.000001}, 400, "scoreGiven"),
    "below zero": ({"scoreGiven": -1}, 400, "scoreGiven"),
    "above its maximum": ({"scoreGiven": 10.0001}, 400, "scoreGiven"),
    "a word": ({"scoreGiven": "ten"}, 400, "scoreGiven"),
    "true": ({"scoreGiven": True}, 400, "scoreGiven"),
    "huge": ({"scoreGiven": 1e300, "scoreMaximum": 1e300}, 400, "scoreGiven"),
    "without a maximum": ({"scoreMaximum": NOTHING}, 400, "scoreMaximum"),
    "of zero": ({"scoreMaximum": 0}, 400, "scoreMaximum"),
    "of nobody": ({"userId": "nobody-at-all"}, 400, "userId"),
    "of a number": ({"userId": 7}, 400, "userId"),
    "without a person": ({"userId": NOTHING}, 400, "userId"),
    "of the future": ({"timestamp": "2999-01-01T00:00:00.000Z"}, 400, "timestamp"),
    "of long ago": ({"timestamp": "2001-01-01T00:00:00.000Z"}, 409, "timestamp"),
    "of no moment": ({"timestamp": NOTHING}, 400, "timestamp"),
    "of no zone": ({"timestamp": "2026-11-21T09:00:00"}, 400, "timestamp"),
    "of the end of time": ({"timestamp": "9999-12-31T23:59:59-12:00"}, 400, "timestamp"),
    "of a strange activity": ({"activityProgress": "Daydreaming"}, 400, "activityProgress"),
    "of no grading": ({"gradingProgress": NOTHING}, 400, "gradingProgress"),
    "with a list of times": ({"submission": ["now"]}, 400, "submission"),
    "handed in in the future": (
        {"submission": {"submittedAt": "2999-01-01T00:00:00Z"}},
        400,
        "submission.submittedAt",
    ),
    "with a comment that is none": ({"comment": 7}, 400, "comment"),
}


class TestABadScore:
    def test_is_refused_with_a_code_and_changes_nothing(self) -> None:
        desk = Desk.set()

        told = {what: desk.tell(**changes) for what, (changes, _, _) in BAD.items()}

        assert {what: (one.status_code, one.json()["field"]) for what, one in told.items()} == {
            what: (status, field) for what, (_, status, field) in BAD.items()
        }
        kinds = {one.headers["Content-Type"] for one in told.values()}
        assert kinds == {"application/problem+json"}
        assert all(one.json()["code"] for one in told.values())
        assert desk.now().state == exams.State.STARTED
        assert not Arrival.objects.exists()

    def test_that_cannot_be_read_is_refused(self) -> None:
        desk = Desk.set()
        bodies = ["{not json", "[]", '{"userId": NaN}', '{"userId": "\\u0000"}', b"\xff", " "]

        assert {desk.post(body).status_code for body in bodies} == {400}

    def test_of_the_wrong_media_type_is_refused(self) -> None:
        desk = Desk.set()

        assert desk.post(desk.score(), content_type="text/plain").status_code == 415

    def test_with_text_that_no_database_holds_is_refused(self) -> None:
        desk = Desk.set()

        assert desk.tell(userId="x" * 70_000).status_code == 400
        assert desk.tell(comment="x" * 70_000).status_code == 400
        assert desk.post(desk.score(comment="x" * 200_000)).status_code == 413

    def test_for_an_attempt_that_was_reset_is_refused(self) -> None:
        desk = Desk.set()
        make.happen(desk.attempt, [(exams.Event.RESET, make.STAFF)], now=timezone.now())

        told = desk.tell()

        assert (told.status_code, told.json()["code"]) == (409, "attempt-takes-no-score")


class TestAToken:
    def test_that_was_invented_opens_nothing(self) -> None:
        desk = Desk.set()

        told = desk.client.post(
            f"{desk.address}/scores",
            "{}",
            content_type=SCORE,
            headers={"Authorization": "Bearer made-up"},
        )

        assert told.status_code == 401
        assert "invalid_token" in told.headers["WWW-Authenticate"]

    def test_is_needed(self) -> None:
        assert Desk.set().client.get("/tools/ags/1-1/lineitems").status_code == 401

    def test_for_something_else_is_not_enough(self) -> None:
        desk = Desk.set()

        told = desk.post(desk.score(), scope=tools.RESULT_READ)

        assert (told.status_code, told.json()["code"]) == (403, "tool-bearer-scope")

    def test_of_another_tool_finds_no_line_item(self) -> None:
        desk, other = Desk.set(), other_tool()

        told = desk.call(
            "POST", f"{desk.address}/scores", desk.score(), scope=tools.SCORE, tool=other
        )

        assert (told.status_code, told.json()["code"]) == (404, "line-item-unknown")

    def test_of_another_tool_knows_nobody_of_ours(self) -> None:
        theirs = Desk.set(tool=other_tool())
        ours = Desk.set()

        assert ours.tell(userId=theirs.sub).json()["code"] == "completion-person-unknown"
