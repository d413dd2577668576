"""The verified defects of edx-exams that a REST API can have, by their numbers: none is ours."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from lti_exams.exams import api as exams
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.rest import Caller, Hall

pytestmark = pytest.mark.django_db

BECAUSE = {"reason": "because"}


def _act(hall: Hall, attempt: int, action: str) -> int:
    answer = hall.learner.post(f"attempts/{attempt}/actions", {"action": action})
    return answer.status_code


def _control(hall: Hall, attempt: int, control: str, **more: object) -> int:
    told = {"control": control, **BECAUSE, **more}
    return hall.teacher.post(f"attempts/{attempt}/controls", told).status_code


class TestDefect1:
    def test_a_proctored_exam_does_not_start_before_the_vendor_is_ready(self, lms: Lms) -> None:
        hall = Hall.opened(lms, vendor="tool:1")
        attempt = hall.come_in()["id"]

        answer = hall.learner.post(f"attempts/{attempt}/actions", {"action": "start"})

        assert (answer.status_code, answer.json()["state"]) == (409, "created")

    def test_nor_at_once_on_coming_in(self, lms: Lms) -> None:
        hall = Hall.opened(lms, vendor="tool:1")

        answer = hall.learner.post(f"{hall.of_exam}/attempts", {"start": True})

        assert answer.status_code == 409
        assert not exams.Attempt.objects.exists()


class TestDefect2:
    @pytest.mark.parametrize("finding", [exams.Finding.VERIFY, exams.Finding.REJECT])
    def test_a_decided_attempt_is_not_handed_in_again(
        self, lms: Lms, finding: exams.Finding
    ) -> None:
        hall = Hall.opened(lms, vendor="tool:1")
        key = hall.come_in()["id"]
        _control(hall, key, "admit")
        _act(hall, key, "start")
        _control(hall, key, "end")
        exams.review(exams.attempt_known(key), finding, by=make.SYSTEM, now=timezone.now())

        status = _act(hall, key, "submit")

        assert status == 409
        assert exams.attempt_known(key).review in {"verified", "rejected"}


class TestDefect3:
    @pytest.mark.parametrize("action", ["reset", "fail"])
    def test_a_learner_gets_no_fresh_clock_by_taking_an_attempt_back(
        self, hall: Hall, action: str
    ) -> None:
        attempt = hall.come_in(start=True)

        status = _act(hall, attempt["id"], action)

        assert status == 409
        assert hall.come_in()["deadline"] == attempt["deadline"]

    def test_an_attempt_has_no_way_to_be_deleted(self, hall: Hall) -> None:
        key = hall.come_in()["id"]

        answer = hall.learner.send("DELETE", f"attempts/{key}")

        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD, OPTIONS"


class TestDefect4:
    def test_an_hour_after_a_minutes_limit_is_too_late_and_the_end_is_the_deadline(
        self, lms: Lms
    ) -> None:
        hall = Hall.opened(lms, limit_seconds=60)
        attempt = hall.come_in(start=True)

        with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
            status = _act(hall, attempt["id"], "submit")
            told = hall.learner.get(f"attempts/{attempt['id']}").json()

        assert status == 409
        assert (told["ended_at"], told["status"]) == (attempt["deadline"], "submitted")


class TestDefect6:
    def test_vendors_are_told_to_nobody_who_is_not_known(self) -> None:
        assert Caller().get("vendors").status_code == 401


class TestDefect7:
    def test_an_exam_that_hides_opens_for_nobody_without_an_attempt_after_it_closed(
        self, lms: Lms
    ) -> None:
        soon = timezone.now() + timedelta(minutes=5)
        hall = Hall.opened(lms, due_at=soon, hide_after_due=True)

        with time_machine.travel(soon + timedelta(minutes=1), tick=False):
            answer = hall.learner.post(f"{hall.of_exam}/access-token")

        assert (answer.status_code, answer.json()["code"]) == (403, "exam-access-refused")


class TestDefect8:
    def test_a_practice_exam_that_is_over_lets_nobody_begin_for_nothing(self, lms: Lms) -> None:
        ended = timezone.now() - timedelta(hours=1)
        hall = Hall.opened(lms, kind=exams.Kind.PRACTICE, due_at=ended)

        answer = hall.learner.post(f"{hall.of_exam}/attempts", {"start": True})

        assert (answer.status_code, answer.json()["why"]) == (403, "closed")


class TestDefect9:
    def test_an_accommodation_reaches_an_attempt_that_runs(self, hall: Hall) -> None:
        attempt = hall.come_in(start=True)

        hall.teacher.post(
            f"{hall.of_course}/accommodations", {"sub": "ada", "minutes": 30, **BECAUSE}
        )

        left = hall.learner.get(f"attempts/{attempt['id']}/time").json()["seconds_left"]
        assert attempt["seconds_left"] + 1_795 <= left <= attempt["seconds_left"] + 1_800


class TestDefect10:
    def test_a_change_of_kind_and_vendor_keeps_the_exam_and_all_that_hangs_on_it(
        self, hall: Hall
    ) -> None:
        attempt = hall.come_in(start=True)["id"]
        hall.teacher.post(
            f"{hall.of_course}/accommodations",
            {"sub": "ada", "exam": hall.exam.pk, "minutes": 30, **BECAUSE},
        )

        answer = hall.teacher.put(
            f"{hall.of_course}/exams",
            {"exams": [{"slug": "final", "title": "F", "kind": "proctored", "vendor": "tool:2"}]},
        )

        assert answer.json()["results"] == [
            {"id": hall.exam.pk, "slug": "final", "change": "updated"}
        ]
        assert hall.come_in()["id"] == attempt
        assert hall.teacher.get(f"{hall.of_course}/accommodations").json()["total"] == 1


class TestDefect11:
    @pytest.mark.parametrize("minutes", [-5, 0, 10**9, 2**70, 1.5, "30", True, None])
    def test_absurd_minutes_are_refused_by_their_name(self, hall: Hall, minutes: object) -> None:
        answer = hall.teacher.post(
            f"{hall.of_course}/accommodations", {"sub": "ada", "minutes": minutes, **BECAUSE}
        )

        assert (answer.status_code, answer.json()["field"]) == (422, "minutes")

    @pytest.mark.parametrize("seconds", [-60, 0, 10**12, 2**70, "60", False])
    def test_an_absurd_limit_is_refused_by_its_name(self, hall: Hall, seconds: object) -> None:
        answer = hall.teacher.patch(hall.of_exam, {"limit_seconds": seconds})

        assert (answer.status_code, answer.json()["field"]) == (422, "limit_seconds")

    def test_a_flag_is_a_json_flag(self, hall: Hall) -> None:
        as_text = hall.learner.post(f"{hall.of_exam}/attempts", {"start": "true"})
        as_flag = hall.learner.post(f"{hall.of_exam}/attempts", {"start": True})

        assert (as_text.status_code, as_text.json()["field"]) == (422, "start")
        assert as_flag.json()["state"] == "started"

    @pytest.mark.parametrize("exam", [10**6, 2**63, 2**70])
    def test_the_list_of_an_unknown_exam_does_not_exist(self, hall: Hall, exam: int) -> None:
        answer = hall.teacher.get(f"{hall.of_course}/attempts", exam=exam)

        assert answer.status_code == 404
