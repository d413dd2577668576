"""The teacher's pages of the roster, the gradebook and lists that leave the house."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.kernel.points import SCALE
from lti_exams.results import api as results
from lti_exams.rosters import api as rosters
from tests.factories import gradebook as book
from tests.factories.deciding import decide
from tests.factories.lms import Lms
from tests.factories.pages import text_of
from tests.factories.rest import ROLES
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db
COLUMN = {"title": "Essay", "maximum": "10", "pass_limit": "5,5", "counting": "best"}


class TestTheRoster:
    def test_says_that_the_lms_lists_nobody(self, teacher) -> None:
        told = text_of(teacher.see("roster/"))

        assert "The LMS does not list its members to this service" in told

    def test_is_read_when_somebody_asks(self, teacher) -> None:
        teacher.course.memberships_url = "https://lms.example/members"
        teacher.course.save()

        told = teacher.do("roster/read")

        assert "The roster is being read just now" in text_of(told)
        roster = rosters.roster_of(teacher.course)
        assert roster is not None
        assert roster.due_at is not None

    def test_that_could_not_be_read_removes_nobody_and_says_why(self, teacher) -> None:
        teacher.course.memberships_url = "https://lms.example/members"
        teacher.course.save()
        teacher.learner()
        rosters.ask(teacher.course, now=timezone.now())
        rosters.Roster.objects.update(failure="lms-list-refused", failures=1)

        told = text_of(teacher.see("roster/"))

        assert "Your LMS refused a list" in told
        assert "Ada Example" in told

    def test_names_who_joined_and_left_and_who_is_no_student(self, teacher, essay) -> None:
        gone, stays = teacher.learner("Gone Gorse"), teacher.learner("Stays Sage")
        book.grade(essay, gone, 7, now=timezone.now())
        decide(teacher.course, now=timezone.now())
        teacher.course.memberships.filter(person=gone).update(is_active=False)
        teacher.learner("New Nettle")

        told = text_of(teacher.see("roster/"))

        assert "1 came New Nettle" in told
        assert "1 left Gone Gorse" in told
        assert "1 person has results and is not on the roster" in told
        assert str(stays) in told

    def test_is_searched(self, teacher) -> None:
        teacher.learner("Ada Alder")
        teacher.learner("Ben Birch")

        told = text_of(teacher.see("roster/?search=alder"))

        assert "Ada Alder" in told
        assert "Ben Birch" not in told


class TestTheGradebook:
    def test_has_columns_that_a_teacher_makes_and_changes(self, teacher) -> None:
        teacher.do("results/columns/new", **COLUMN)
        (column,) = results.columns_of(teacher.course)

        changed = COLUMN | {"weight": "2", "group": "Essays"}
        told = text_of(teacher.do(f"results/columns/{column.pk}/", **changed))

        column.refresh_from_db()
        assert (column.pass_limit, column.weight) == (5.5 * SCALE, 2 * SCALE)
        assert "The assignment was changed" in told
        assert "Weight 2 Group Essays" in told

    @pytest.mark.parametrize(
        "change",
        [{"maximum": "0"}, {"maximum": "x"}, {"pass_limit": "11"}, {"title": ""}, {"weight": "-1"}],
    )
    def test_refuses_a_column_beside_its_field(self, teacher, change) -> None:
        answer = teacher.do("results/columns/new", **COLUMN | change)

        assert answer.status_code == 422
        assert not results.columns_of(teacher.course)

    def test_takes_points_by_hand_and_takes_them_back(self, teacher, essay) -> None:
        ada = teacher.learner()
        name = f"p-{ada.pk}"

        teacher.do(f"results/columns/{essay.pk}/enter", **{name: "7,5"})
        entered = book.points_of(essay, ada)
        shown = teacher.see(f"results/columns/{essay.pk}/").content.decode()
        teacher.do(f"results/columns/{essay.pk}/enter", **{name: "", f"initial-{name}": "7.5"})

        assert (entered, book.points_of(essay, ada)) == (7.5 * SCALE, None)
        assert f'name="{name}" value="7.5"' in shown
        assert f'name="initial-{name}" value="7.5"' in shown

    def test_leaves_alone_what_a_colleague_entered_meanwhile(self, teacher, essay) -> None:
        ada, ben = teacher.learner(), teacher.learner("Ben Example")
        book.grade(essay, ada, 7, now=timezone.now())
        stale = {f"p-{ada.pk}": "", f"initial-p-{ada.pk}": "", f"p-{ben.pk}": "3"}

        teacher.do(f"results/columns/{essay.pk}/enter", **stale, **{f"initial-p-{ben.pk}": ""})

        told = (book.points_of(essay, ada), book.points_of(essay, ben))
        assert told == (7 * SCALE, 3 * SCALE)

    def test_leaves_alone_whom_the_page_did_not_show(self, teacher, essay) -> None:
        ada = teacher.learner()
        book.grade(essay, ada, 7, now=timezone.now())

        teacher.do(f"results/columns/{essay.pk}/enter")

        assert book.points_of(essay, ada) == 7 * SCALE

    @pytest.mark.parametrize("typed", ["11", "seven", "-1", "1e3"])
    def test_takes_no_points_that_are_none(self, teacher, essay, typed) -> None:
        ada = teacher.learner()

        answer = teacher.do(f"results/columns/{essay.pk}/enter", **{f"p-{ada.pk}": typed})

        assert (answer.status_code, book.points_of(essay, ada)) == (422, None)

    def test_marks_what_is_old_with_its_age(self, teacher, essay) -> None:
        old = timezone.now() - timedelta(days=3)
        results.Column.objects.update(source="lms", known_at=old)

        assert "3\xa0days old" in teacher.see("results/").content.decode()

    def test_says_why_the_lms_shows_nothing(self, teacher, essay) -> None:
        teacher.do("results/read")
        results.Gradebook.objects.update(failure="gradebook-not-offered", failures=1)

        told = text_of(teacher.see("results/"))

        assert "Your LMS does not let this tool read the gradebook" in told
        assert "Take the others over by a file" in told

    def test_looks_again_by_itself_while_the_lms_is_read(self, teacher, essay) -> None:
        teacher.do("results/read")
        assert 'data-module="look-again"' in teacher.see("results/").content.decode()

        results.Gradebook.objects.update(due_at=None, read_at=timezone.now())

        page = teacher.see("results/")
        assert "look-again" not in page.content.decode()
        assert "It shows this tool no column but those that this tool made" in text_of(page)
        results.Column.objects.update(source="lms")
        assert "It shows this tool no column" not in text_of(teacher.see("results/"))

    def test_takes_a_column_out_of_use_and_keeps_its_results(self, teacher, essay) -> None:
        ada = teacher.learner()
        book.grade(essay, ada, 7, now=timezone.now())

        teacher.do(f"results/columns/{essay.pk}/switch", on="no")

        assert not results.columns_of(teacher.course)
        assert book.points_of(essay, ada) == 7 * SCALE

    def test_tells_everything_that_was_said_of_a_person(self, teacher, essay) -> None:
        ada = teacher.learner()
        book.grade(essay, ada, 4, now=timezone.now())
        book.grade(essay, ada, 7, now=timezone.now(), source=results.Source.PROGRAM)

        told = text_of(teacher.see(f"results/people/{ada.pk}/"))

        assert "a program" in told
        assert "by hand" in told

    def test_knows_nobody_of_another_course(self, lms, teacher, essay) -> None:
        other = Teacher.of(
            lms,
            sub="other",
            context={"id": "other", "title": "Other"},
            resource_link={"id": "other"},
        )
        ada = teacher.learner()

        assert other.see(f"results/columns/{essay.pk}/").status_code == 404
        assert other.see(f"results/people/{ada.pk}/").status_code == 404


ADDRESSES = [
    *("roster/", "results/", "results/export.csv", "results/import", "results/columns/new"),
    *("results/columns/1/", "results/people/1/", "qualification/statuses/1/export"),
    *("qualification/statuses/1/file.csv", "qualification/statuses/1/print"),
]
ACTS = ["roster/read", "results/read", "results/columns/1/enter", "results/columns/1/switch"]


@pytest.mark.parametrize("role", ["learner", "assistant"])
def test_whoever_does_not_teach_sees_no_results(lms: Lms, role: str) -> None:
    somebody = Teacher.of(lms, sub="somebody", roles=ROLES[role])

    seen = {path: somebody.see(path).status_code for path in ADDRESSES}
    done = {path: somebody.do(path).status_code for path in ACTS}

    assert seen.pop("roster/") == (200 if role == "assistant" else 403)
    assert done.pop("roster/read") == (409 if role == "assistant" else 403)
    assert set(seen.values()) == set(done.values()) == {403}


@pytest.mark.parametrize("path", ["results/columns/999/", "qualification/statuses/999/export"])
def test_what_is_not_there_is_told_as_such(teacher: Teacher, path: str) -> None:
    assert teacher.see(path).status_code == 404
