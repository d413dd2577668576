"""A course in a few words: its exams, and how its learners stand in the onboarding."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lti_exams.exams import api as exams
from tests.factories import exams as make
from tests.factories.exams import STAFF
from tests.factories.lms import Lms
from tests.factories.rest import Caller, Hall, by_launch

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def summary(hall: Hall, caller: Caller) -> dict[str, dict[str, object]]:
    """Return what the summary says of each exam, by its name in addresses."""
    told = caller.get(f"{hall.of_course}/summary").json()
    return {one["slug"]: one for one in told["exams"]}


def queries(hall: Hall, caller: Caller, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert caller.get(f"{hall.of_course}/{path}").status_code == 200
    return len(asked)


class TestTheSummaryOfALearner:
    def test_says_of_each_exam_how_they_stand(self, hall: Hall) -> None:
        now = timezone.now()
        make.exam(hall.course, now=now, slug="later", opens_at=now + DAY)
        make.exam(hall.course, now=now, slug="over", due_at=now - DAY)
        hall.come_in(start=True)

        told = summary(hall, hall.learner)

        assert {slug: one["mine"]["window"] for slug, one in told.items()} == {
            "final": "open",
            "later": "later",
            "over": "closed",
        }
        mine = told["final"]["mine"]
        assert (mine["status"], 3_590 < mine["seconds_left"] <= 3_600) == ("started", True)
        assert told["later"]["mine"]["status"] is None
        assert told["later"]["attempts"] is None

    def test_is_under_their_own_dates_and_time(self, hall: Hall) -> None:
        now, ada = timezone.now(), hall.learner.person
        profile = exams.Profile(allowance=exams.Allowance(percent=50))
        exams.give_profile(ada, profile, by=STAFF, reason="because", now=now)
        due = exams.Allowance(due_at=now + DAY)
        exams.accommodate(ada, hall.exam, due, by=STAFF, reason="because", now=now)

        mine = summary(hall, hall.learner)["final"]["mine"]

        assert mine["seconds"] == 5_400
        assert mine["due_at"] is not None

    def test_says_that_an_exam_is_open_to_whom_staff_let_go_on(self, lms: Lms) -> None:
        closes = timezone.now() + timedelta(minutes=30)
        hall = Hall.opened(lms, closes_at=closes)
        broken = hall.come_in(start=True)["id"]
        of_staff = f"attempts/{broken}/controls"
        hall.teacher.post(of_staff, {"control": "fail", "reason": "because"})

        with time_machine.travel(closes + timedelta(hours=1), tick=False):
            before = summary(hall, hall.learner)["final"]["mine"]
            told = {"control": "let-resume", "reason": "because", "seconds": 600}
            hall.teacher.post(of_staff, told)
            mine = summary(hall, hall.learner)["final"]["mine"]

        assert (before["window"], mine["window"]) == ("closed", "open")
        assert 39 * 60 <= mine["seconds"] <= 40 * 60 + 3

    def test_says_nothing_of_others_nor_of_what_was_taken_back(self, hall: Hall) -> None:
        hall.come_in(by_launch(hall.lms, "learner", sub="boole"), start=True)
        key = hall.come_in(start=True)["id"]
        hall.teacher.post(f"attempts/{key}/controls", {"control": "reset", "reason": "because"})

        assert summary(hall, hall.learner)["final"]["mine"]["status"] is None

    def test_shows_an_exam_that_was_withdrawn_to_those_who_sat_it(self, hall: Hall) -> None:
        hall.come_in(start=True)
        hall.teacher.patch(hall.of_exam, {"is_active": False})

        assert "final" in summary(hall, hall.learner)
        assert "final" not in summary(hall, by_launch(hall.lms, "learner", sub="boole"))

    def test_asks_no_more_for_many_exams_than_for_one(self, hall: Hall) -> None:
        few = queries(hall, hall.learner, "summary")
        for number in range(5):
            make.exam(hall.course, now=timezone.now(), slug=f"exam-{number}")

        assert queries(hall, hall.learner, "summary") == few


class TestTheSummaryOfStaff:
    def test_counts_who_stands_where(self, hall: Hall) -> None:
        hall.come_in(start=True)
        hall.come_in(by_launch(hall.lms, "learner", sub="boole"))

        told = summary(hall, hall.teacher)["final"]

        assert told["attempts"] == {"created": 1, "started": 1}
        assert told["mine"] is None


class TestTheOnboardingOfACourse:
    @pytest.fixture
    def hello(self, hall: Hall) -> exams.Exam:
        """An onboarding exam that Ada began and Boole did not."""
        by_launch(hall.lms, "learner", sub="boole")
        kind = exams.Kind.ONBOARDING
        now = timezone.now()
        exam = make.exam(hall.course, now=now, slug="hello", kind=kind, vendor="tool:1")
        assert hall.learner.person is not None
        make.attempt(exam, hall.learner.person, now=now)
        return exam

    def listed(self, hall: Hall, **query: object) -> dict[str, str]:
        told = hall.teacher.get(f"{hall.of_course}/onboarding/learners", **query).json()
        return {one["person"]["name"]: one["status"] for one in told["results"]}

    def test_lists_the_learners_and_nobody_else(self, hall: Hall, hello: exams.Exam) -> None:
        by_launch(hall.lms, "assistant", sub="emmy")

        assert self.listed(hall) == {"Ada": "created", "Boole": "not_started"}

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ({"search": "boo"}, {"Boole"}),
            ({"status": "created"}, {"Ada"}),
            ({"status": "not_started"}, {"Boole"}),
            ({"status": "not_started,created"}, {"Ada", "Boole"}),
            ({"status": "verified"}, set()),
            ({"limit": 1}, {"Ada"}),
            ({"limit": 1, "offset": 1}, {"Boole"}),
        ],
    )
    def test_is_searched_filtered_and_paged(
        self, hall: Hall, hello: exams.Exam, query: dict[str, object], names: set[str]
    ) -> None:
        assert set(self.listed(hall, **query)) == names

    def test_refuses_a_status_that_nobody_knows(self, hall: Hall, hello: exams.Exam) -> None:
        answer = hall.teacher.get(f"{hall.of_course}/onboarding/learners", status="eager")

        assert (answer.status_code, answer.json()["field"]) == (422, "status")

    def test_says_how_many_there_are(self, hall: Hall, hello: exams.Exam) -> None:
        told = hall.teacher.get(f"{hall.of_course}/onboarding/learners", limit=1).json()

        assert (told["exam"], told["total"], len(told["results"])) == (hello.pk, 2, 1)

    def test_is_empty_where_the_course_has_none(self, hall: Hall) -> None:
        told = hall.teacher.get(f"{hall.of_course}/onboarding/learners").json()

        assert (told["exam"], told["total"], told["results"]) == (None, 0, [])

    def test_asks_no_more_for_many_learners_than_for_two(
        self, hall: Hall, hello: exams.Exam
    ) -> None:
        few = queries(hall, hall.teacher, "onboarding/learners")
        for _ in range(8):
            make.person(hall.course)

        assert queries(hall, hall.teacher, "onboarding/learners") == few
