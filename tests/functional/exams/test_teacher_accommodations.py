"""The page on which a teacher grants people more time or other dates."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from tests.factories.lms import Lms
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db

ASSISTANT = {
    "sub": "assistant-1",
    "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant"],
}
GRANT = {"person": "Ada Example", "percent": "50", "zone": "UTC", "reason": "Certificate"}
HEAD = "person,exam,minutes,percent,opens,due,closes,reason\n"


@pytest.fixture
def teacher(lms: Lms) -> Teacher:
    return Teacher.of(lms)


def granted(teacher: Teacher) -> list[exams.Accommodation]:
    return list(exams.accommodations_of(teacher.course))


class TestGrantingOnePerson:
    def test_reaches_an_attempt_that_runs(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        attempt = teacher.started(exam)
        before = attempt.deadline

        teacher.do("accommodations/grant", **GRANT, exam=str(exam.pk))

        attempt.refresh_from_db()
        assert attempt.deadline - before == timedelta(minutes=30)

    def test_holds_in_all_exams_where_none_is_named(self, teacher: Teacher) -> None:
        ada, exam = teacher.learner(), teacher.exam()

        teacher.do("accommodations/grant", **GRANT)

        assert granted(teacher)[0].exam is None
        assert exams.personal_terms(exam, ada, now=timezone.now()).limit_seconds == 5_400

    def test_sets_dates_of_their_own_in_the_zone_that_was_typed(self, teacher: Teacher) -> None:
        teacher.learner()

        told = {**GRANT, "zone": "Europe/Oslo", "due_at": "2027-07-01T12:00"}
        teacher.do("accommodations/grant", **told)

        assert granted(teacher)[0].due_at == datetime(2027, 7, 1, 10, 0, tzinfo=UTC)

    def test_keeps_exceptions_line_by_line(self, teacher: Teacher) -> None:
        teacher.learner()

        teacher.do("accommodations/grant", **GRANT, exceptions="own breaks\n\nreader allowed")

        assert granted(teacher)[0].exceptions == ["own breaks", "reader allowed"]

    def test_shows_who_granted_it_and_why(self, teacher: Teacher) -> None:
        teacher.learner()

        page = text_of(teacher.do("accommodations/grant", **GRANT))

        assert "50 % more" in page
        assert "Certificate Grace Teacher" in page

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("person", "Nobody"),
            ("minutes", "5"),
            ("percent", "-1"),
            ("percent", "99999999999999999999"),
            ("percent", "much"),
            ("exam", "999"),
            ("due_at", "soon"),
            ("reason", " "),
            ("zone", "Nowhere"),
        ],
    )
    def test_names_the_field_that_makes_no_sense(
        self, teacher: Teacher, field: str, value: str
    ) -> None:
        teacher.learner()

        page = teacher.do("accommodations/grant", **(GRANT | {field: value}))

        assert page.status_code == 422
        assert 'class="error-summary"' in page.content.decode()
        assert granted(teacher) == []

    def test_takes_nobody_where_two_have_the_name(self, teacher: Teacher) -> None:
        teacher.learner("Ada Example")
        teacher.learner("Ada Example")

        page = teacher.do("accommodations/grant", **GRANT)

        assert "several people, go by this" in text_of(page)

    def test_is_refused_to_an_assistant(self, lms: Lms) -> None:
        assistant = Teacher.of(lms, **ASSISTANT)
        assistant.learner()

        assert assistant.do("accommodations/grant", **GRANT).status_code == 403


class TestGrantingMany:
    def test_grants_every_row(self, teacher: Teacher) -> None:
        teacher.exam()
        teacher.learner("Ada")
        teacher.learner("Ben")
        rows = f"{HEAD}Ada,final,15,,,,,Certificate\nBen,,,25%,,,,Certificate\n"

        teacher.do("accommodations/list", rows=rows, zone="UTC")

        told = [
            (str(one.person), str(one.exam), one.minutes, one.percent) for one in granted(teacher)
        ]
        assert told == [("Ada", "Final exam", 15, None), ("Ben", "None", None, 25)]

    @pytest.mark.parametrize("mark", [";", "\t"])
    def test_reads_what_spreadsheets_write(self, teacher: Teacher, mark: str) -> None:
        teacher.learner("Ada")
        rows = f"{HEAD}Ada,,15,,,,,Certificate".replace(",", mark)

        teacher.do("accommodations/list", rows=rows, zone="UTC")

        assert granted(teacher)[0].minutes == 15

    @pytest.mark.parametrize(
        ("row", "why"),
        [
            ("Nobody,,15,,,,,Certificate", "Nobody of the course"),
            ("Ada,unheard-of,15,,,,,Certificate", "no exam of this short name"),
            ("Ada,,many,,,,,Certificate", "is no whole number"),
            ("Ada,,-15,,,,,Certificate", "not between 1 and"),
            ("Ada,,15,20,,,,Certificate", "minutes are given already"),
            ("Ada,,15,,soon,,,Certificate", "is no date"),
            ("Ada,,15,,,,,", "A reason is needed|says why"),
            ("Ada", "nothing is granted|says why"),
        ],
    )
    def test_keeps_a_row_that_makes_no_sense_and_grants_the_others(
        self, teacher: Teacher, row: str, why: str
    ) -> None:
        teacher.learner("Ada")
        teacher.learner("Ben")

        page = teacher.do(
            "accommodations/list", rows=f"{HEAD}Ben,,15,,,,,Certificate\n{row}", zone="UTC"
        )

        assert page.status_code == 422
        assert "Line 2:" in text_of(page)
        assert any(one in text_of(page) for one in why.split("|"))
        assert "1 row was granted." in text_of(page)
        assert page.context["many"]["rows"].value() == HEAD + row
        assert [str(one.person) for one in granted(teacher)] == ["Ben"]

    def test_again_takes_the_rows_that_were_mended(self, teacher: Teacher) -> None:
        teacher.learner("Ada")
        teacher.learner("Ben")
        rows = f"{HEAD}Ben,,15,,,,,Certificate\nAda,,no,,,,,Certificate"
        page = teacher.do("accommodations/list", rows=rows, zone="UTC")
        left = page.context["many"]["rows"].value()

        teacher.do("accommodations/list", rows=left.replace("no", "10"), zone="UTC")

        assert [(str(one.person), one.minutes) for one in granted(teacher)] == [
            ("Ada", 10),
            ("Ben", 15),
        ]

    @pytest.mark.parametrize("rows", ["person", HEAD, '"', "a,b\n1,2", "\x00"])
    def test_refuses_what_is_no_table(self, teacher: Teacher, rows: str) -> None:
        assert teacher.do("accommodations/list", rows=rows, zone="UTC").status_code == 422


class TestWithdrawing:
    def test_takes_back_what_was_granted(self, teacher: Teacher) -> None:
        exam = teacher.exam()
        attempt = teacher.started(exam)
        before = attempt.deadline
        teacher.do("accommodations/grant", **GRANT)

        teacher.do(f"accommodations/{granted(teacher)[0].pk}/withdraw", reason="It was another Ada")

        attempt.refresh_from_db()
        assert granted(teacher) == []
        assert attempt.deadline == before

    @pytest.mark.parametrize("reason", ["", " ", "a\x00b", "x" * 1_001])
    def test_wants_a_reason(self, teacher: Teacher, reason: str) -> None:
        teacher.learner()
        teacher.do("accommodations/grant", **GRANT)

        answer = teacher.do(f"accommodations/{granted(teacher)[0].pk}/withdraw", reason=reason)

        assert answer.status_code == 422
        assert len(granted(teacher)) == 1
