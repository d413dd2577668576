"""What a preview shows, what changes against earlier lists, and what other settings would bring."""

from collections.abc import Callable
from datetime import datetime

import pytest

from lti_exams.kernel.points import scaled
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.results import api as results
from tests.factories import exams as make
from tests.factories import gradebook as book
from tests.factories import qualifying as wizard

Course, Person, Column = launches.Course, launches.Person, results.Column
Wanted = qualifications.Wanted


@pytest.fixture
def cem(course: Course) -> Person:
    return make.person(course, "Cem Cedar")


@pytest.fixture
def graded(
    a1: Column, a2: Column, ada: Person, ben: Person, cem: Person, now: datetime
) -> list[Column]:
    book.grades([a1, a2], {ada: [60, 70], ben: [80, 20], cem: [None, 90]}, now=now)
    return [a1, a2]


@pytest.fixture
def run(course: Course, graded: list[Column], now: datetime) -> qualifications.Run:
    settings = {"columns": [one.pk for one in graded], "minimum": scaled(100)}
    return wizard.run(course, wizard.POINTS, settings, now=now)


def names(run: qualifications.Run, now: datetime, **wanted: object) -> str:
    """Return the first letters of whom a part of the list shows, in its order."""
    decision = qualifications.decision_of(run, now=now)
    lines = qualifications.lines(run, decision, Wanted(**wanted))
    return "".join(line.member.person.name[0] for line in lines)


class TestALine:
    def test_says_why_with_the_points_that_are_missing(
        self, run: qualifications.Run, cem: Person, a2: Column, now: datetime
    ) -> None:
        decision = qualifications.decision_of(run, now=now)

        [line] = qualifications.lines(run, decision, Wanted(search="Cem"))

        assert (line.qualifies, line.explanation.qualifies) == (False, False)
        [(leaf, met)] = line.explanation.verdict.because
        assert not met
        assert line.explanation.missing(leaf) == scaled(10)
        assert {key: one.points for key, one in line.marks.items()} == {a2.pk: scaled(90)}


class TestTheList:
    @pytest.mark.parametrize(
        ("wanted", "shown"),
        [
            ({}, "ABC"),
            ({"descending": True}, "CBA"),
            ({"qualifies": True}, "AB"),
            ({"qualifies": False}, "C"),
            ({"search": "birch"}, "B"),
            ({"sort": "qualifies"}, "CAB"),
            ({"sort": "total", "descending": True}, "ABC"),
            ({"sort": "total"}, "CBA"),
            ({"start": 1, "size": 1}, "B"),
            ({"sort": "column:nonsense"}, "ABC"),
        ],
    )
    def test_is_sorted_filtered_and_searched(
        self, run: qualifications.Run, now: datetime, wanted: dict[str, object], shown: str
    ) -> None:
        assert names(run, now, **wanted) == shown

    def test_is_sorted_by_any_assignment(
        self, run: qualifications.Run, a1: Column, now: datetime
    ) -> None:
        assert names(run, now, sort=f"column:{a1.pk}") == "CAB"
        assert names(run, now, sort=f"column:{a1.pk}", descending=True) == "BAC"

    def test_costs_the_same_for_one_and_for_many(
        self,
        run: qualifications.Run,
        course: Course,
        now: datetime,
        django_assert_num_queries: Callable[..., object],
    ) -> None:
        decision = qualifications.decision_of(run, now=now)
        with django_assert_num_queries(2):
            qualifications.lines(run, decision, Wanted())
        for _ in range(30):
            make.person(course)
        qualifications.compute(run, now=now)

        with django_assert_num_queries(2):
            assert len(qualifications.lines(run, decision, Wanted())) == 33

    def test_is_counted(self, run: qualifications.Run, ben: Person, now: datetime) -> None:
        qualifications.keep_notready(run, [ben.memberships.get().pk])
        decision = qualifications.decision_of(run, now=now)

        assert qualifications.counts(run, decision) == qualifications.Counts(1, 1, 1)

    def test_has_a_histogram(self, run: qualifications.Run) -> None:
        top = scaled(200) * 10_000

        assert qualifications.histogram(run, 0, bins=4, top=top) == [0, 1, 2, 0]
        assert qualifications.histogram(run, 0, bins=4, top=top // 4) == [0, 0, 0, 3]


class TestWhatIf:
    def test_the_limit_were_another_says_who_would_change_sides(
        self, run: qualifications.Run, graded: list[Column], ben: Person, now: datetime
    ) -> None:
        decision = qualifications.decision_of(run, now=now)
        settings = {"columns": [one.pk for one in graded], "minimum": scaled(110)}
        other = qualifications.decision_of(run, now=now, settings=settings)

        found = qualifications.what_if(run, decision, other)

        assert found.counts == qualifications.Counts(1, 2)
        assert (found.gained, found.lost) == ([], [ben.memberships.get().pk])

    def test_other_assignments_were_asked_for_is_computed_anew(
        self, run: qualifications.Run, a2: Column, ben: Person, now: datetime
    ) -> None:
        decision = qualifications.decision_of(run, now=now)
        settings = {"columns": [a2.pk], "minimum": scaled(50)}
        other = qualifications.decision_of(run, now=now, settings=settings)

        found = qualifications.what_if(run, decision, other)

        assert (found.gained_count, found.lost) == (1, [ben.memberships.get().pk])


class TestDifferences:
    def test_against_a_status_say_who_changes_sides_who_came_and_who_is_gone(
        self,
        course: Course,
        graded: list[Column],
        run: qualifications.Run,
        ada: Person,
        ben: Person,
        cem: Person,
        now: datetime,
    ) -> None:
        status = wizard.save(run, now=now)
        a1, a2 = graded
        book.grade(a1, cem, 50, now=now)
        book.grade(a2, ben, 0, now=now)
        ada.memberships.update(is_active=False)
        late = make.person(course, "Late")
        settings = {"columns": [a1.pk, a2.pk], "minimum": scaled(100)}
        again = wizard.run(course, wizard.POINTS, settings, now=now)

        found = qualifications.differences(
            again, qualifications.decision_of(again, now=now), status
        )

        assert [one.person for one in found.gained.some] == [cem]
        assert [one.person for one in found.lost.some] == [ben]
        assert [one.person for one in found.joined.some] == [late]
        assert [one.person for one in found.left.some] == [ada]
