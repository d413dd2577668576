"""Pages on which an exam gets its vendor, its wishes and its watchers."""

from typing import Any

import pytest
from django.test import Client

from lti_exams.accounts.api import User
from lti_exams.exams import api as exams
from lti_exams.proctoring import api as proctoring
from tests.factories.lms import Lms
from tests.factories.pages import text_of
from tests.factories.proctoring import lti_vendor, null_vendor
from tests.factories.teaching import Teacher, typed

pytestmark = pytest.mark.django_db

WISHES = {"onboarding_days": "365", "settings": "", "policy": ""}


@pytest.fixture
def teacher(lms: Lms) -> Teacher:
    return Teacher.of(lms)


@pytest.fixture
def staff() -> Client:
    """A browser in which a member of staff has signed in."""
    client = Client()
    client.force_login(User.objects.create_user("staff", password="a long phrase", is_staff=True))
    return client


class TestTheFormOfAnExam:
    def test_offers_the_vendors_that_are_connected(self, teacher: Teacher) -> None:
        vendor = null_vendor(name="Watchful")

        teacher.do("exams/new", **typed(kind="proctored", vendor=vendor.reference))

        assert exams.Exam.objects.get().vendor == vendor.reference
        assert "Watchful" in text_of(teacher.see("exams/new"))

    def test_offers_none_that_is_switched_off(self, teacher: Teacher) -> None:
        vendor = null_vendor()
        vendor.is_active = False
        vendor.save()

        answer = teacher.do("exams/new", **typed(kind="proctored", vendor=vendor.reference))

        assert answer.status_code == 422


class TestTheGuardingOfAnExam:
    @pytest.fixture
    def exam(self, teacher: Teacher) -> exams.Exam:
        return teacher.exam(vendor=null_vendor().reference, kind=exams.Kind.PROCTORED)

    def decided(self, teacher: Teacher, exam: exams.Exam, **changes: Any) -> int:
        told = {**WISHES, **changes}
        return teacher.do(f"exams/{exam.pk}/proctoring/decide", **told).status_code

    def test_keeps_what_the_teacher_wishes(self, teacher: Teacher, exam: exams.Exam) -> None:
        policy = '{"second_above": 0.5}'

        assert self.decided(teacher, exam, needs_second_review="on", policy=policy) == 200

        kept = proctoring.proctoring_of(exam)
        assert kept.needs_second_review
        assert kept.policy_document == {"second_above": 0.5}

    @pytest.mark.parametrize(
        "changes",
        [
            {"policy": "{"},
            {"policy": "[1]"},
            {"policy": '{"second_above": 2}'},
            {"policy": '{"made_up": 1}'},
            {"settings": "nothing"},
            {"onboarding_days": "0"},
        ],
    )
    def test_refuses_what_makes_no_sense(
        self, teacher: Teacher, exam: exams.Exam, changes: dict[str, str]
    ) -> None:
        assert self.decided(teacher, exam, **changes) == 422
        assert not proctoring.proctoring_of(exam).needs_second_review

    def test_lets_its_vendor_guard_the_whole_course(
        self, teacher: Teacher, exam: exams.Exam
    ) -> None:
        older = null_vendor(key="older", name="Older")
        other = teacher.exam(slug="other", vendor=older.reference, kind=exams.Kind.PROCTORED)

        page = teacher.do(f"exams/{exam.pk}/proctoring/everywhere")

        assert "Nobody guards the exams of this course now: 1 exam changed." in text_of(page)
        other.refresh_from_db()
        assert other.vendor == exam.vendor == exams.usual_of(teacher.course).vendor

    def test_lists_somebody_of_the_course_and_takes_them_off(
        self, teacher: Teacher, exam: exams.Exam
    ) -> None:
        teacher.learner("Wanda Watch")

        page = teacher.do(f"exams/{exam.pk}/proctoring/list", person="Wanda Watch", part="proctor")

        assert "Wanda Watch" in text_of(page)
        listed = proctoring.proctors_of(teacher.course, exam).get()
        teacher.do(f"exams/{exam.pk}/proctoring/list/{listed.pk}/remove")
        assert not proctoring.proctors_of(teacher.course, exam).exists()

    def test_lists_nobody_whom_the_course_does_not_know(
        self, teacher: Teacher, exam: exams.Exam
    ) -> None:
        told = {"person": "Somebody Else", "part": "proctor"}

        assert teacher.do(f"exams/{exam.pk}/proctoring/list", **told).status_code == 422

    def test_keeps_where_the_course_is_written_to(self, teacher: Teacher, exam: exams.Exam) -> None:
        address = f"exams/{exam.pk}/proctoring/mailbox"
        told = {"escalation_email": "help@university.example"}

        page = teacher.do(address, **told).content.decode()
        wrong = teacher.do(address, escalation_email="nobody")

        assert 'value="help@university.example"' in page
        assert wrong.status_code == 422
        assert exams.usual_of(exam.course).escalation_email == "help@university.example"

    def test_lists_a_csv_and_says_which_lines_were_wrong(
        self, teacher: Teacher, exam: exams.Exam
    ) -> None:
        known = teacher.learner("Wanda Watch")
        rows = f"sub,part,exam\n{known.sub},reviewer,{exam.slug}\nnobody,proctor,\n"

        page = text_of(teacher.do(f"exams/{exam.pk}/proctoring/list-csv", csv=rows))

        assert "1 line was listed" in page
        assert "Line 3: the course knows nobody with this id" in page


