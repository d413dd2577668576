"""What the sandbox's LMS lets us read of a gradebook, and results of our own exams."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.journeys import access
from lti_exams.journeys.keep_results import (
    ask_for_gradebook,
    have_exam_columns,
    read_due_gradebooks,
    record_results,
)
from lti_exams.journeys.tell_outcomes import tell_outcomes
from lti_exams.kernel.points import scaled
from lti_exams.launches import api as launches
from lti_exams.results import api as results
from lti_exams.results.operations import gradebooks
from tests.factories import exams as make
from tests.factories import gradebook as book
from tests.factories.campus import Campus

STAFF = access.caller_of_command()


def add_column(campus: Campus, **about: Any) -> dict[str, Any]:
    told = {"course": "stat101", "label": "Essay", "score_maximum": 20} | about
    return campus.university.post("line-items", **told)


def read(campus: Campus) -> int:
    return results.read_gradebook(campus.course, own={"exam"}, now=timezone.now())


def score(attempt: exams.Attempt, now: datetime) -> None:
    """Hand an attempt in and let it bring 70 points."""
    exams.submit(attempt, by=make.LEARNER, now=now)
    told = exams.Score(points=scaled(70), maximum=scaled(100))
    scored = exams.record_score(attempt, told, handed_in_at=now, by=make.ASSESSMENT, now=now)
    tell_outcomes([scored], now=now)


class TestTheGradebookOfAnLms:
    @pytest.mark.slow
    @pytest.mark.parametrize("profile", ["plain", "canvas", "moodle", "d2l", "sakai"])
    def test_is_read_where_it_shows_us_columns(
        self, under: Callable[[str], Campus], profile: str
    ) -> None:
        campus = under(profile)
        add_column(campus, client_id=campus.client_id, grades={"ada-alder": 15})

        read(campus)

        column = results.columns_of(campus.course).get(title="Essay")
        ada = launches.Person.objects.get(sub=campus.university.user_id("ada-alder"))
        assert column.maximum == scaled(20)
        assert book.counting(column, ada).points == scaled(15)
        assert column.known_at is not None

    def test_says_nothing_of_columns_that_it_hides(self, under: Callable[[str], Campus]) -> None:
        campus = under("blackboard")
        add_column(campus, label="The teacher's own")

        read(campus)

        titles = set(results.columns_of(campus.course).values_list("title", flat=True))
        assert "The teacher's own" not in titles

    def test_brings_no_column_that_is_our_own_exams(self, under: Callable[[str], Campus]) -> None:
        campus = under("plain")
        launches.place(campus.link, kind="exam", key="1", now=timezone.now())

        read(campus)

        assert not results.columns_of(campus.course).exists()

    def test_that_cannot_be_read_says_so_and_is_tried_again(
        self, under: Callable[[str], Campus]
    ) -> None:
        campus, now = under("plain"), timezone.now()
        ask_for_gradebook(STAFF, campus.course, now=now)
        campus.university.break_by("error", endpoints=["line-items"], limit=1)

        assert read_due_gradebooks(now=now) == 0
        assert results.Gradebook.objects.get().failure == "lms-list-refused"
        assert read_due_gradebooks(now=now + timedelta(minutes=2)) == 1

    def test_keeps_one_column_that_fails_from_hiding_the_others(
        self, under: Callable[[str], Campus]
    ) -> None:
        campus = under("plain")
        for label in ("First", "Second"):
            add_column(campus, label=label, client_id=campus.client_id, grades={"ada-alder": 1})
        campus.university.break_by("error", endpoints=["results"], limit=1)

        read(campus)

        columns = results.columns_of(campus.course).filter(title__in=["First", "Second", "Ours"])
        assert sorted(column.failure for column in columns) == ["", "", "lms-list-refused"]

    def test_keeps_one_that_is_out_of_range_from_hiding_the_others(
        self, under: Callable[[str], Campus]
    ) -> None:
        campus = under("plain")
        for label, maximum in (("Vast", 2_000_000), ("Essay", 20)):
            about = {"client_id": campus.client_id, "grades": {"ada-alder": 1}}
            add_column(campus, label=label, score_maximum=maximum, **about)

        read(campus)

        titles = set(results.columns_of(campus.course).values_list("title", flat=True))
        assert titles >= {"Essay"}
        assert "Vast" not in titles

    @pytest.mark.django_db
    def test_that_makes_a_limit_senseless_judges_everybody_anew(self, now: datetime) -> None:
        course = make.course(now)
        essay = book.column(
            course, "Essay", now=now, source=results.Source.LMS, source_key="https://lms/1"
        )
        ada = make.person(course)
        book.grade(essay, ada, 60, now=now, source=results.Source.LMS)

        item = results.LineItem("https://lms/1", "Essay", scaled(40))
        column = gradebooks._column(course, item, now=now)

        assert (column.maximum, column.pass_limit) == (scaled(40), None)
        assert not book.counting(column, ada).is_passing
        assert audit.entries_about(f"column:{column.pk}")[0].actor == "lms"

    @pytest.mark.django_db
    def test_is_not_asked_for_where_the_lms_offers_none(self, now: datetime) -> None:
        with pytest.raises(results.GradebookNotOffered):
            results.read_gradebook(make.course(now), own=set(), now=now)


@pytest.mark.django_db
class TestOurOwnExams:
    def test_have_a_column_that_follows_their_scores(self, now: datetime) -> None:
        course = make.course(now)
        person = make.person(course)
        exam = make.exam(course, now=now)
        have_exam_columns(course, by="staff:1", now=now)
        column = results.columns_of(course).get()
        assert (column.title, column.source) == ("Final exam", "exam")

        attempt = make.started(exam, person, now=now)
        score(attempt, now)

        assert book.counting(column, person).points == scaled(70)

    def test_that_were_sat_before_are_taken_over(self, now: datetime) -> None:
        course = make.course(now)
        person = make.person(course)
        attempt = make.started(make.exam(course, now=now), person, now=now)
        score(attempt, now)

        have_exam_columns(course, by="staff:1", now=now)

        assert book.counting(results.columns_of(course).get(), person).points == scaled(70)


@pytest.mark.django_db
class TestRecordingByProgramOrHand:
    def test_takes_only_columns_and_people_of_the_course(self, now: datetime) -> None:
        course, other = make.course(now), make.course(now)
        column, person = book.column(course, now=now), make.person(course)
        foreign, stranger = book.column(other, now=now), make.person(other)

        assert record_results(STAFF, course, [book.told(column, person, 1, now=now)], now=now) == 1
        with pytest.raises(results.NoSuchColumn):
            record_results(STAFF, course, [book.told(foreign, person, 1, now=now)], now=now)
        with pytest.raises(results.ResultRefused):
            record_results(STAFF, course, [book.told(column, stranger, 1, now=now)], now=now)

    @pytest.mark.parametrize("role", [access.Role.ASSISTANT, access.Role.LEARNER])
    def test_is_for_those_who_teach(self, now: datetime, role: access.Role) -> None:
        course = make.course(now)
        caller = access.Caller(name="person:1", roles=frozenset({role}), course=course)

        with pytest.raises(access.ActRefused):
            record_results(caller, course, [], now=now)
