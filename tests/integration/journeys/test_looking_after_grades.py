"""Sending again, comparing, and testing the connection: with an LMS that is started for it."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import call_command

from lti_exams.audit import api as audit
from lti_exams.grades import api as grades
from lti_exams.journeys.access import ActRefused, Caller, Role, caller_of_command
from lti_exams.journeys.reconcile_outcomes import reconcile
from lti_exams.journeys.resend_outcomes import Resend, Which, make_column_anew, resend_outcomes
from lti_exams.journeys.see_deliveries import see_deliveries, see_own_deliveries
from lti_exams.journeys.test_connection import try_connection
from tests.factories.at_once import told_at_once
from tests.factories.grading import Gradebook, gradebook_at, graded
from tests.factories.sandbox import shared

SOON = timedelta(seconds=3)
STAFF = caller_of_command()


@pytest.fixture(scope="session")
def lms_origin() -> Iterator[str]:
    with shared("lms", host="localhost") as lms:
        yield lms.origin


@pytest.fixture
def book(db: None, lms_origin: str) -> Iterator[Gradebook]:
    with told_at_once(), gradebook_at(lms_origin) as book:
        yield book


def override(book, person, given):
    number = book.columns()[0]["id"]
    book.lms.post(f"line-items/{number}/grades", person=person, given=given)


class TestSeeing:
    def test_counts_what_is_sent_waits_and_needs_somebody(self, book):
        link = book.link()
        override(book, "ben-birch", 42)
        for person in ("ada-alder", "ben-birch"):
            book.tell(link, graded(80), person)
        book.deliver()
        book.tell(link, graded(80), "cleo-cedar")

        seen = see_deliveries(STAFF, link.course, now=book.now())

        assert seen.counts == {"sent": 1, "waiting": 1, "needs-you": 1}
        assert seen.takes is not None

    def test_shows_learners_their_own_and_nobody_elses(self, book):
        link = book.link()
        for person in ("ada-alder", "ben-birch"):
            book.tell(link, graded(80), person)
        me = Caller(
            name="person",
            roles=frozenset({Role.LEARNER}),
            course=link.course,
            person=book.person(),
        )

        (own,) = see_own_deliveries(me)

        assert own.person == book.person()
        with pytest.raises(ActRefused):
            see_deliveries(me, link.course, now=book.now())


class TestSendingAgain:
    def test_sends_what_failed(self, book):
        link = book.link()
        book.lms.post("courses/stat101/enrolments", person="ada-alder", standing="Deleted")
        book.tell(link, graded(80))
        book.deliver()
        book.lms.post("courses/stat101/enrolments", person="ada-alder", standing="Active")

        many = resend_outcomes(STAFF, link.course, Resend(which=Which.FAILED), now=book.now())
        book.deliver(after=SOON)

        assert (many, book.given()) == (1, 80)
        assert audit.entries_about(f"course:{link.course.pk}").count() == 1

    def test_makes_a_deleted_column_anew_when_a_teacher_says_so(self, book):
        link = book.link()
        book.tell(link, graded(80))
        book.deliver()
        book.lms.delete(f"line-items/{book.columns()[0]['id']}")
        book.tell(link, graded(90))
        book.deliver(after=SOON)

        make_column_anew(STAFF, link.course, link.pk, now=book.now())
        book.deliver(after=SOON)

        assert (book.given(), len(book.columns())) == (90, 1)

    def test_is_refused_to_assistants(self, book):
        link = book.link()
        assistant = Caller(name="a", roles=frozenset({Role.ASSISTANT}), course=link.course)

        with pytest.raises(ActRefused):
            resend_outcomes(assistant, link.course, Resend(which=Which.ALL), now=book.now())

    def test_by_command(self, book, capsys):
        link = book.link()
        book.tell(link, graded(80))
        book.deliver()

        command = ("resend", "--json", "--all", "--course", str(link.course.pk))

        call_command(*command, "--dry-run")
        assert json.loads(capsys.readouterr().out) == {"would_send_again": 1}
        assert book.outcome(link).state == "delivered"

        call_command(*command)
        assert json.loads(capsys.readouterr().out) == {"sent_again": 1}
        assert book.outcome(link).state == "waiting"


class TestReconciling:
    def test_finds_what_an_lms_lost_and_what_somebody_wrote(self, book):
        link = book.link()
        for person in ("ada-alder", "ben-birch", "cleo-cedar"):
            book.tell(link, graded(80), person)
        book.deliver()
        override(book, "ada-alder", None)
        override(book, "ben-birch", 42)

        (found,) = reconcile(STAFF, [link.course], is_rehearsal=True, now=book.now())

        differences = {(one.how.value, one.theirs) for one in found.differences}
        assert differences == {("missing", None), ("another-value", 42)}
        assert found.sent_again == 0

    def test_sends_again_what_was_lost_and_leaves_what_was_written(self, book):
        link = book.link()
        for person in ("ada-alder", "ben-birch"):
            book.tell(link, graded(80), person)
        book.deliver()
        override(book, "ada-alder", None)
        override(book, "ben-birch", 42)

        reconcile(STAFF, [link.course], is_rehearsal=False, now=book.now())
        book.deliver(after=SOON)

        assert (book.given("ada-alder"), book.given("ben-birch")) == (80, 42)

    def test_by_command(self, book, capsys):
        link = book.link()
        book.tell(link, graded(80))
        book.deliver()
        override(book, "ada-alder", 42)

        call_command("reconcile", "--json", "--dry-run")

        told = json.loads(capsys.readouterr().out)
        assert (told["compared"], told["sent_again"]) == (1, 0)
        assert told["differences"][0]["theirs"] == 42

    def test_by_command_says_in_words_what_differs(self, book, capsys):
        link = book.link()
        book.tell(link, graded(80))
        book.tell(link, graded(70), "ben-birch")
        book.deliver()
        override(book, "ada-alder", 42)
        override(book, "ben-birch", None)

        call_command("reconcile", "--dry-run")

        told = capsys.readouterr().out
        assert "somebody wrote another value there. We told 80, the LMS shows 42." in told
        assert "the LMS lost it. We told 70, the LMS shows nothing." in told

    def test_by_command_says_in_words_why_a_course_was_not_compared(self, book, capsys):
        link = book.link()
        book.tell(link, graded(80))
        book.deliver()
        book.lms.break_by("error", endpoints=["results"], status=503)

        call_command("reconcile", "--dry-run")

        told = capsys.readouterr().out
        assert f"Course {link.course_id} was not compared. The LMS gave no answer" in told


class TestTestingTheConnection:
    def test_is_green_on_every_line_of_a_good_lms(self, book):
        link = book.link()
        person = book.person()
        link.course.memberships.create(person=person, roles=["Learner"], as_of=book.now())

        lines = try_connection(STAFF, book.platform.pk, now=book.now())

        assert {line.name: line.good for line in lines} == dict.fromkeys(
            [
                "keys-fetched",
                "token-granted",
                "clocks-agree",
                "grade-permissions",
                "column-made",
                "score-taken",
                "score-read",
                "column-removed",
                "roster-read",
            ],
            True,
        )
        assert len(book.columns()) == 1, "the column of the trial is gone"

    def test_says_which_line_does_not_work(self, book):
        book.link()
        book.lms.break_by("error", endpoints=["members"], status=403)
        book.lms.break_by("error", endpoints=["line-items"], status=403)

        tried = try_connection(STAFF, book.platform.pk, now=book.now())

        lines = {line.name: line for line in tried}
        assert (lines["column-made"].good, lines["column-made"].code) == (False, "scope-refused")
        assert lines["roster-read"].good is False
        assert lines["token-granted"].good

    def test_leaves_out_what_no_launch_has_told_of(self, book):
        lines = try_connection(STAFF, book.platform.pk, now=book.now())

        assert [line.name for line in lines if line.good is None] == [
            "column-made",
            "score-taken",
            "score-read",
            "column-removed",
            "roster-read",
        ]

    def test_belongs_to_the_staff_of_the_service(self, book):
        link = book.link()
        teacher = Caller(name="t", roles=frozenset({Role.TEACHER}), course=link.course)

        with pytest.raises(ActRefused):
            try_connection(teacher, book.platform.pk, now=book.now())

        assert not grades.Delivery.objects.exists()
