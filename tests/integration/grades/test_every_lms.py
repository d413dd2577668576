from datetime import timedelta

import pytest

from tests.factories.grading import PROFILES, graded, pending

# Those that differ little from it are looked at with what is slow; what is special about each of
# them has its own tests beside these.
OFTEN = {"plain"}
EVERY = [pytest.param(one, marks=[] if one in OFTEN else pytest.mark.slow) for one in PROFILES]


@pytest.fixture(params=EVERY)
def profile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class TestOnEveryLms:
    def test_a_score_reaches_the_gradebook(self, book):
        link = book.link()
        book.tell(link, graded(80))

        book.deliver()

        assert (book.given(), book.outcome(link).state) == (80, "delivered")

    def test_a_regrade_takes_its_place(self, book):
        link = book.link()
        book.tell(link, graded(80))
        book.deliver()

        book.tell(link, graded(85.5))
        book.deliver(after=timedelta(seconds=3))

        assert (book.given(), book.outcome(link).state) == (85.5, "delivered")
        assert book.outcome(link).version_delivered == 2
        assert book.cell()["submissions"] <= 1

    def test_a_column_is_made_where_there_is_none(self, book):
        link = book.link(column=False)
        book.tell(link, graded(80))

        book.deliver()

        (column,) = book.columns()
        assert (column["score_maximum"], book.given()) == (100, 80)

    def test_a_grade_is_taken_back(self, book):
        link = book.link()
        book.tell(link, graded(80))
        book.deliver()

        book.tell(link, None)
        book.deliver(after=timedelta(seconds=3))

        assert (book.given(), book.outcome(link).state) == (None, "delivered")

    def test_what_waits_for_its_grade_is_told_without_points(self, book):
        link = book.link()
        book.tell(link, pending())

        book.deliver()

        assert book.outcome(link).state == "delivered"
        assert book.scores()[-1]["body"]["gradingProgress"] == "Pending"

    def test_a_lost_answer_leaves_one_effect(self, book):
        link = book.link()
        book.lms.break_by("reset", endpoints=["scores"], limit=1)
        book.tell(link, graded(80))
        book.deliver()
        assert book.outcome(link).state == "waiting"

        book.deliver(after=timedelta(minutes=2))

        assert (book.given(), book.outcome(link).state) == (80, "delivered")
        assert book.cell()["submissions"] <= 1

    def test_somebody_unknown_is_put_aside_alone(self, book):
        link = book.link()
        book.lms.post("courses/stat101/enrolments", person="ada-alder", standing="Deleted")
        book.tell(link, graded(80))
        book.tell(link, graded(70), person="ben-birch")

        book.deliver()

        gone = book.outcome(link)
        assert (gone.state, gone.reason) == ("parked", "person-refused")
        assert book.given("ben-birch") == 70

    def test_what_a_teacher_wrote_stays(self, book):
        link = book.link()
        book.tell(link, graded(80))
        book.deliver()
        number = book.columns()[0]["id"]
        book.lms.post(f"line-items/{number}/grades", person="ada-alder", given=42)

        book.tell(link, graded(90))
        book.deliver(after=timedelta(seconds=3))

        outcome = book.outcome(link)
        assert (outcome.state, outcome.reason, book.given()) == ("superseded", "overridden", 42)
