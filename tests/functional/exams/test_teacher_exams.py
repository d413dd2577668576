"""Pages on which a teacher makes, changes and places the exams of a course."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lti_exams.exams import api as exams
from tests.factories.exams import STAFF
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher, shown, typed

pytestmark = pytest.mark.django_db

ASSISTANT = {
    "sub": "assistant-1",
    "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant"],
}
LEARNER = {"sub": "learner-1", "roles": [f"{MEMBERSHIP}Learner"]}


@pytest.fixture
def teacher(lms: Lms) -> Teacher:
    return Teacher.of(lms)


class TestTheListOfExams:
    def test_counts_attempts_by_where_they_are(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        teacher.started(exam, "Ada")
        teacher.started(exam, "Ben")

        assert "In progress 2" in text_of(teacher.see("exams/"))

    @pytest.mark.parametrize(
        ("dates", "words"),
        [
            ({}, "Open"),
            ({"opens_at": timedelta(hours=1)}, "Opens later"),
            ({"due_at": timedelta(hours=-1), "closes_at": timedelta(hours=1)}, "past its due date"),
            ({"closes_at": timedelta(hours=-1)}, "Closed"),
        ],
    )
    def test_says_whether_an_exam_is_open(
        self, teacher: Teacher, dates: dict[str, timedelta], words: str
    ) -> None:
        now = timezone.now()
        teacher.exam(**{name: now + later for name, later in dates.items()})

        assert words in text_of(teacher.see("exams/"))

    def test_takes_as_many_queries_for_many_exams_as_for_one(self, teacher: Teacher) -> None:
        teacher.exam()
        one = _queries(teacher)
        for number in range(10):
            teacher.exam(slug=f"exam-{number}")

        assert _queries(teacher) == one

    def test_shows_nothing_of_another_course(self, lms: Lms, teacher: Teacher) -> None:
        other = Teacher.of(lms, context={"id": "c2"}, resource_link={"id": "l2"})
        other.exam(title="Elsewhere")

        assert "Elsewhere" not in text_of(teacher.see("exams/"))

    def test_is_shown_to_an_assistant_without_the_way_to_make_one(self, lms: Lms) -> None:
        page = text_of(Teacher.of(lms, **ASSISTANT).see("exams/"))

        assert "Exams of this course" in page
        assert "Make an exam" not in page

    def test_is_refused_to_a_learner(self, lms: Lms) -> None:
        assert Teacher.of(lms, **LEARNER).see("exams/").status_code == 403


def _queries(teacher: Teacher) -> int:
    with CaptureQueriesContext(connection) as queries:
        teacher.see("exams/")
    return len(queries)


class TestMakingAnExam:
    def test_keeps_what_was_typed(self, teacher: Teacher) -> None:
        teacher.do("exams/new", **typed(limit_seconds="90:30", attempts_allowed=""))

        exam = exams.exam_of(teacher.course, "midterm")
        assert (exam.title, exam.limit_seconds, exam.attempts_allowed) == ("Midterm", 5_430, None)
        assert exam.maximum_points == 1_000_000

    def test_reads_dates_in_the_zone_that_was_typed(self, teacher: Teacher) -> None:
        teacher.do("exams/new", **typed(zone="Europe/Oslo", opens_at="2027-07-01T09:00"))

        exam = exams.exam_of(teacher.course, "midterm")
        assert exam.opens_at == datetime(2027, 7, 1, 7, 0, tzinfo=UTC)

    def test_leads_to_its_page(self, teacher: Teacher) -> None:
        page = teacher.do("exams/new", **typed())

        assert page.redirect_chain[-1][0].startswith(f"{teacher.page}exams/")
        assert "Timed: on a clock" in text_of(page)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", " "),
            ("slug", "a b"),
            ("kind", "oral"),
            ("limit_seconds", "-5"),
            ("limit_seconds", "soon"),
            ("limit_seconds", "999999999999"),
            ("attempts_allowed", "0"),
            ("attempts_allowed", "99999999999999999999"),
            ("maximum_points", "NaN"),
            ("maximum_points", "0"),
            ("zone", "Mars/Olympus"),
            ("opens_at", "0001-01-01T00:00"),
            ("networks", "10.0.0.0/99"),
            ("keys", "zz"),
            ("groups", "Morning"),
            ("groups", "Morning; ; ; nobody@school.example"),
            ("groups", "Morning; soon; ; "),
            ("instructions", "x\x00y"),
        ],
    )
    def test_names_the_field_that_makes_no_sense(
        self, teacher: Teacher, field: str, value: str
    ) -> None:
        page = teacher.do("exams/new", **typed(**{field: value}))

        assert page.status_code == 422
        assert f'href="#id_{field}"' in page.content.decode()
        assert not exams.exams_of(teacher.course).exists()

    @pytest.mark.parametrize("kind", ["proctored", "onboarding"])
    def test_says_that_a_kind_needs_a_vendor(self, teacher: Teacher, kind: str) -> None:
        page = teacher.do("exams/new", **typed(kind=kind))

        assert page.status_code == 422
        assert 'href="#id_vendor"' in page.content.decode()

    def test_refuses_an_end_before_the_start(self, teacher: Teacher) -> None:
        dates = {"opens_at": "2027-02-01T09:00", "closes_at": "2027-02-01T08:00"}

        page = teacher.do("exams/new", **typed(**dates))

        assert "This must be after the exam opens" in text_of(page)

    def test_refuses_a_short_name_twice(self, teacher: Teacher) -> None:
        teacher.exam(slug="midterm")

        page = teacher.do("exams/new", **typed())

        assert page.status_code == 422
        assert 'href="#id_slug"' in page.content.decode()

    def test_keeps_the_access_rules_and_shows_them_again(self, teacher: Teacher) -> None:
        ada = teacher.learner("Ada Alder")
        group = "Morning; 2027-02-01 09:00; 2027-02-01 12:00; Ada Alder"
        told = {"password": "sesame", "networks": "192.0.2.0/24", "groups": group}

        teacher.do("exams/new", **typed(**told))

        exam = exams.exam_of(teacher.course, "midterm")
        by_name = {rule["rule"]: rule for rule in exam.access_rules}
        assert by_name["groups"]["groups"][0]["people"] == [ada.pk]
        form = teacher.see(f"exams/{exam.pk}/edit").content.decode()
        assert all(text in form for text in ("sesame", "192.0.2.0/24", group))

    def test_is_refused_to_an_assistant(self, lms: Lms) -> None:
        assistant = Teacher.of(lms, **ASSISTANT)

        assert assistant.do("exams/new", **typed()).status_code == 403
        assert not exams.exams_of(assistant.course).exists()


class TestChangingAnExam:
    def test_shows_who_changed_what_and_when(self, teacher: Teacher) -> None:
        exam = teacher.exam(title="Final exam")

        teacher.do(f"exams/{exam.pk}/edit", **typed(title="Final exam 2", slug="final"))

        page = text_of(teacher.see(f"exams/{exam.pk}/"))
        assert "Changed" in page
        assert "Grace Teacher Title Final exam → Final exam 2" in page

    def test_keeps_what_the_form_does_not_show(self, teacher: Teacher) -> None:
        exam = teacher.exam(assessment="tool:9")

        teacher.do(f"exams/{exam.pk}/edit", **typed(slug="final"))

        exam.refresh_from_db()
        assert (exam.title, exam.assessment) == ("Midterm", "tool:9")

    def test_undoes_nothing_that_a_colleague_changed_meanwhile(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        form = teacher.see(f"exams/{exam.pk}/edit").context["form"]
        teacher.do(f"exams/{exam.pk}/edit", **typed(slug="final", password="sesame"))

        told = typed(slug="final", title="Other", since=form["since"].value())
        page = teacher.do(f"exams/{exam.pk}/edit", **told)

        assert page.status_code == 422
        assert "was changed after you had opened it" in text_of(page)
        exam.refresh_from_db()
        assert (exam.title, len(exam.access_rules)) == ("Midterm", 1)

    def test_gives_it_the_vendor_of_the_course_where_none_is_chosen(self, teacher: Teacher) -> None:
        usual = exams.Usual(vendor="tool:7")
        exams.decide_usual(teacher.course, usual, by=STAFF, now=timezone.now())
        exam = teacher.exam()

        teacher.do(f"exams/{exam.pk}/edit", **typed(slug="final", kind="proctored"))

        exam.refresh_from_db()
        assert exam.vendor == "tool:7"

    def test_leaves_running_attempts_alone(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        attempt = teacher.started(exam)

        teacher.do(f"exams/{exam.pk}/edit", **typed(slug="final", limit_seconds="10"))

        attempt.refresh_from_db()
        assert attempt.limit_seconds == 3_600

    def test_changes_nothing_where_nothing_was_changed(self, teacher: Teacher) -> None:
        teacher.do("exams/new", **typed(opens_at=shown(timezone.now())))
        exam = exams.exam_of(teacher.course, "midterm")

        form = teacher.see(f"exams/{exam.pk}/edit").context["form"]
        same = {name: form[name].value() for name in form.fields}
        teacher.do(f"exams/{exam.pk}/edit", **_as_sent(same))

        assert exam.changes.count() == 1

    def test_is_refused_for_an_exam_of_another_course(self, lms: Lms, teacher: Teacher) -> None:
        other = Teacher.of(lms, context={"id": "c2"}, resource_link={"id": "l2"}).exam()

        assert teacher.do(f"exams/{other.pk}/edit", **typed()).status_code == 404


def _as_sent(values: dict[str, object]) -> dict[str, object]:
    """Leave out what a browser would not send."""
    told = {name: value for name, value in values.items() if value not in (None, False)}
    return {
        name: shown(value) if isinstance(value, datetime) else value for name, value in told.items()
    }
