from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from lti_exams.exams import api as exams
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.rest import Hall, by_launch

pytestmark = pytest.mark.django_db


class TestComingIn:
    def test_makes_an_attempt_and_then_finds_it(self, hall: Hall) -> None:
        first = hall.learner.post(f"{hall.of_exam}/attempts")
        second = hall.learner.post(f"{hall.of_exam}/attempts")

        assert (first.status_code, second.status_code) == (201, 200)
        assert first.json()["id"] == second.json()["id"]

    def test_of_a_teacher_is_a_preview(self, hall: Hall) -> None:
        assert hall.come_in(hall.teacher)["purpose"] == "preview"

    def test_can_be_a_rehearsal(self, hall: Hall) -> None:
        assert hall.come_in(rehearsal=True)["purpose"] == "rehearsal"

    def test_needs_the_password_of_the_exam(self, lms: Lms) -> None:
        hall = Hall.opened(lms, access_rules=({"rule": "password", "password": "sesame seed"},))

        without = hall.learner.post(f"{hall.of_exam}/attempts")
        given = hall.learner.post(f"{hall.of_exam}/attempts", {"password": "sesame seed"})

        assert (without.status_code, given.status_code) == (403, 201)

    def test_lets_nobody_try_one_password_after_the_other(self, lms: Lms) -> None:
        hall = Hall.opened(lms, access_rules=({"rule": "password", "password": "4711"},))
        tries = [f"{number:04}" for number in range(10)]

        with time_machine.travel(timezone.now(), tick=False):
            for one in tries:
                hall.learner.post(f"{hall.of_exam}/attempts", {"password": one})
            answer = hall.learner.post(f"{hall.of_exam}/attempts", {"password": "4711"})

        assert (answer.status_code, answer["Retry-After"]) == (429, "60")

    def test_before_the_exam_opens_says_why_not(self, lms: Lms) -> None:
        hall = Hall.opened(lms, opens_at=timezone.now() + timedelta(days=1))

        refused = hall.learner.post(f"{hall.of_exam}/attempts")
        seen = hall.learner.get(f"{hall.of_exam}/mine").json()

        assert (refused.status_code, refused.json()["why"]) == (403, "not-open-yet")
        assert [one["code"] for one in seen["obstacles"]] == ["not-open-yet"]


class TestWhatMayBeDone:
    def test_is_told_to_each_by_their_rights(self, hall: Hall) -> None:
        key = hall.come_in()["id"]

        told = {
            who: hall.caller(who).get(f"attempts/{key}").json()["may"]
            for who in ("learner", "assistant", "teacher", "token that may read")
        }

        assert "decline" not in told["learner"]
        assert told["assistant"] == ["admit"]
        assert told["teacher"] == ["admit", "extend", "fail", "reset"]
        assert told["token that may read"] == []


class TestTheWayOfAnAttempt:
    def test_goes_from_start_over_stop_to_a_receipt(self, hall: Hall) -> None:
        address = f"attempts/{hall.come_in()['id']}/actions"

        told = [
            hall.learner.post(address, {"action": action}).json()
            for action in ("start", "stop", "continue", "stop", "submit")
        ]

        assert [one["state"] for one in told] == [
            "started",
            "ready_to_submit",
            "started",
            "ready_to_submit",
            "submitted",
        ]
        assert [one["receipt"] is None for one in told] == [True] * 4 + [False]

    def test_gives_the_same_receipt_again(self, hall: Hall) -> None:
        address = f"attempts/{hall.come_in(start=True)['id']}/actions"

        first, second = (hall.learner.post(address, {"action": "submit"}).json() for _ in range(2))

        assert first["receipt"] == second["receipt"]

    def test_tells_of_an_illegal_move_where_the_attempt_is(self, hall: Hall) -> None:
        address = f"attempts/{hall.come_in()['id']}/actions"

        answer = hall.learner.post(address, {"action": "submit"})

        told = answer.json()
        assert (answer.status_code, told["code"], told["state"]) == (
            409,
            "attempt-illegal-move",
            "created",
        )

    def test_offers_what_may_be_done_next(self, hall: Hall) -> None:
        assert hall.come_in(start=True)["may"] == ["stop", "submit"]


