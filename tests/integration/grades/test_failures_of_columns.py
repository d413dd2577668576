"""The failures 9, 10 and 13 to 17 of reference/reliability-and-ux.md, 1.3, each by its number."""

from datetime import timedelta
from itertools import count
from random import Random

import pytest
from django.utils import timezone

from lti_exams.grades import api as grades
from tests.factories.grading import also, graded, pending, scores_of

SOON = timedelta(seconds=3)


def delete_columns(book):
    for column in book.columns():
        book.lms.delete(f"line-items/{column['id']}")


class TestFailure9ColumnDeleted:
    def test_is_put_aside_for_a_teacher_who_may_have_meant_it(self, book):
        link = book.link(column=False)
        book.tell(link, graded(80))
        book.deliver()
        delete_columns(book)

        book.tell(link, graded(90))
        book.deliver(after=SOON)

        outcome = book.outcome(link)
        assert (outcome.state, outcome.reason) == ("parked", "column-gone")
        assert book.columns() == []

    @pytest.mark.slow
    def test_is_made_anew_where_that_is_wanted(self, book):
        link = book.link(column=False)
        book.tell(link, graded(80))
        book.deliver()
        delete_columns(book)
        grades.Channel.objects.update(makes_columns_anew=True)

        book.tell(link, graded(90))
        book.deliver(after=SOON)

        assert (book.given(), len(book.columns())) == (90, 1)

    @pytest.mark.slow
    def test_is_filled_anew_with_what_stood_in_the_old_one(self, book):
        link = book.link(column=False)
        for person in ("ada-alder", "ben-birch"):
            book.tell(link, graded(80), person)
        book.deliver()
        delete_columns(book)
        grades.Channel.objects.update(makes_columns_anew=True)

        book.tell(link, graded(90), "ben-birch")
        for _ in range(2):
            book.deliver(after=SOON)

        assert (book.given(), book.given("ben-birch")) == (80, 90)

    @pytest.mark.slow
    def test_is_filled_anew_after_one_look_at_it_and_not_one_for_each_person(self, book):
        link = book.link(column=False)
        people = ["ada-alder", "ben-birch", "cleo-cedar", "dan-dogwood"]
        for person in people:
            book.tell(link, graded(80), person)
        book.deliver()
        delete_columns(book)
        grades.Channel.objects.update(makes_columns_anew=True)
        book.lms.break_by("latency", endpoints=["results"], seconds=0)

        book.tell(link, graded(90))
        for _ in range(2):
            book.deliver(after=SOON)

        assert [book.given(person) for person in people] == [90, 80, 80, 80]
        # For the changed grade in either column, and for all others in the new one together.
        [looks] = book.lms.get("faults")
        assert looks["happened"] == 3

    @pytest.mark.slow
    def test_is_found_again_under_our_name_where_somebody_put_it_back(self, book):
        link = book.link(column=False)
        book.tell(link, graded(80))
        book.deliver()
        name = book.columns()[0]["resource_id"]
        delete_columns(book)
        tool = book.sheet["client_id"]
        book.lms.post(
            "line-items", course="stat101", label="Final", client_id=tool, resource_id=name
        )

        book.tell(link, graded(90))
        book.deliver(after=SOON)

        assert book.given() == 90

    @pytest.mark.slow
    def test_is_looked_for_again_when_a_launch_tells_of_another(self, book):
        link = book.link()
        book.tell(link, graded(80))
        delete_columns(book)
        link.line_items_url = ""
        link.save()
        book.deliver()
        assert book.outcome(link).state == "parked"

        told = book.lms.get("links")[-1]
        mine = {"client_id": book.sheet["client_id"], "link": told["id"]}
        book.lms.post("line-items", course="stat101", label="Final", **mine)
        book.launched(told, listed=False)
        book.deliver()

        assert book.given() == 80


