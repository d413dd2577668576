"""What goes out of a course and comes into it: requirements as JSON, decisions as CSV."""

import csv
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lti_exams.journeys.record_milestones import subject_of_exam
from lti_exams.milestones import api as milestones
from tests.factories import exams as make_exam
from tests.factories.lms import Lms
from tests.factories.milestone_course import MilestoneCourse
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db

NEXT = {"context": {"id": "c2", "title": "Course 101 again"}, "resource_link": {"id": "l2"}}


@pytest.fixture
def next_term(lms: Lms) -> Teacher:
    return Teacher.of(lms, **NEXT)


def exported(teacher: Teacher) -> str:
    return teacher.see("milestones/exchange/requirements.json").content.decode()


def tied(teacher: Teacher) -> set[tuple[str, str, str]]:
    wanted = milestones.Wanted(courses=[str(teacher.course.pk)])
    return {
        (one.side.value, str(one.subject), one.milestone.title if one.milestone else "")
        for one in milestones.ties(wanted, now=timezone.now())
    }


@pytest.mark.usefixtures("here")
class TestRequirementsForTheNextTerm:
    def take(self, teacher: Teacher, text: str, act: str = "look", **told: Any) -> Any:
        return teacher.do("milestones/exchange/import", document=text, act=act, **told)

    def test_are_previewed_with_the_exam_of_the_same_short_name(
        self, teacher: Teacher, next_term: Teacher
    ) -> None:
        exam = next_term.exam(slug="safety", title="Safety test again")

        page = self.take(next_term, exported(teacher))

        words = text_of(page)
        assert "In the place of Safety test" in words
        assert "gives Lab safety New" in words
        assert f'<option value="{exam.pk}" selected>Safety test again' in page.content.decode()
        assert "Take it in" in words
        assert tied(next_term) == set()

    def test_are_told_by_the_names_that_people_know(
        self, teacher: Teacher, here: MilestoneCourse, next_term: Teacher
    ) -> None:
        final, first = subject_of_exam(teacher.exam()), subject_of_exam(here.exam)
        teacher.do("milestones/need", **{"need-subject": str(final), "need-needed": str(first)})

        words = text_of(self.take(next_term, exported(teacher)))

        assert "Not here for Final exam asks for Safety test" in words

    @pytest.mark.parametrize("names", [[], {"exam:1": 7}, "x", None])
    def test_need_no_names_that_make_sense(
        self, teacher: Teacher, next_term: Teacher, names: object
    ) -> None:
        document = {**json.loads(exported(teacher)), "names": names}

        page = self.take(next_term, json.dumps(document))

        assert page.status_code == 200
        assert "gives Lab safety New" in text_of(page)

    def test_are_taken_in_with_what_was_chosen(
        self, teacher: Teacher, here: MilestoneCourse, next_term: Teacher
    ) -> None:
        exam = next_term.exam(slug="another", title="Another name")
        text, old = exported(teacher), str(subject_of_exam(here.exam))
        assert "Not here" in text_of(self.take(next_term, text, "take"))
        assert tied(next_term) == set()

        self.take(next_term, text, "take", **{f"to-{old}": str(exam.pk)})

        course = f"course:{next_term.course.pk}"
        assert tied(next_term) == {
            ("fulfils", f"exam:{exam.pk}", "Lab safety"),
            ("requires", course, "Lab safety"),
            ("requires", course, "Field trip"),
        }
        spaces = {one.title for one in milestones.milestones_in(course)}
        assert spaces == {"Lab safety", "Field trip"}

    def test_are_read_from_a_file(self, teacher: Teacher, next_term: Teacher) -> None:
        next_term.exam(slug="safety")
        sent = SimpleUploadedFile("requirements.json", exported(teacher).encode())

        page = next_term.do("milestones/exchange/import", file=sent)

        assert "Before it is taken in" in text_of(page)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "[" * 100_000,
            "[]",
            "{}",
            '{"version": 99}',
            '{"version": 1, "course": 7}',
            '{"version": 1, "course": "1", "requirements": 3}',
            '{"version": 1, "course": "1", "requirements": [{"subject": "planet:1"}]}',
            '{"version": 1, "course": "1", "course": "2"}',
            '{"version": 1, "course": "1", "requirements": '
            + '[{"parts": ' * 400
            + "[]"
            + "}]" * 400
            + "}",
        ],
    )
    def test_that_cannot_be_read_are_refused(self, next_term: Teacher, text: str) -> None:
        assert self.take(next_term, text, "take").status_code == 422
        assert tied(next_term) == set()

    def test_into_milestones_of_others_are_refused(
        self, teacher: Teacher, next_term: Teacher
    ) -> None:
        next_term.exam(slug="safety")
        told = json.loads(exported(teacher))
        told["fulfilments"][0]["milestone"][0] = "university"
        told["milestones"][0]["namespace"] = "university"

        page = self.take(next_term, json.dumps(told), "take")

        assert page.status_code in (403, 422)
        assert tied(next_term) == set()