class TestASecondDevice:
    @pytest.mark.parametrize(
        ("policy", "statuses"),
        [
            (exams.SecondDevice.TAKES_OVER, [409, 409, 200, 200, 409]),
            (exams.SecondDevice.IS_REFUSED, [409, 409, 409, 409, 200]),
            (exams.SecondDevice.MAY_JOIN, [200, 200, 200, 200, 200]),
        ],
    )
    def test_is_let_in_by_the_policy_of_the_exam(
        self, lms: Lms, policy: exams.SecondDevice, statuses: list[int]
    ) -> None:
        hall = Hall.opened(lms, second_device=policy)
        key = hall.come_in(start=True)["id"]
        second = by_launch(lms, "learner", sub="ada")
        address, token = f"attempts/{key}/actions", f"{hall.of_exam}/access-token"

        answers = [
            second.post(token),
            second.post(address, {"action": "continue"}),
            second.post(address, {"action": "go-on-here"}),
            second.post(token),
            hall.learner.post(token),
        ]

        told = [answer.status_code for answer in answers]
        # To go on where nothing was stopped is no move; that it came so far is what counts.
        told[1] = 200 if answers[1].json().get("code") == "attempt-illegal-move" else told[1]
        assert told == statuses


class TestTheClockOfAnAnswer:
    def test_is_the_servers(self, hall: Hall) -> None:
        told = hall.come_in(start=True)

        now, deadline = (datetime.fromisoformat(told[name]) for name in ("now", "deadline"))
        assert abs((now - timezone.now()).total_seconds()) < 5
        assert told["seconds_left"] == pytest.approx((deadline - now).total_seconds(), abs=1)

    def test_goes_on_and_stops_at_nothing(self, hall: Hall) -> None:
        attempt = hall.come_in(start=True)["id"]
        later = timezone.now() + timedelta(minutes=59)

        with time_machine.travel(later, tick=False):
            left = hall.learner.get(f"attempts/{attempt}/time").json()

        assert 55 <= left["seconds_left"] <= 61
        assert left["status"] == "started"


class TestTheLatestAttempt:
    def test_is_none_before_the_first(self, hall: Hall) -> None:
        assert hall.learner.get("attempts/latest").json()["attempt"] is None

    def test_is_the_one_that_is_open(self, hall: Hall) -> None:
        attempt = hall.come_in()["id"]

        assert hall.learner.get("attempts/latest").json()["attempt"]["id"] == attempt

    def test_is_of_the_course_of_the_launch(self, hall: Hall) -> None:
        hall.come_in()
        elsewhere = by_launch(hall.lms, "learner", sub="ada", course="course-2")

        assert elsewhere.get("attempts/latest").json()["attempt"] is None


class TestStaff:
    def test_say_why(self, hall: Hall) -> None:
        attempt = hall.come_in(start=True)["id"]

        silent = hall.teacher.post(f"attempts/{attempt}/controls", {"control": "pause"})
        blank = hall.teacher.post(
            f"attempts/{attempt}/controls", {"control": "pause", "reason": "  "}
        )

        assert (silent.status_code, silent.json()["field"]) == (422, "reason")
        assert (blank.status_code, blank.json()["code"]) == (422, "attempt-reason-missing")

    def test_pause_resume_and_reset(self, hall: Hall) -> None:
        attempt = hall.come_in(start=True)["id"]

        told = [
            hall.teacher.post(
                f"attempts/{attempt}/controls", {"control": control, "reason": "because"}
            ).json()["state"]
            for control in ("pause", "resume", "reset")
        ]

        assert told == ["paused", "started", "reset"]

    def test_see_a_score_that_learners_do_not(self, hall: Hall) -> None:
        key = hall.come_in(start=True)["id"]
        score = exams.Score(points=75_000, maximum=100_000)
        now = timezone.now()
        attempt = exams.attempt_known(key)
        exams.record_score(attempt, score, by=make.ASSESSMENT, handed_in_at=now, now=now)

        seen = [
            caller.get(f"attempts/{key}").json()["score"] for caller in (hall.learner, hall.teacher)
        ]

        assert seen == [None, {"points": 7.5, "maximum": 10.0}]

    def test_never_reach_another_course(self, hall: Hall) -> None:
        attempt = hall.come_in()["id"]
        other = by_launch(hall.lms, "teacher", sub="noether", course="course-2")

        answer = other.post(
            f"attempts/{attempt}/controls", {"control": "reset", "reason": "because"}
        )

        assert answer.status_code == 404
