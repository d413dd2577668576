from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lti_exams.grades import api as grades
from lti_exams.launches import api as launches
from tests.factories import exams as make

GRADED = grades.Document(
    activity=grades.Activity.COMPLETED,
    grading=grades.Grading.FULLY_GRADED,
    points=800_000,
    maximum=1_000_000,
    attempt=1,
)
PENDING = grades.Document(
    activity=grades.Activity.SUBMITTED, grading=grades.Grading.PENDING, attempt=1
)


@pytest.fixture
def course(db: None, now: datetime) -> launches.Course:
    return make.course(now)


@pytest.fixture
def link(course: launches.Course) -> launches.Link:
    return make.link(course)


@pytest.fixture
def person(course: launches.Course) -> launches.Person:
    return make.person(course)


class TestEnqueue:
    def test_writes_down_what_an_lms_must_learn(self, link, person, now):
        outcome = grades.enqueue(link, person, GRADED, source="attempt:1:2", now=now)

        assert (outcome.version, outcome.tells, outcome.state) == (1, GRADED, "waiting")

    def test_counts_a_change(self, link, person, now):
        grades.enqueue(link, person, PENDING, source="attempt:1:2", now=now)

        outcome = grades.enqueue(link, person, GRADED, source="attempt:1:3", now=now)

        assert (outcome.version, outcome.tells, outcome.source) == (2, GRADED, "attempt:1:3")

    def test_changes_nothing_when_it_says_the_same(self, link, person, now):
        grades.enqueue(link, person, GRADED, source="attempt:1:2", now=now)

        later = now + timedelta(hours=1)
        outcome = grades.enqueue(link, person, GRADED, source="attempt:1:3", now=later)

        assert (outcome.version, outcome.changed_at) == (1, now)

    def test_counts_a_source_once(self, link, person, now):
        grades.enqueue(link, person, PENDING, source="attempt:1:2", now=now)

        outcome = grades.enqueue(link, person, GRADED, source="attempt:1:2", now=now)

        assert (outcome.version, outcome.tells) == (1, PENDING)

    def test_counts_a_source_once_whatever_came_after_it(self, link, person, now):
        grades.enqueue(link, person, PENDING, source="attempt:1:2", now=now)
        grades.enqueue(link, person, GRADED, source="attempt:1:3", now=now)

        outcome = grades.enqueue(link, person, PENDING, source="attempt:1:2", now=now)
        regraded = replace(GRADED, points=900_000)
        assert (outcome.version, outcome.tells) == (2, GRADED)

        outcome = grades.enqueue(link, person, regraded, source="attempt:1:4", now=now)

        causes = {one.version: one.source for one in outcome.changes.all()}
        assert causes == {1: "attempt:1:2", 2: "attempt:1:3", 3: "attempt:1:4"}

    def test_writes_nothing_where_there_is_nothing_to_tell(self, link, person, now):
        assert grades.enqueue(link, person, None, source="attempt:1:2", now=now) is None

    def test_takes_a_grade_back(self, link, person, now):
        grades.enqueue(link, person, GRADED, source="attempt:1:2", now=now)

        outcome = grades.enqueue(link, person, None, source="attempt:1:3", now=now)

        assert (outcome.version, outcome.tells) == (2, grades.REVOCATION)

    def test_keeps_links_apart(self, course, link, person, now):
        other = make.link(course)
        grades.enqueue(link, person, PENDING, source="attempt:1:2", now=now)
        grades.enqueue(other, person, GRADED, source="attempt:1:2", now=now)

        assert [one.tells for one in grades.outcomes_told_by(link)] == [PENDING]


class TestEnqueueMany:
    def test_takes_new_changed_and_unchanged_ones_together(self, course, link, now):
        first, second, third = make.people(course, 3)
        grades.enqueue_many([news(link, first, GRADED), news(link, second, PENDING)], now=now)

        grades.enqueue_many(
            [news(link, one, GRADED, version=3) for one in (first, second, third)], now=now
        )

        outcomes = grades.outcomes_told_by(link).order_by("person_id")
        assert [(one.version, one.tells) for one in outcomes] == [
            (1, GRADED),
            (2, GRADED),
            (1, GRADED),
        ]

    def test_leaves_alone_whom_it_is_not_asked_about(self, course, link, now):
        other, (first, second) = make.link(course), make.people(course, 2)
        grades.enqueue_many([news(link, second, PENDING), news(other, first, PENDING)], now=now)

        grades.enqueue_many(
            [news(link, first, GRADED, version=3), news(other, second, GRADED, version=3)], now=now
        )

        assert [
            (one.link_id, one.person_id)
            for one in [*grades.outcomes_told_by(link), *grades.outcomes_told_by(other)]
            if one.tells == PENDING
        ] == [(link.pk, second.pk), (other.pk, first.pk)]

    def test_takes_as_many_statements_for_many_as_for_few(self, course, link, now):
        people = make.people(course, 40)
        grades.enqueue_many([news(link, one, PENDING) for one in people[::2]], now=now)

        few = statements(link, people[:2], now)
        many = statements(link, people[2:], now)

        assert few == many


def news(
    link: launches.Link,
    person: launches.Person,
    document: grades.Document,
    *,
    version: int = 2,
) -> grades.News:
    return grades.News(
        link_id=link.pk,
        person_id=person.pk,
        document=replace(document),
        source=f"attempt:{person.pk}:{version}",
    )


def statements(link: launches.Link, people: list[launches.Person], now: datetime) -> int:
    """Count what it takes to tell of these: half of them anew, half for the first time."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        grades.enqueue_many([news(link, one, GRADED, version=3) for one in people], now=now)
    return len(asked)
