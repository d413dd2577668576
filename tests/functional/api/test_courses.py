import pytest
from django.utils import timezone

from lti_exams.exams import api as exams
from lti_exams.journeys.mail_learners import ATTEMPT_MAILS
from lti_exams.outbox import api as outbox
from tests.factories import exams as make
from tests.factories.rest import Hall, Scope, by_token

pytestmark = pytest.mark.django_db


class TestCourses:
    def test_are_all_of_them_for_a_program_without_a_course(self, hall: Hall) -> None:
        make.course(timezone.now(), "Zoology")

        told = by_token(Scope.EXAMS_READ).get("courses").json()

        assert sorted(one["title"] for one in told["results"]) == ["Zoology", "course-1"]

    def test_are_found_by_a_part_of_their_title(self, hall: Hall) -> None:
        zoology = make.course(timezone.now(), "Zoology")

        told = by_token(Scope.EXAMS_READ).get("courses", search="zool").json()

        assert [one["id"] for one in told["results"]] == [zoology.pk]

    def test_are_their_own_for_everybody_else(self, hall: Hall) -> None:
        make.course(timezone.now(), "Zoology")

        told = hall.learner.get("courses").json()

        assert [one["id"] for one in told["results"]] == [hall.course.pk]


class TestTheConfigurationOfACourse:
    def _decide(self, hall: Hall, **told: object):
        return hall.teacher.patch(f"{hall.of_course}/configuration", told)

    def test_is_changed_where_something_is_named(self, hall: Hall) -> None:
        self._decide(hall, vendor="tool:1")

        told = self._decide(hall, escalation_email="help@university.example").json()

        assert told == {
            "vendor": "tool:1",
            "escalation_email": "help@university.example",
            "mails_learners": False,
        }

    def test_says_whether_learners_are_written_to(self, hall: Hall) -> None:
        outbox.decide_notice(ATTEMPT_MAILS, "", is_on=True)

        told = [self._decide(hall, mails_learners=wish).json() for wish in (False, None)]

        assert [one["mails_learners"] for one in told] == [False, True]

    def test_gives_its_vendor_to_new_exams_that_need_one(self, hall: Hall) -> None:
        self._decide(hall, vendor="tool:1")

        new = {"slug": "new", "title": "New", "kind": "proctored"}
        told = hall.teacher.post(f"{hall.of_course}/exams", new).json()

        assert told["vendor"] == "tool:1"

    def test_touches_no_exam_that_is_there(self, hall: Hall) -> None:
        before = exams.definition_of(hall.exam)

        self._decide(hall, vendor="tool:1")

        hall.exam.refresh_from_db()
        assert exams.definition_of(hall.exam) == before

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("vendor", "nonsense"),
            ("vendor", None),
            ("escalation_email", "nobody"),
            ("escalation_email", "a@b, c@d"),
            ("escalation_email", "x" * 300 + "@example.org"),
            ("provider", "tool:1"),
        ],
    )
    def test_is_refused_by_the_name_of_its_field(
        self, hall: Hall, name: str, value: object
    ) -> None:
        answer = self._decide(hall, **{name: value})

        assert (answer.status_code, answer.json()["field"]) == (422, name)


class TestOnboarding:
    def test_is_none_where_the_course_has_none(self, hall: Hall) -> None:
        told = hall.learner.get(f"{hall.of_course}/onboarding").json()

        assert (told["exam"], told["status"]) == (None, "none")

    def test_is_the_status_of_the_newest_attempt(self, hall: Hall) -> None:
        now = timezone.now()
        kind = exams.Kind.ONBOARDING
        exam = make.exam(hall.course, now=now, slug="hello", kind=kind, vendor="tool:1")
        before = hall.learner.get(f"{hall.of_course}/onboarding").json()["status"]
        make.attempt(exam, hall.learner.person, now=now)

        after = hall.learner.get(f"{hall.of_course}/onboarding").json()["status"]

        assert (before, after) == ("not_started", "created")


class TestVendors:
    def test_are_none_before_a_tool_is_registered(self, hall: Hall) -> None:
        assert hall.learner.get("vendors").json() == {"results": []}