class TestEverybodyAsCsv:
    def test_says_how_everybody_stands(self, teacher: Teacher, here: MilestoneCourse) -> None:
        answer = teacher.see("milestones/exchange/awards.csv")

        [row] = csv.DictReader(answer.content.decode("utf-8-sig").splitlines())
        assert (row["name"], row["title"], row["state"]) == ("Ada Example", "Field trip", "earned")
        assert (row["by_hand"], row["reason"]) == ("yes", "Was there")
        assert "attachment" in answer["Content-Disposition"]

    def test_holds_no_formula(self, teacher: Teacher, here: MilestoneCourse) -> None:
        here.award(make_exam.person(here.course, "=HYPERLINK(1)"), here.trip)

        rows = teacher.see("milestones/exchange/awards.csv").content.decode()

        assert "'=HYPERLINK(1)" in rows


class TestDecidingAboutMany:
    HEAD = "person,milestone,act,until,reason\n"

    def send(self, teacher: Teacher, rows: str, act: str = "look") -> Any:
        told = {"rows": self.HEAD + rows, "zone": "UTC", "act": act}
        return teacher.do("milestones/exchange/decide", **told)

    def test_shows_what_would_change_and_keeps_nothing(
        self, teacher: Teacher, here: MilestoneCourse
    ) -> None:
        page = text_of(self.send(teacher, "Ada Example,Lab safety,waive,,Certificate"))

        assert "1 award would change. Nothing is kept yet." in page
        assert "Ada Example Lab safety Not reached Not asked of them" in page
        assert "Decide all of it" in page
        assert here.states(here.ada) == {"Field trip": "earned"}

    def test_keeps_all_of_it(self, teacher: Teacher, here: MilestoneCourse) -> None:
        ben = make_exam.person(here.course, "Ben Birch")
        rows = (
            "Ada Example;lab SAFETY;award;2190-01-01 09:00;Certificate\n"
            "Ada Example;Field trip;revoke;;Was not there\n"
            "Ben Birch;Lab safety;award;2190-01-01 09:00;Certificate"
        )
        told = {"rows": self.HEAD.replace(",", ";") + rows, "zone": "UTC", "act": "keep"}

        page = text_of(teacher.do("milestones/exchange/decide", **told))

        assert "3 awards were changed." in page
        assert here.states(here.ada) == {"Field trip": "revoked", "Lab safety": "earned"}
        assert here.states(ben) == {"Lab safety": "earned"}

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ("Nobody,Lab safety,award,,Why", "Nobody of the course"),
            ("Ada Example,Moon landing,award,,Why", "No milestone of the course"),
            ("Ada Example,Lab safety,praise,,Why", "is no act"),
            ("Ada Example,Lab safety,award,soon,Why", "is no date"),
            ("Ada Example,Lab safety,waive,,", "Whoever decides"),
            ("Ada Example,Lab safety,award,2020-01-01 09:00,Why", "it is over already"),
            ("Ada Example,field TRIP,revoke,,Why", "A row above decides about this person"),
        ],
    )
    def test_says_of_a_row_why_not_and_keeps_none(
        self, teacher: Teacher, here: MilestoneCourse, row: str, words: str
    ) -> None:
        page = self.send(teacher, f"Ada Example,Field trip,waive,,Certificate\n{row}", "keep")

        assert page.status_code == 422
        assert "Line 3:" in text_of(page)
        assert words in text_of(page)
        assert here.states(here.ada) == {"Field trip": "earned"}

    @pytest.mark.parametrize("rows", ["", "person", "\x00", "person,milestone\n" + '"' * 9])
    def test_refuses_what_is_no_table(
        self, teacher: Teacher, here: MilestoneCourse, rows: str
    ) -> None:
        told = {"rows": rows, "zone": "UTC", "act": "keep"}

        assert teacher.do("milestones/exchange/decide", **told).status_code == 422
