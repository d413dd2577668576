"""Pages on which staff watch attempts, and act on them with a reason."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lti_exams.exams import api as exams
from tests.factories import exams as make
from tests.factories.lms import Lms
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db

ASSISTANT = {
    "sub": "assistant-1",
    "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant"],
}


@pytest.fixture
def teacher(lms: Lms) -> Teacher:
    return Teacher.of(lms)


def offered(teacher: Teacher, attempt: exams.Attempt) -> set[str]:
    return {
        one.control.value for one, _ in teacher.see(f"attempts/{attempt.pk}/").context["offered"]
    }


def ordered(teacher: Teacher, attempt: exams.Attempt, act: str, **more: str) -> int:
    told = {f"{act}-reason": "Because", **{f"{act}-{name}": value for name, value in more.items()}}
    return teacher.do(f"attempts/{attempt.pk}/control", act=act, **told).status_code


class TestTheListOfAttempts:
    def test_finds_somebody_by_a_part_of_the_name(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        teacher.started(exam, "Ada Alder")
        teacher.started(exam, "Ben Birch")

        page = text_of(teacher.see("attempts/?search=birc"))

        assert "Ben Birch" in page
        assert "Ada Alder" not in page

    def test_shows_one_status_alone(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        teacher.started(exam, "Ada Alder")
        make.attempt(exam, teacher.learner("Ben Birch"), now=timezone.now())

        page = text_of(teacher.see("attempts/?status=started"))

        assert "Ada Alder" in page
        assert "Ben Birch" not in page

    def test_shows_one_exam_alone(self, teacher: Teacher) -> None:
        teacher.started(teacher.exam(), "Ada Alder")
        other = teacher.exam(slug="other")
        teacher.started(other, "Ben Birch")

        page = text_of(teacher.see(f"attempts/?exam={other.pk}"))

        assert "Ada Alder" not in page

    def test_sorts_both_ways(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        for name in ("Ben", "Ada", "Cleo"):
            teacher.started(exam, name)

        names = [
            [str(row.attempt.person) for row in teacher.see(address).context["rows"]]
            for address in ("attempts/?sort=person", "attempts/?sort=-person")
        ]

        assert names == [["Ada", "Ben", "Cleo"], ["Cleo", "Ben", "Ada"]]

    def test_goes_on_from_page_to_page(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        for person in make.people(teacher.course, 51):
            make.attempt(exam, person, now=timezone.now())

        first, second = (teacher.see(f"attempts/?page={number}") for number in (1, 2))

        assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 1)
        assert 'rel="next" href="?page=2"' in first.content.decode()

    @pytest.mark.parametrize(
        "query", ["page=0", "page=-1", "page=x", "page=99999", "status=x", "exam=x", "sort=x%00"]
    )
    def test_shows_something_whatever_is_asked(self, teacher: Teacher, query: str) -> None:
        teacher.started(teacher.exam())

        assert teacher.see(f"attempts/?{query}").status_code == 200

    def test_shows_the_time_left_and_when_somebody_was_last_seen(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        attempt = make.started(
            exam, teacher.learner(), now=timezone.now() - timedelta(minutes=30, seconds=30)
        )
        exams.note_seen(attempt.pk, now=timezone.now())

        page = text_of(teacher.see("attempts/"))

        assert "0:29:" in page
        assert "just now" in page

    def test_takes_as_many_queries_for_many_as_for_one(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        teacher.started(exam)
        one = queries_of(teacher)
        for number in range(20):
            teacher.started(exam, f"Number {number}")

        assert queries_of(teacher) == one

    def test_shows_nobody_of_another_course(self, lms: Lms, teacher: Teacher) -> None:
        other = Teacher.of(lms, context={"id": "c2"}, resource_link={"id": "l2"})
        attempt = other.started(other.exam(), "Elsewhere")

        assert "Elsewhere" not in text_of(teacher.see("attempts/"))
        assert teacher.see(f"attempts/{attempt.pk}/").status_code == 404


def queries_of(teacher: Teacher) -> int:
    with CaptureQueriesContext(connection) as queries:
        teacher.see("attempts/")
    return len(queries)


class TestOneAttempt:
    def test_tells_what_happened_by_whom_and_why(self, teacher: Teacher) -> None:
        attempt = teacher.started(teacher.exam())
        ordered(teacher, attempt, "pause")

        page = text_of(teacher.see(f"attempts/{attempt.pk}/"))

        assert "Was paused" in page
        assert "Grace Teacher" in page
        assert "Because" in page

    def test_shows_what_is_granted_beside_the_terms_for_all(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        attempt = teacher.started(exam)
        exams.accommodate(
            attempt.person,
            exam,
            exams.Allowance(percent=50, exceptions=("own breaks",)),
            by=make.STAFF,
            reason="Certificate",
            now=timezone.now(),
        )

        page = text_of(teacher.see(f"attempts/{attempt.pk}/"))

        assert "60 min · 90 min for this learner" in page
        assert "own breaks" in page


class TestWhatIsOffered:
    @pytest.mark.parametrize(
        ("events", "acts"),
        [
            ([], {"admit", "extend", "fail", "reset"}),
            (["start"], {"pause", "extend", "end", "fail", "reset"}),
            (["start", "pause"], {"resume", "extend", "end", "fail", "reset"}),
            (["start", "submit"], {"reset"}),
            (["start", "fail"], {"accept", "let-resume", "reset"}),
            (["reset"], set()),
        ],
    )
    def test_is_what_is_legal_now_and_nothing_else(
        self, teacher: Teacher, events: list[str], acts: set[str]
    ) -> None:
        attempt = make.attempt(teacher.exam(), teacher.learner(), now=timezone.now())
        for event in events:
            if event == "start":
                exams.start(attempt, by=make.LEARNER, now=timezone.now())
            elif event == "submit":
                exams.submit(attempt, by=make.LEARNER, now=timezone.now())
            else:
                make.happen(attempt, [(exams.Event(event), make.STAFF)], now=timezone.now())

        assert offered(teacher, attempt) == acts

    def test_holds_reopening_after_the_clock_ended_it(self, teacher: Teacher) -> None:
        past = timezone.now() - timedelta(hours=2)
        attempt = make.started(teacher.exam(), teacher.learner(), now=past)

        assert offered(teacher, attempt) == {"reopen", "reset"}

    def test_is_less_for_an_assistant(self, lms: Lms, teacher: Teacher) -> None:
        attempt = teacher.started(teacher.exam())

        assert offered(Teacher.of(lms, **ASSISTANT), attempt) == {"pause"}


class TestActingOnAnAttempt:
    @pytest.mark.parametrize(
        ("act", "state"),
        [("pause", "paused"), ("end", "submitted"), ("fail", "error"), ("reset", "reset")],
    )
    def test_moves_it(self, teacher: Teacher, act: str, state: str) -> None:
        attempt = teacher.started(teacher.exam())

        ordered(teacher, attempt, act)

        attempt.refresh_from_db()
        assert attempt.state == state

    def test_gives_one_learner_more_time(self, teacher: Teacher) -> None:
        attempt = teacher.started(teacher.exam())
        before = attempt.deadline

        ordered(teacher, attempt, "extend", seconds="10")

        attempt.refresh_from_db()
        assert attempt.deadline - before == timedelta(minutes=10)

    def test_reopens_what_the_clock_ended(self, teacher: Teacher) -> None:
        past = timezone.now() - timedelta(hours=2)
        attempt = make.started(teacher.exam(), teacher.learner(), now=past)

        ordered(teacher, attempt, "reopen", seconds="15")

        attempt.refresh_from_db()
        assert attempt.state == "started"
        assert attempt.deadline - timezone.now() > timedelta(minutes=14)

    def test_wants_a_reason(self, teacher: Teacher) -> None:
        attempt = teacher.started(teacher.exam())

        page = teacher.do(f"attempts/{attempt.pk}/control", act="end")

        assert page.status_code == 422
        assert 'href="#id_end-reason"' in page.content.decode()
        attempt.refresh_from_db()
        assert attempt.state == "started"

    @pytest.mark.parametrize(
        ("act", "seconds"),
        [("extend", ""), ("extend", "0"), ("extend", "-5"), ("extend", "99999999")],
    )
    def test_refuses_a_length_that_nobody_means(
        self, teacher: Teacher, act: str, seconds: str
    ) -> None:
        attempt = teacher.started(teacher.exam())

        assert ordered(teacher, attempt, act, seconds=seconds) == 422

    def test_refuses_what_the_state_does_not_allow_and_names_it(self, teacher: Teacher) -> None:
        attempt = teacher.started(teacher.exam())

        page = teacher.do(
            f"attempts/{attempt.pk}/control", act="resume", **{"resume-reason": "Because"}
        )

        assert page.status_code == 409
        assert "in the state started" in text_of(page)

    def test_refuses_an_act_that_there_is_not(self, teacher: Teacher) -> None:
        attempt = teacher.started(teacher.exam())

        assert ordered(teacher, attempt, "explode") == 422

    def test_is_refused_to_an_assistant_who_would_change_a_result(self, lms: Lms) -> None:
        assistant = Teacher.of(lms, **ASSISTANT)
        attempt = assistant.started(assistant.exam())

        assert ordered(assistant, attempt, "end") == 403


class TestWhoHasRehearsed:
    def test_tells_who_is_ready_who_failed_and_who_never_tried(self, teacher: Teacher) -> None:
        exam, now = teacher.exam(), timezone.now()
        for name, events in {"Ada": [exams.Event.SUBMIT], "Ben": [exams.Event.FAIL]}.items():
            attempt = make.attempt(
                exam, teacher.learner(name), now=now, purpose=exams.Purpose.REHEARSAL
            )
            exams.start(attempt, by=make.LEARNER, now=now)
            who = make.LEARNER if name == "Ada" else make.SYSTEM
            make.happen(attempt, [(event, who) for event in events], now=now)
        teacher.learner("Cleo")

        page = text_of(teacher.see(f"exams/{exam.pk}/readiness"))

        assert "Ada Ready" in page
        assert "Ben Failed" in page
        assert "Cleo Not tried" in page