class TestFailure10TwoColumns:
    def test_are_not_made_when_the_first_answer_is_lost(self, book):
        link = book.link(column=False)
        book.lms.break_by("reset", endpoints=["line-items"], limit=2)
        book.tell(link, graded(80))

        for _ in range(4):
            book.deliver(after=timedelta(minutes=1))

        assert (len(book.columns()), book.given()) == (1, 80)

    def test_are_not_made_while_the_first_may_still_come(self, book):
        link = book.link(column=False)
        grades.Column.objects.create(link=link, making_since=book.now())
        book.tell(link, graded(80))

        book.deliver()

        assert (book.columns(), book.outcome(link).state) == ([], "waiting")

    def test_are_reported_and_none_is_chosen(self, book):
        link = book.link(column=False)
        mine = {"course": "stat101", "client_id": book.sheet["client_id"]}
        number = book.lms.get("links")[-1]["id"]
        for label in ("Final", "Final again"):
            book.lms.post("line-items", label=label, link=number, **mine)
        book.tell(link, graded(80))

        book.deliver()

        assert book.outcome(link).reason == "several-columns"


class TestFailure13OutOfOrder:
    def test_only_the_newest_is_sent(self, book):
        link = book.link()
        for points in (60, 70, 80):
            book.tell(link, graded(points))

        book.deliver()

        assert (scores_of(book), book.outcome(link).version_delivered) == ([80], 3)


class TestFailure14CourseOver:
    @pytest.mark.parametrize("profile", ["canvas"])
    def test_is_put_aside_for_everybody_of_the_link(self, book):
        link = book.link()
        book.lms.post("courses/stat101", is_concluded=True)
        for person in ("ada-alder", "ben-birch", "cleo-cedar"):
            book.tell(link, graded(80), person)

        book.deliver()

        states = set(grades.Outcome.objects.values_list("state", "reason"))
        assert states == {("parked", "course-over")}

    @pytest.mark.slow
    @pytest.mark.parametrize("profile", ["canvas"])
    def test_does_not_stop_a_worker_that_has_other_courses_to_tell(self, book):
        over, going_on = book.link(), book.link(course="chem210")
        book.lms.post("courses/stat101", is_concluded=True)
        for link in (over, going_on):
            for person in ("ada-alder", "ben-birch", "cleo-cedar", "dan-dogwood"):
                book.tell(link, graded(80), person)
        seconds = count(step=3)

        def clock():
            # What was read of columns is soon too old to be believed.
            return timezone.now() + timedelta(seconds=next(seconds))

        grades.deliver_due(now=timezone.now(), clock=clock, draws=Random(1))

        assert book.outcome(over).reason == "course-over"
        assert book.outcome(going_on).version_sent == 1


class TestFailure15AttemptsUsed:
    @pytest.mark.parametrize("profile", ["canvas"])
    def test_is_told_without_a_new_submission(self, book):
        column = {"label": "Final", "score_maximum": 100, "attempts_allowed": 1}
        link = book.link(line_item=column)
        book.tell(link, graded(60))
        book.deliver()

        book.tell(link, graded(80, attempt=2))
        book.deliver(after=SOON)

        assert (book.given(), book.cell()["submissions"]) == (80, 1)


class TestFailure16SilentlyDropped:
    @pytest.mark.parametrize("profile", ["openedx"])
    def test_is_seen_and_said(self, book):
        link = book.link()
        book.tell(link, graded(0))

        book.deliver()

        outcome = book.outcome(link)
        assert (outcome.state, outcome.reason) == ("delivered", "not-shown")


class TestFailure17LessAfterAFullGrade:
    @pytest.mark.parametrize("profile", ["canvas", *also("moodle")])
    def test_is_never_sent(self, book):
        link = book.link()
        book.tell(link, graded(80))
        book.deliver()
        news = grades.News(
            link_id=link.pk,
            person_id=book.person().pk,
            document=pending(),
            source="a review",
            awaiting=frozenset({1}),
        )

        grades.enqueue_many([news], now=timezone.now())
        book.deliver(after=SOON)

        assert (book.given(), len(book.scores())) == (80, 1)
