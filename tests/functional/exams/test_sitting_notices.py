"""Staff take an attempt back, or write to a learner about it: whom it concerns is told."""

import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.access import Caller, Role
from lti_exams.journeys.control_attempt import Control, Order, control_attempt
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.pages import text_of
from tests.factories.rest import by_launch
from tests.factories.sitting import Seat, at_a_seat, placed_exam
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db

STAFF = Caller("staff:1", frozenset({Role.SERVICE_STAFF}))
WHY = "The camera showed a second person"
TAKEN_BACK = "Your last attempt was taken back on"


@pytest.fixture
def seat(lms: Lms) -> Seat:
    """Somebody before a timed exam of an hour."""
    placed_exam(lms)
    return at_a_seat(lms)


def control(control: Control, message: str = "", seconds: int = 0) -> None:
    attempt = exams.Attempt.objects.select_related("exam__course", "person").latest("pk")
    order = Order(control=control, reason=WHY, seconds=seconds, message=message)
    control_attempt(STAFF, attempt, order, now=timezone.now())


class TestAnAttemptThatStaffReset:
    def test_is_told_to_the_learner_with_the_hour_and_that_it_does_no_harm(
        self, seat: Seat
    ) -> None:
        seat.begin()

        control(Control.RESET)

        page = seat.look()
        told = exams.Notice.objects.get()
        assert f"{TAKEN_BACK} {told.at:%A}" in page
        assert "neither for you nor against you" in page
        assert "1 of 1" in page

    def test_keeps_the_reason_of_staff_from_the_learner(self, seat: Seat) -> None:
        seat.begin()

        control(Control.RESET)

        assert WHY not in seat.look()

    def test_shows_what_staff_wrote_to_the_learner(self, seat: Seat) -> None:
        seat.begin()

        control(Control.RESET, " Your camera failed. Begin again when it works. ")

        assert "They wrote to you: “Your camera failed. Begin again when it works.”" in seat.look()

    def test_is_told_to_an_open_page_by_its_next_heartbeat(self, seat: Seat) -> None:
        seat.begin()
        control(Control.RESET)

        told = {"attempt": seat.attempt_key(), "epoch": 1}
        headers = {"origin": "http://testserver"}
        answer = seat.browser.post(f"{seat.launch}present", told, headers=headers)

        assert answer.json()["status"] == "reset"

    def test_is_told_no_longer_once_the_learner_begins_again(self, seat: Seat) -> None:
        seat.begin()
        control(Control.RESET)

        assert TAKEN_BACK not in seat.begin()

    def test_by_the_learner_is_no_news_to_them(self, lms: Lms) -> None:
        placed_exam(lms, kind=exams.Kind.PRACTICE)
        seat = at_a_seat(lms)
        seat.begin()
        seat.act("stop")
        seat.act("submit")

        assert TAKEN_BACK not in seat.act("reset")

    def test_is_told_to_other_staff_with_the_reason(self, lms: Lms) -> None:
        teacher = Teacher.of(lms)
        attempt = teacher.started(teacher.exam())
        form = {"reset-reason": WHY, "reset-message": "Begin again."}

        teacher.do(f"attempts/{attempt.pk}/control", act="reset", **form)

        colleague = Teacher.of(lms, sub="colleague-1", name="Emmy Teacher")
        page = text_of(colleague.see(f"attempts/{attempt.pk}/"))
        assert "Was reset" in page
        assert WHY in page
        assert "The learner was told" in page
        assert "“Begin again.”" in page

    def test_is_told_over_rest(self, lms: Lms) -> None:
        learner, teacher = by_launch(lms, "learner", sub="ada"), by_launch(lms, "teacher", sub="g")
        course = exams.Exam._meta.get_field("course").related_model.objects.get()
        exam = make.exam(course, now=timezone.now())
        at = f"courses/{course.pk}/exams/{exam.pk}"
        key = learner.post(f"{at}/attempts", {"start": True}).json()["id"]
        order = {"control": "reset", "reason": WHY, "message": "Begin again."}
        teacher.post(f"attempts/{key}/controls", order)

        notice = learner.get(f"{at}/mine").json()["notice"]

        assert (notice["about"], notice["message"]) == ("reset", "Begin again.")
        assert WHY not in learner.get(f"{at}/mine").content.decode()


class TestWhatStaffWrite:
    def test_is_shown_while_the_exam_runs(self, seat: Seat) -> None:
        seat.begin()

        control(Control.EXTEND, "For the fire alarm.", seconds=600)

        assert "The staff of the course wrote to you" in seat.look()
        assert "“For the fire alarm.”" in seat.look()

    def test_is_nothing_where_they_write_nothing(self, seat: Seat) -> None:
        seat.begin()

        control(Control.EXTEND, seconds=600)

        assert not exams.Notice.objects.exists()

    def test_is_shown_as_text(self, seat: Seat) -> None:
        seat.begin()

        control(Control.EXTEND, "<script>alert(1)</script>", seconds=600)

        page = seat.browser.get(seat.address).content.decode()
        assert "<script>alert(1)" not in page
