"""A teacher picks what a new link opens, inside our pages, for the LMS."""

from datetime import UTC, datetime

import pytest

from lti_exams.exams import api as exams
from tests.factories.deep_linking import asked, claims_of, items_of
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.pages import text_of
from tests.factories.teaching import typed

pytestmark = pytest.mark.django_db

OPENS, DUE = datetime(2027, 2, 1, 9, tzinfo=UTC), datetime(2027, 2, 1, 12, tzinfo=UTC)


class TestWhatCanBePicked:
    def test_is_every_exam_that_learners_can_use(self, lms: Lms) -> None:
        teacher = asked(lms)
        teacher.exam(title="Midterm")
        teacher.exam(title="Withdrawn", slug="withdrawn", is_active=False)

        page = text_of(teacher.see())

        assert "Midterm" in page
        assert "Withdrawn" not in page

    def test_is_nothing_for_a_learner_who_still_finds_the_way_back(self, lms: Lms) -> None:
        learner = asked(lms, who={"sub": "learner-1", "roles": [f"{MEMBERSHIP}Learner"]})

        assert "There is nothing for you to choose" in text_of(learner.see())
        assert items_of(learner, learner.do("deep-linking")) == []

    def test_is_nothing_where_the_lms_takes_no_links(self, lms: Lms) -> None:
        teacher = asked(lms, accept_types=["file", "html"])
        exam = teacher.exam()

        assert "Your LMS takes no links here" in text_of(teacher.see())
        assert teacher.do("deep-linking", picked=f"exam:{exam.pk}").status_code == 400
        assert items_of(teacher, teacher.do("deep-linking")) == []


class TestPickingAnExam:
    def test_brings_a_link_that_names_the_exam_and_asks_for_histories(self, lms: Lms) -> None:
        teacher = asked(lms)
        exam = teacher.exam()

        [item] = items_of(teacher, teacher.do("deep-linking", picked=f"exam:{exam.pk}"))

        assert (item["type"], item["title"]) == ("ltiResourceLink", "Final exam")
        assert item["url"].endswith("/lti/launch")
        assert item["custom"]["lti_exams_opens"] == f"exam:{exam.pk}"
        assert item["custom"]["resource_link_id_history"] == "$ResourceLink.id.history"
        assert item["custom"]["context_id_history"] == "$Context.id.history"
        assert item["custom"]["submission_end"] == "$ResourceLink.submission.endDateTime"

    def test_asks_for_a_column_of_its_full_marks(self, lms: Lms) -> None:
        teacher = asked(lms)
        exam = teacher.exam(maximum_points=405_000)

        [item] = items_of(teacher, teacher.do("deep-linking", picked=f"exam:{exam.pk}"))

        assert item["lineItem"] == {
            "label": "Final exam",
            "scoreMaximum": 40.5,
            "resourceId": f"exam:{exam.pk}",
            "tag": "exam",
        }

    def test_asks_for_no_column_for_an_exam_of_which_the_lms_learns_nothing(self, lms: Lms) -> None:
        teacher = asked(lms)
        exam = teacher.exam(kind=exams.Kind.PRACTICE)

        [item] = items_of(teacher, teacher.do("deep-linking", picked=f"exam:{exam.pk}"))

        assert "lineItem" not in item

    def test_tells_when_work_is_handed_in(self, lms: Lms) -> None:
        teacher = asked(lms)
        exam = teacher.exam(opens_at=OPENS, due_at=DUE)

        [item] = items_of(teacher, teacher.do("deep-linking", picked=f"exam:{exam.pk}"))

        assert item["submission"] == {
            "startDateTime": "2027-02-01T09:00:00Z",
            "endDateTime": "2027-02-01T12:00:00Z",
        }
        assert "available" not in item

    def test_hides_the_link_until_then_where_the_teacher_wants_it(self, lms: Lms) -> None:
        teacher = asked(lms)
        exam = teacher.exam(opens_at=OPENS, due_at=DUE)

        told = {"picked": f"exam:{exam.pk}", "hidden_until_open": "on"}
        [item] = items_of(teacher, teacher.do("deep-linking", **told))

        assert item["available"] == {"startDateTime": "2027-02-01T09:00:00Z"}

    @pytest.mark.parametrize("picked", ["exam:", "exam:x", "exam:999", "exam:-1", "exam:²"])
    def test_refuses_what_the_course_does_not_have(self, lms: Lms, picked: str) -> None:
        assert asked(lms).do("deep-linking", picked=picked).status_code == 404

    @pytest.mark.parametrize("picked", ["wizard", "\x00", "exam", "dashboard:1"])
    def test_refuses_what_is_not_offered(self, lms: Lms, picked: str) -> None:
        assert asked(lms).do("deep-linking", picked=picked).status_code in (400, 404)

    def test_refuses_an_exam_of_another_course(self, lms: Lms) -> None:
        other = asked(lms, who={"context": {"id": "c2"}})
        exam = other.exam()

        assert asked(lms).do("deep-linking", picked=f"exam:{exam.pk}").status_code == 404


class TestPickingSomethingElse:
    def test_brings_the_dashboard_without_a_column(self, lms: Lms) -> None:
        teacher = asked(lms)

        [item] = items_of(teacher, teacher.do("deep-linking", picked="dashboard"))

        assert item["custom"]["lti_exams_opens"] == "dashboard"
        assert "lineItem" not in item

    def test_brings_the_list_of_who_qualifies(self, lms: Lms) -> None:
        teacher = asked(lms)

        [item] = items_of(teacher, teacher.do("deep-linking", picked="qualification"))

        assert item["title"] == "Who qualifies for the final exam"
        assert item["custom"]["lti_exams_opens"] == "qualification"

    def test_brings_an_exam_that_is_made_on_the_spot(self, lms: Lms) -> None:
        teacher = asked(lms)

        [item] = items_of(teacher, teacher.do("deep-linking/new", **typed(title="Midterm")))

        exam = exams.exam_of(teacher.course, "midterm")
        assert item["custom"]["lti_exams_opens"] == f"exam:{exam.pk}"

    def test_shows_what_is_wrong_with_it_and_makes_nothing(self, lms: Lms) -> None:
        teacher = asked(lms)

        page = teacher.do("deep-linking/new", **typed(limit_seconds="-1"))

        assert page.status_code == 422
        assert not exams.exams_of(teacher.course).exists()

    def test_makes_nothing_for_a_learner(self, lms: Lms) -> None:
        learner = asked(lms, who={"sub": "learner-1", "roles": [f"{MEMBERSHIP}Learner"]})

        assert learner.do("deep-linking/new", **typed()).status_code == 403
        assert not exams.exams_of(learner.course).exists()

    def test_brings_nothing_where_nothing_was_picked(self, lms: Lms) -> None:
        teacher = asked(lms)

        claims = claims_of(teacher, teacher.do("deep-linking"))

        assert claims["https://purl.imsglobal.org/spec/lti-dl/claim/content_items"] == []
        assert claims["https://purl.imsglobal.org/spec/lti-dl/claim/data"] == "kept-for-the-lms"
