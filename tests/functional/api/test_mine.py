"""An exam and one's own attempt as JSON: enough for another front end to show them."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from tests.factories.exams import STAFF
from tests.factories.lms import Lms
from tests.factories.rest import Hall

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def dated(lms: Lms) -> Hall:
    """An exam of an hour with dates and words of its own."""
    return Hall.opened(
        lms, opens_at=timezone.now() - DAY, due_at=timezone.now() + DAY, instructions="No phones."
    )


class TestAnExamAsOnesOwn:
    def test_has_everything_that_a_page_before_it_says(self, dated: Hall) -> None:
        told = dated.learner.get(f"{dated.of_exam}/mine").json()

        assert (told["title"], told["kind"], told["instructions"]) == (
            "Final exam",
            "timed",
            "No phones.",
        )
        assert (told["seconds"], told["sittings_left"], told["obstacles"]) == (3_600, 1, [])
        dates = [datetime.fromisoformat(told[name]) for name in ("opens_at", "now", "due_at")]
        assert dates == sorted(dates)
        assert told["attempt"] is None

    def test_is_under_ones_own_terms(self, dated: Hall) -> None:
        more = exams.Allowance(minutes=30, due_at=timezone.now() + 2 * DAY)
        person = dated.learner.person
        assert person is not None
        exams.accommodate(person, dated.exam, more, by=STAFF, reason="x", now=timezone.now())

        told = dated.learner.get(f"{dated.of_exam}/mine").json()

        assert told["seconds"] == 5_400
        assert datetime.fromisoformat(told["due_at"]) > timezone.now() + 1.5 * DAY

    def test_has_the_attempt_with_its_clock_and_what_may_be_done(self, dated: Hall) -> None:
        key = dated.come_in(start=True)["id"]

        attempt = dated.learner.get(f"{dated.of_exam}/mine").json()["attempt"]

        assert (attempt["id"], attempt["status"], attempt["number"]) == (key, "started", 1)
        now, end = (datetime.fromisoformat(attempt[name]) for name in ("now", "deadline"))
        assert timedelta(minutes=59) < end - now <= timedelta(hours=1, seconds=1)
        assert 3_590 < attempt["seconds_left"] <= 3_600
        assert "stop" in attempt["may"]
        assert attempt["person"]["id"] == getattr(dated.learner.person, "pk", None)

    def test_has_the_receipt_and_no_score_once_it_is_handed_in(self, dated: Hall) -> None:
        key = dated.come_in(start=True)["id"]
        for action in ("stop", "submit"):
            dated.learner.post(f"attempts/{key}/actions", {"action": action})

        attempt = dated.learner.get(f"{dated.of_exam}/mine").json()["attempt"]

        assert attempt["status"] == "submitted"
        assert attempt["receipt"] == exams.Attempt.objects.get().receipt
        assert attempt["submitted_at"] is not None
        assert attempt["score"] is None


class TestReportingAnError:
    def test_ends_an_attempt_that_could_not_begin(self, dated: Hall) -> None:
        key = dated.come_in()["id"]

        told = dated.learner.post(f"attempts/{key}/actions", {"action": "fail"}).json()

        assert (told["status"], told["seconds_left"]) == ("error", 0)

    def test_again_changes_nothing(self, dated: Hall) -> None:
        key = dated.come_in()["id"]
        dated.learner.post(f"attempts/{key}/actions", {"action": "fail"})

        again = dated.learner.post(f"attempts/{key}/actions", {"action": "fail"})

        assert (again.status_code, again.json()["state"]) == (409, "error")

    def test_stops_no_clock_that_runs(self, dated: Hall) -> None:
        """Otherwise anybody could stand still who is short of time: a vendor or staff decide it."""
        key = dated.come_in(start=True)["id"]

        answer = dated.learner.post(f"attempts/{key}/actions", {"action": "fail"})

        assert (answer.status_code, answer.json()["state"]) == (409, "started")
