"""A link that was picked finds its exam when it is launched, also in a course that was copied."""

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.assessments import api as assessments
from lti_exams.audit import api as audit
from lti_exams.exams import api as exams
from lti_exams.launches.models import Link, Placement
from lti_exams.tools import api as tools
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.pages import text_of
from tests.factories.teaching import Teacher
from tests.factories.tools import FakeTool

pytestmark = pytest.mark.django_db

LEARNER = {"sub": "learner-1", "name": "Lea Learner", "roles": [f"{MEMBERSHIP}Learner"]}
COPY = {
    "context": {"id": "course-2", "title": "Course 101, next year"},
    "resource_link": {"id": "link-2", "title": "Final exam"},
}


@pytest.fixture
def teacher(lms: Lms) -> Teacher:
    return Teacher.of(lms, resource_link={"id": "link-0"})


@pytest.fixture
def chosen_from() -> assessments.Assessment:
    """A tool in which papers lie."""
    tool = FakeTool.registered(
        tools.ToolKind.ASSESSMENT, name="Quill", host="quill.example", key_name="quill"
    )
    return assessments.of_tool(tool.tool, by="test", now=timezone.now())


def names(exam: exams.Exam, **more: str) -> dict[str, object]:
    return {"custom": {"lti_exams_opens": f"exam:{exam.pk}", **more}}


class TestTheFirstLaunchOfAPickedLink:
    def test_brings_a_learner_to_the_exam(self, lms: Lms, teacher: Teacher) -> None:
        exam = teacher.exam()

        page = Teacher.of(lms, **LEARNER, **names(exam)).see()

        assert "Final exam" in text_of(page)
        assert (Placement.objects.get().kind, Placement.objects.get().key) == ("exam", str(exam.pk))

    def test_is_written_down(self, lms: Lms, teacher: Teacher) -> None:
        exam = teacher.exam()

        Teacher.of(lms, **LEARNER, **names(exam))

        entry = audit.entries_about(f"link:{Placement.objects.get().link_id}").get()
        assert entry.after == {"opens": "exam", "key": str(exam.pk)}

    def test_brings_a_teacher_to_the_dashboard(self, lms: Lms) -> None:
        page = Teacher.of(lms, custom={"lti_exams_opens": "dashboard"}).see()

        assert "Links in this course" in text_of(page)

    def test_brings_a_teacher_to_the_list(self, lms: Lms) -> None:
        Teacher.of(lms, custom={"lti_exams_opens": "qualification"}).see()

        assert Placement.objects.get().kind == "qualification"

    def test_changes_nothing_that_a_teacher_chose(self, lms: Lms, teacher: Teacher) -> None:
        Teacher.of(lms).do("place", kind="dashboard")

        Teacher.of(lms, **LEARNER, **names(teacher.exam()))

        assert Placement.objects.get().kind == "dashboard"

    def test_opens_no_exam_of_another_course(self, lms: Lms, teacher: Teacher) -> None:
        other = Teacher.of(lms, **COPY).exam(title="Elsewhere")

        page = Teacher.of(lms, **LEARNER, **names(other)).see()

        assert "Elsewhere" not in text_of(page)
        assert not Placement.objects.exists()

    @pytest.mark.parametrize(
        "told",
        ["", "exam:", "exam:x", "exam:999", "exam:-1", f"exam:{10**30}", "x", ":", "💥"],
    )
    def test_is_no_worse_for_a_parameter_that_means_nothing(self, lms: Lms, told: str) -> None:
        page = Teacher.of(lms, **LEARNER, custom={"lti_exams_opens": told}).see()

        assert "This link is not ready yet" in text_of(page)


