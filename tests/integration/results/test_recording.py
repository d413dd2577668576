"""Results, their columns, and which of them counts."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lti_exams.kernel.points import scaled
from lti_exams.launches import api as launches
from lti_exams.results import api as results
from lti_exams.results.models import Result
from tests.conftest import NOW
from tests.factories import exams as make
from tests.factories import gradebook as book

HOUR = timedelta(hours=1)


@pytest.fixture
def course(db: None, now: datetime) -> launches.Course:
    return make.course(now)


@pytest.fixture
def ada(course: launches.Course) -> launches.Person:
    return make.person(course)


@pytest.fixture
def column(course: launches.Course, now: datetime) -> results.Column:
    return book.column(course, now=now)


class TestSeveralResultsOfOnePerson:
    def test_count_by_the_best_one(
        self, column: results.Column, ada: launches.Person, now: datetime
    ) -> None:
        for number, points in enumerate([40, 70, 55]):
            book.grade(column, ada, points, now=now, source_key=f"attempt:{number}")

        assert book.counting(column, ada).points == scaled(70)

    def test_are_not_lessened_by_one_that_is_not_graded_yet(
        self, column: results.Column, ada: launches.Person, now: datetime
    ) -> None:
        """Reference 2.8: V3, no crash over nothing; V4, a new attempt takes nothing away."""
        book.grade(column, ada, 60, now=now, source_key="attempt:1")
        book.grade(column, ada, None, now=now + HOUR, source_key="attempt:2", is_published=False)

        assert book.counting(column, ada).is_passing

    def test_count_anew_when_the_rule_changes(
        self, column: results.Column, ada: launches.Person, now: datetime
    ) -> None:
        for number, points in enumerate([40, 70, 55]):
            at = now + number * HOUR
            book.grade(column, ada, points, now=at, source_key=f"attempt:{number}")

        wanted = replace(results.definition_of(column), counting=results.Counting.LATEST)
        results.change_column(column, wanted, by=book.BY, now=now)

        assert book.counting(column, ada).points == scaled(55)

    def test_count_anew_when_the_best_is_taken_back(
        self, column: results.Column, ada: launches.Person, now: datetime
    ) -> None:
        book.grade(column, ada, 40, now=now, source_key="attempt:1")
        book.grade(column, ada, 70, now=now, source_key="attempt:2")

        results.withdraw(column, ada.pk, results.Source.HAND, source_key="attempt:2")

        assert book.counting(column, ada).points == scaled(40)
        assert results.history_of(column, ada).count() == 2

    def test_never_count_twice(
        self, column: results.Column, ada: launches.Person, now: datetime
    ) -> None:
        for number in range(2):
            book.grade(column, ada, 40, now=now, source_key=f"attempt:{number}")

        with pytest.raises(IntegrityError), transaction.atomic():
            Result.objects.filter(column=column).update(counts=True)


class TestOneSource:
    def test_is_believed_by_its_newest_word_in_whatever_order(
        self, column: results.Column, ada: launches.Person, now: datetime
    ) -> None:
        book.grade(column, ada, 80, now=now + HOUR)
        book.grade(column, ada, 20, now=now)

        assert book.counting(column, ada).points == scaled(80)

    def test_that_says_nothing_new_changes_nothing(
        self, column: results.Column, ada: launches.Person, now: datetime
    ) -> None:
        book.grade(column, ada, 80, now=now)

        again = results.record([book.told(column, ada, 80, now=now + HOUR)], now=now + HOUR)

        assert again == 0
        assert book.counting(column, ada).as_of == now

    def test_can_say_passed_without_points_and_against_the_limit(
        self, column: results.Column, ada: launches.Person, now: datetime
    ) -> None:
        book.grade(column, ada, 10, now=now, said_passing=True)

        assert book.counting(column, ada).is_passing

    @pytest.mark.parametrize("points", [-1, 1_000_001])
    def test_cannot_say_what_is_no_result(
        self, column: results.Column, ada: launches.Person, now: datetime, points: int
    ) -> None:
        with pytest.raises(results.ResultRefused):
            book.grade(column, ada, points, now=now)


class TestAPassLimit:
    def test_that_changes_judges_all_results_anew_but_not_what_was_said(
        self, column: results.Column, course: launches.Course, now: datetime
    ) -> None:
        low, said = make.person(course), make.person(course)
        book.grade(column, low, 40, now=now)
        book.grade(column, said, 40, now=now, said_passing=False)

        wanted = replace(results.definition_of(column), pass_limit=scaled(40))
        results.change_column(column, wanted, by=book.BY, now=now)

        assert book.counting(column, low).is_passing
        assert not book.counting(column, said).is_passing


class TestColumns:
    def test_have_short_names_that_no_other_has(
        self, course: launches.Course, now: datetime
    ) -> None:
        keys = [book.column(course, "Essay", now=now).key for _ in range(2)]

        assert keys == ["essay", "essay-2"]
        with pytest.raises(results.ColumnKeyTaken):
            book.column(course, "Other", now=now, key="essay")

    def test_of_another_course_do_not_exist_here(
        self, column: results.Column, now: datetime
    ) -> None:
        with pytest.raises(results.NoSuchColumn):
            results.column_of(make.course(now), column.pk)

    def test_that_are_switched_off_are_kept(
        self, column: results.Column, course: launches.Course, now: datetime
    ) -> None:
        results.switch_column(column, on=False, by=book.BY, now=now)

        assert not results.columns_of(course).exists()
        assert results.column_of(course, column.pk) == column

    def test_tell_their_age(self, course: launches.Course, now: datetime) -> None:
        column = book.column(course, now=now, source=results.Source.LMS, source_key="u")
        results.Column.objects.filter(pk=column.pk).update(known_at=now - timedelta(days=3))

        [age] = results.ages(course, now=now)

        assert age.is_stale
        assert age.known_at == now - timedelta(days=3)


class TestPeopleWithResults:
    def test_who_are_not_on_the_roster_are_reported(
        self, column: results.Column, ada: launches.Person, course: launches.Course, now: datetime
    ) -> None:
        """Reference 2.8, V5: no crash and nobody dropped."""
        never = launches.Person.objects.create(
            platform=course.deployment.platform, sub="never-here"
        )
        for person in (ada, never):
            book.grade(column, person, 60, now=now)
        assert list(results.strangers(course)) == [never]

        ada.memberships.update(is_active=False)

        assert set(results.strangers(course)) == {ada, never}
        assert book.counting(column, ada).points == scaled(60)


Said = st.tuples(
    st.integers(0, 2), st.one_of(st.none(), st.integers(0, 100)), st.booleans(), st.integers(0, 5)
)


class TestWhateverIsSaid(TestCase):
    @settings(max_examples=60)
    @given(st.lists(st.lists(Said, max_size=4), max_size=5), st.sampled_from(results.Counting))
    def test_what_counts_is_what_the_rule_chooses(
        self, batches: list[list[tuple]], rule: results.Counting
    ) -> None:
        course = make.course(NOW)
        person = make.person(course)
        column = book.column(course, now=NOW, counting=rule)
        for batch in batches:
            told = [
                book.told(
                    column,
                    person,
                    points,
                    now=NOW + hour * HOUR,
                    is_published=published,
                    source_key=str(attempt),
                )
                for attempt, points, published, hour in batch
            ]
            results.record(told, now=NOW)

        rows = list(results.history_of(column, person))
        expected = results_that_count(rows, rule)
        assert [row.pk for row in rows if row.counts] == expected


def results_that_count(rows: list[results.Result], rule: results.Counting) -> list[int]:
    """Choose without the product's rule: by sorting what is published."""
    published = [row for row in rows if row.is_published]
    if rule is results.Counting.BEST:
        published.sort(key=lambda row: (-1 if row.points is None else row.points, row.is_passing))
        top = published[-1:] and published[-1]
        ties = [
            r for r in published if top and (r.points, r.is_passing) == (top.points, top.is_passing)
        ]
        return [max(ties, key=lambda row: (row.as_of, row.pk)).pk] if ties else []
    published.sort(key=lambda row: (row.as_of, row.pk), reverse=rule is results.Counting.FIRST)
    return [published[-1].pk] if published else []
