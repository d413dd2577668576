"""Statements that are written once do what the ORM's own do."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from lti_exams.kernel.prepared import Asked, Change, Entry, Question
from lti_exams.launches.models import Course, Link
from lti_exams.platforms.models import Deployment
from lti_exams.trust.models import SingleUse
from tests.factories.lms import Lms

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def ticket(digest: str, now: datetime, **more: object) -> SingleUse:
    return SingleUse(kind="ticket", digest=digest, expires_at=now + HOUR, **more)


def tickets() -> QuerySet[SingleUse]:
    return SingleUse.objects.filter(kind="ticket")


@pytest.fixture
def course(lms: Lms) -> Course:
    deployment = Deployment.objects.get()
    return Course.objects.create(deployment=deployment, context_id="c1", title="Course 1")


class TestAQuestion:
    question = Question(lambda: tickets().filter(digest=Asked("digest")))

    def test_finds_the_row_as_the_orm_reads_it(self, now: datetime) -> None:
        stored = ticket("a", now, payload={"n": [1, None]})
        stored.save()

        found = self.question.one(digest="a")

        assert found == stored
        assert (found.payload, found.expires_at, found.used_at) == (
            {"n": [1, None]},
            now + HOUR,
            None,
        )

    def test_finds_nothing_where_nothing_is(self, now: datetime) -> None:
        ticket("a", now).save()

        assert self.question.one(digest="b") is None

    def test_is_asked_again_with_other_values(self, now: datetime) -> None:
        for digest in ("a", "b"):
            ticket(digest, now).save()

        found = [self.question.one(digest=digest) for digest in ("a", "b")]

        assert [one.digest for one in found if one] == ["a", "b"]

    def test_takes_what_it_is_asked_for_a_value_and_never_for_sql(self, now: datetime) -> None:
        ticket("a", now).save()

        assert self.question.rows(digest="a' OR '1'='1") == []
        assert self.question.rows(digest="%s") == []

    def test_compares_instants(self, now: datetime) -> None:
        alive = Question(lambda: tickets().filter(expires_at__gt=Asked("now")))
        ticket("a", now).save()

        assert len(alive.rows(now=now + HOUR - timedelta(microseconds=1))) == 1
        assert alive.rows(now=now + HOUR) == []

    def test_keeps_order_and_limit(self, now: datetime) -> None:
        newest = Question(lambda: tickets().filter(kind=Asked("kind")).order_by("-digest")[:2])
        for digest in "abc":
            ticket(digest, now).save()

        assert [one.digest for one in newest.rows(kind="ticket")] == ["c", "b"]

    def test_brings_the_related_row_in_the_same_statement(self, course: Course) -> None:
        link_of = Question(
            lambda: Link.objects.select_related("course").filter(resource_link_id=Asked("link"))
        )
        Link.objects.create(deployment=course.deployment, course=course, resource_link_id="l1")

        with CaptureQueriesContext(connection) as asked:
            link = link_of.one(link="l1")
            assert link is not None
            assert (link.course.title, link.ags_scopes) == ("Course 1", [])

        assert len(asked) == 1

    def test_gives_an_object_that_can_be_saved(self, now: datetime) -> None:
        ticket("a", now).save()
        found = self.question.one(digest="a")
        assert found is not None

        found.owner = "somebody"
        found.save()

        assert SingleUse.objects.get().owner == "somebody"


class TestAChange:
    use = Change(
        lambda: tickets().filter(digest=Asked("digest"), used_at=None), used_at=Asked("now")
    )

    def test_changes_the_rows_and_counts_them(self, now: datetime) -> None:
        for digest in ("a", "b"):
            ticket(digest, now).save()

        assert self.use.make(digest="a", now=now) == 1
        assert SingleUse.objects.get(digest="a").used_at == now
        assert SingleUse.objects.get(digest="b").used_at is None

    def test_counts_none_where_no_row_fits(self, now: datetime) -> None:
        ticket("a", now, used_at=now).save()

        assert self.use.make(digest="a", now=now + HOUR) == 0
        assert SingleUse.objects.get().used_at == now


class TestAnEntry:
    courses = Entry(Course, unique=["deployment", "context_id", "is_link"])

    def test_stores_a_row_and_gives_it_its_key(self, now: datetime) -> None:
        stored = Entry(SingleUse).store(ticket("a", now, payload={"n": 1}))

        read = SingleUse.objects.get()
        assert (read.pk, read.payload, read.expires_at) == (stored.pk, {"n": 1}, now + HOUR)
        assert not stored._state.adding

    def test_writes_over_the_row_that_is_there_what_it_is_told_to(self, course: Course) -> None:
        told = Course(deployment=course.deployment, context_id="c1", title="New", label="L")

        stored = self.courses.store(told, over=["title"])

        read = Course.objects.get()
        assert stored.pk == read.pk == course.pk
        assert (read.title, read.label) == ("New", "")

    def test_leaves_the_row_that_is_there_as_it_is_where_nothing_is_told(
        self, course: Course
    ) -> None:
        stored = self.courses.store(Course(deployment=course.deployment, context_id="c1"))

        assert stored.pk == course.pk
        assert Course.objects.get().title == "Course 1"

    def test_stores_another_row_beside_it(self, course: Course) -> None:
        self.courses.store(Course(deployment=course.deployment, context_id="c2"))

        assert Course.objects.count() == 2