class TestThePagesOfVendors:
    def test_connect_one_that_is_no_lti_tool(self, staff: Client) -> None:
        told = {"key": "nobody", "name": "Nobody", "way": "null", "address": "", "policy": ""}

        staff.post("/staff/vendors/add", told)

        assert proctoring.by_key("nobody").way == "null"

    def test_tell_the_secret_of_one_by_rest_once(self, staff: Client) -> None:
        told = {
            "key": "r",
            "name": "R",
            "way": "rest",
            "address": "https://r.example",
            "policy": "",
        }

        page = staff.post("/staff/vendors/add", told).content.decode()

        assert proctoring.by_key("r").secret in page

    def test_keep_its_units_and_its_own_words(self, staff: Client) -> None:
        null_vendor(units=["Physics"], email_texts={"verified": "All was well."})
        shown = staff.get("/staff/vendors/nobody").context["form"].initial
        told = {"units": shown["units"], "email_text_verified": shown["email_text_verified"]}

        staff.post("/staff/vendors/nobody", {"name": "N", "policy": "", **told})

        vendor = proctoring.by_key("nobody")
        assert (vendor.units, vendor.email_texts) == (["Physics"], {"verified": "All was well."})

    def test_say_what_is_wrong_with_one(self, staff: Client) -> None:
        told = {"key": "r", "name": "Rest", "way": "rest", "address": "ftp://x", "policy": ""}

        assert staff.post("/staff/vendors/add", told).status_code == 422

    def test_change_what_follows_from_what_an_lti_vendor_tells(self, staff: Client) -> None:
        vendor = lti_vendor().vendor
        told = {"name": "Hawkeye", "policy": '{"reject_above": 0.9}'}

        staff.post(f"/staff/vendors/{vendor.key}", told)

        assert f'href="/staff/vendors/{vendor.key}"' in (
            staff.get(f"/staff/tools/{vendor.tool.pk}").content.decode()
        )
        changed = proctoring.by_key(vendor.key)
        assert changed.policy_document == {"reject_above": 0.9}
        assert changed.tool == vendor.tool

    def test_switch_one_off_and_on(self, staff: Client) -> None:
        null_vendor()

        staff.post("/staff/vendors/nobody/switch")
        assert not proctoring.by_key("nobody").is_active
        staff.post("/staff/vendors/nobody/switch", {"on": "yes"})
        assert proctoring.by_key("nobody").is_active

    def test_show_a_new_secret_once(self, staff: Client) -> None:
        null_vendor(
            key="rest", way=proctoring.Way.REST, address="https://vendor.example/api", name="R"
        )

        page = staff.post("/staff/vendors/rest/secret")

        secret = proctoring.by_key("rest").secret
        assert secret in page.content.decode()
        assert secret not in staff.get("/staff/vendors/rest").content.decode()

    def test_are_for_staff_alone(self, client: Client) -> None:
        assert client.get("/staff/vendors").status_code == 302
