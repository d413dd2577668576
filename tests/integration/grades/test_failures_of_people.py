"""The failures 11 and 12 of reference/reliability-and-ux.md, section 1.3, each by its number."""

from datetime import timedelta

import pytest

from lti_exams.grades import api as grades
from tests.factories.grading import also, graded

SOON = timedelta(seconds=3)


def remove(book, person):
    book.lms.post("courses/stat101/enrolments", person=person, standing="Deleted")


class TestFailure11PersonGone:
    @pytest.mark.parametrize("profile", ["d2l", *also("canvas", "plain", "moodle", "blackboard")])
    def test_is_put_aside_alone_and_tried_again_at_night(self, book):
        link = book.link()
        remove(book, "ada-alder")
        for person in ("ada-alder", "ben-birch"):
            book.tell(link, graded(80), person)
        book.deliver()
        gone = book.outcome(link)
        assert (gone.state, gone.reason) == ("parked", "person-refused")
        assert not grades.Hold.objects.exists(), "a 403 that names a person is no refusal of us"

        book.lms.post("courses/stat101/enrolments", person="ada-alder", standing="Active")
        book.deliver(after=timedelta(hours=26))

        assert (book.given(), book.given("ben-birch")) == (80, 80)

    @pytest.mark.parametrize("comes_back", [True, *also(False)])
    def test_is_tried_again_as_soon_as_it_is_known_to_be_back(self, book, comes_back):
        link = book.link()
        remove(book, "ada-alder")
        book.tell(link, graded(80))
        book.deliver()

        book.lms.post("courses/stat101/enrolments", person="ada-alder", standing="Active")
        link.course.memberships.create(
            person=book.person(),
            roles=["Learner"],
            is_active=comes_back,
            as_of=book.now() + timedelta(seconds=1),
        )
        book.deliver(after=SOON)

        assert book.given() == (80 if comes_back else None)

    @pytest.mark.slow
    def test_is_not_asked_about_twice_for_one_return(self, book):
        link = book.link()
        remove(book, "ada-alder")
        link.course.memberships.create(
            person=book.person(), roles=["Learner"], as_of=book.now() + timedelta(seconds=1)
        )
        book.tell(link, graded(80))
        book.deliver()

        for _ in range(3):
            book.deliver(after=SOON)

        assert len(book.scores()) == 2

    @pytest.mark.slow
    def test_is_not_tried_for_ever(self, book):
        link = book.link()
        remove(book, "ada-alder")
        book.tell(link, graded(80))
        book.deliver()

        for _ in range(16):
            book.deliver(after=timedelta(hours=26))

        outcome = book.outcome(link)
        assert (outcome.state, outcome.next_try_at) == ("parked", None)


class TestFailure12Overridden:
    def test_keeps_what_a_teacher_wrote_before_we_sent_anything(self, book):
        link = book.link()
        number = book.columns()[0]["id"]
        book.lms.post(f"line-items/{number}/grades", person="ada-alder", given=42)
        book.tell(link, graded(80))

        book.deliver()

        assert (book.given(), book.outcome(link).state) == (42, "superseded")

    def test_is_written_over_when_staff_say_so(self, book):
        link = book.link()
        number = book.columns()[0]["id"]
        book.lms.post(f"line-items/{number}/grades", person="ada-alder", given=42)
        book.tell(link, graded(80))
        book.deliver()

        grades.send_again(grades.Outcome.objects.all(), overwrite=True, now=book.now())
        book.deliver(after=SOON)

        assert (book.given(), book.outcome(link).forced) == (80, False)
