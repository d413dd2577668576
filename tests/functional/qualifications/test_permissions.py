"""The permission matrix: every role on every address of a course's lists."""

import pytest
from django.test import Client

from lti_exams.accounts.api import Unit, UnitStaff, User
from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from tests.factories.final_lists import Class, rows_of, saved
from tests.factories.lms import MEMBERSHIP, Lms
from tests.factories.pages import open_as, ours
from tests.factories.qualifying import ALL

pytestmark = pytest.mark.django_db
ROLE = {
    "assistant": f"{MEMBERSHIP}Instructor#TeachingAssistant".replace(
        "membership#Instructor", "membership/Instructor"
    ),
    "learner": f"{MEMBERSHIP}Learner",
    "nobody": f"{MEMBERSHIP}Mentor",
}


PAGES = ("", "statuses/{status}/")
FORM = {"single-student": "Cem Example", "single-qualifies": "yes", "single-reason": "Ill"}
ACTS = ("begin", "retract", "overrides", "overrides/1/agree", "overrides/1/withdraw")


class TestWhoMay:
    """The permission matrix: every role on every address."""

    @pytest.mark.parametrize("role", ["assistant", "learner", "nobody"])
    def test_is_not_somebody_who_does_not_teach(self, lms: Lms, school: Class, role: str) -> None:
        status = saved(school)
        other = Client()
        page = open_as(lms, other, sub=f"{role}-1", name="Ida", roles=[ROLE[role]])

        for path in PAGES:
            address = f"{page}qualification/{path.format(status=status.pk)}"
            assert other.get(address).status_code == 403, path
        for path in ACTS:
            told = {"retract-message": "x", **FORM}
            answer = other.post(f"{page}qualification/{path}", told, headers=ours())
            assert answer.status_code in (403, 404), path
        assert qualifications.statuses_of(school.teacher.course).count() == 1

    def test_is_whoever_teaches(self, school: Class) -> None:
        status = saved(school)

        for path in PAGES:
            address = f"qualification/{path.format(status=status.pk)}"
            assert school.teacher.see(address).status_code == 200

    def test_is_no_teacher_on_the_page_of_a_learner(self, school: Class) -> None:
        assert school.teacher.see("qualification/mine").status_code == 403

    @pytest.mark.parametrize(
        ("about", "code"),
        [
            ({"is_staff": True}, 200),
            ({"is_staff": True, "is_superuser": True}, 200),
            ({}, 404),
        ],
    )
    def test_is_staff_of_the_service(
        self, school: Class, about: dict[str, bool], code: int
    ) -> None:
        status = saved(school)
        user = User.objects.create_user("someone", **about)
        browser = Client()
        browser.force_login(user)

        for path in PAGES:
            home = f"/staff/courses/{school.teacher.course.pk}/qualification/"
            answer = browser.get(home + path.format(status=status.pk))
            assert answer.status_code == code, path

    @pytest.mark.parametrize(("is_theirs", "code"), [(True, 200), (False, 404)])
    def test_is_staff_of_the_department(
        self,
        school: Class,
        is_theirs: bool,
        code: int,
    ) -> None:
        status = saved(school)
        theirs, other = (Unit.objects.create(name=name) for name in ("Biology", "Law"))
        launches.Course.objects.update(unit=theirs if is_theirs else other)
        user = User.objects.create_user("dean")
        UnitStaff.objects.create(user=user, unit=theirs)
        browser = Client()
        browser.force_login(user)

        for path in PAGES:
            home = f"/staff/courses/{school.teacher.course.pk}/qualification/"
            answer = browser.get(home + path.format(status=status.pk))
            assert answer.status_code == code, path

    def test_is_nobody_who_has_not_signed_in(self, school: Class) -> None:
        home = f"/staff/courses/{school.teacher.course.pk}/qualification/"

        assert "sign-in" in Client().get(home)["Location"]

    def test_lets_staff_go_through_the_wizard_without_an_lms(self, school: Class) -> None:
        browser, course = Client(), school.teacher.course
        browser.force_login(User.objects.create_user("office", is_staff=True))
        begun = browser.post(f"/staff/courses/{course.pk}/qualification/begin", headers=ours())
        home = begun["Location"].removesuffix("plugins")
        plugin = browser.post(f"{home}plugins", {"plugin": ALL}, headers=ours())["Location"]
        browser.get(plugin)

        assert list(rows_of(browser.get(f"{home}preview"))) == ["Ada", "Ben", "Cem"]
        browser.post(f"{home}save", {"status": "ready", "message": ""}, headers=ours())

        assert qualifications.statuses_of(course).count() == 1