class TestACopiedCourse:
    @pytest.mark.parametrize(
        "history",
        [
            {"context_id_history": "course-1"},
            {"context_id_history": "older,course-1"},
            {"resource_link_id_history": "link-1"},
        ],
    )
    def test_offers_the_teacher_to_copy_the_exam(
        self, lms: Lms, teacher: Teacher, history: dict[str, str]
    ) -> None:
        exam = placed(lms, teacher)

        page = text_of(Teacher.of(lms, **COPY, **names(exam, **history)).see())

        assert "This link was copied with its course" in page
        assert "Copy “Final exam” and open it here" in page

    def test_finds_the_exam_of_the_original_link_without_a_parameter(
        self, lms: Lms, teacher: Teacher
    ) -> None:
        placed(lms, teacher)

        custom = {"resource_link_id_history": "link-1"}
        page = text_of(Teacher.of(lms, **COPY, custom=custom).see())

        assert "Copy “Final exam” and open it here" in page

    def test_reads_ids_that_are_written_as_in_an_address(self, lms: Lms, teacher: Teacher) -> None:
        original = Teacher.of(lms, context={"id": "a,b c"}, resource_link={"id": "l3"})
        told = names(original.exam(), context_id_history="a%2Cb%20c")

        assert "Copy “Final exam”" in text_of(Teacher.of(lms, **COPY, **told).see())

    def test_tells_learners_kindly_what_they_wait_for(self, lms: Lms, teacher: Teacher) -> None:
        told = names(placed(lms, teacher), context_id_history="course-1")

        page = text_of(Teacher.of(lms, **(LEARNER | COPY), **told).see())

        assert "was made from an earlier course" in page
        assert "You have missed nothing" in page

    def test_gets_a_copy_that_is_its_own(self, lms: Lms, teacher: Teacher) -> None:
        exam = placed(lms, teacher)
        copying = Teacher.of(lms, **COPY, **names(exam, context_id_history="course-1"))

        page = copying.do("relink")

        copy = exams.exam_of(copying.course, "final")
        assert copy != exam
        assert copy.limit_seconds == 3_600
        assert page.redirect_chain[-1][0] == f"{copying.page}exams/{copy.pk}/"
        placement = Placement.objects.get(link=Link.objects.get(resource_link_id="link-2"))
        assert placement.key == str(copy.pk)

    def test_leaves_words_and_people_of_the_original_behind(
        self, lms: Lms, teacher: Teacher
    ) -> None:
        exam = placed(lms, teacher, access_rules=({"rule": "password", "password": "sesame"},))
        copying = Teacher.of(lms, **COPY, **names(exam, context_id_history="course-1"))

        copying.do("relink")

        assert exams.exam_of(copying.course, "final").access_rules == []

    @pytest.mark.parametrize(("sub", "comes"), [(None, True), ("another-teacher", False)])
    def test_gets_the_questions_where_its_teacher_teaches_the_original(
        self,
        lms: Lms,
        teacher: Teacher,
        chosen_from: assessments.Assessment,
        sub: str | None,
        comes: bool,
    ) -> None:
        exam = placed(lms, teacher, assessment=chosen_from.key)
        content = assessments.Content(title="Paper A", custom={"paper": "a"})
        assessments.choose_content(exam, chosen_from, content, by="test", now=timezone.now())
        who = COPY | ({"sub": sub} if sub else {})
        copying = Teacher.of(lms, **who, **names(exam, context_id_history="course-1"))

        copying.do("relink")

        copy = exams.exam_of(copying.course, "final")
        chosen = assessments.content_of(copy, chosen_from)
        assert copy.assessment == (exam.assessment if comes else "")
        assert (chosen.custom if chosen else None) == ({"paper": "a"} if comes else None)

    def test_makes_one_copy_for_two_links(self, lms: Lms, teacher: Teacher) -> None:
        told = names(placed(lms, teacher), context_id_history="course-1")
        Teacher.of(lms, **COPY, **told).do("relink")
        second = Teacher.of(lms, **(COPY | {"resource_link": {"id": "link-3"}}), **told)

        second.do("relink")

        assert exams.exams_of(second.course).count() == 1

    def test_is_told_nothing_of_a_course_that_it_does_not_come_from(
        self, lms: Lms, teacher: Teacher
    ) -> None:
        exam = placed(lms, teacher)
        copying = Teacher.of(lms, **COPY, **names(exam, context_id_history="course-9"))

        assert "Final exam” and open it here" not in text_of(copying.see())
        assert copying.do("relink").status_code == 404

    def test_is_told_nothing_of_a_course_of_another_lms(self, lms: Lms, teacher: Teacher) -> None:
        exam = placed(lms, teacher)
        other = Lms.registered(issuer="https://other.example", key_name="other")
        copying = Teacher.of(other, **COPY, **names(exam, context_id_history="course-1"))

        assert copying.do("relink").status_code == 404

    def test_is_copied_by_no_learner(self, lms: Lms, teacher: Teacher) -> None:
        told = names(placed(lms, teacher), context_id_history="course-1")
        learner = Teacher.of(lms, **(LEARNER | COPY), **told)

        assert learner.do("relink").status_code == 403
        assert not exams.exams_of(learner.course).exists()

    @pytest.mark.parametrize("history", ["", ",,,", "%00", "%", "x" * 5_000, "a," * 500])
    def test_is_no_worse_for_a_history_that_means_nothing(
        self, lms: Lms, teacher: Teacher, history: str
    ) -> None:
        told = names(placed(lms, teacher), context_id_history=history)

        assert Teacher.of(lms, **COPY, **told).see().status_code == 200


def placed(lms: Lms, teacher: Teacher, **changes: object) -> exams.Exam:
    """Return an exam of the original course that its link opens."""
    exam = teacher.exam(**changes)
    Teacher.of(lms).do("place", kind="exam", key=str(exam.pk))
    assert lms.launch(Client(), **LEARNER).status_code == 303
    return exam
