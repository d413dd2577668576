"""What the shipped plugins ask on pages of their own."""

import re

import pytest
from django.utils import timezone

from lti_exams.kernel.points import scaled
from lti_exams.milestones import api as milestones
from lti_exams.qualifications import api as qualifications
from tests.factories import exams as make
from tests.factories import gradebook as book
from tests.factories.final_lists import Class, Wizard, rows_of
from tests.factories.lms import Lms
from tests.factories.pages import text_of
from tests.factories.qualifying import (
    ADVANCED,
    ALL,
    EARLIER,
    MANUAL,
    MILESTONES,
    POINTS,
    SUBSET,
    decided_by_hand,
)
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db


class TestThePagesOfPlugins:
    @pytest.mark.parametrize("plugin", [SUBSET, POINTS, MANUAL, ADVANCED])
    def test_have_the_same_box_with_save_and_back(self, wizard: Wizard, plugin: str) -> None:
        page = wizard.teacher.browser.get(wizard.choose(plugin)).content.decode()

        assert '<button type="submit">Save and look at the preview</button>' in page
        assert f'href="/qualification/runs/{wizard.key}/plugins">Back</a>' in page

    def test_lead_straight_on_where_nothing_is_asked(self, wizard: Wizard) -> None:
        answer = wizard.teacher.browser.get(wizard.choose(ALL))

        assert answer["Location"] == f"{wizard.home}preview"
        assert f'href="{wizard.home}plugins">Back</a>' in wizard.see("preview").content.decode()

    def test_take_points_with_a_comma_and_zero_as_zero(self, school: Class, wizard: Wizard) -> None:
        keys = [one.pk for one in school.columns]
        page = wizard.through(POINTS, columns=keys, minimum="79,5")
        assert [name for name, row in rows_of(page).items() if " Not " not in row] == ["Ada", "Ben"]

        page = wizard.through(POINTS, columns=keys, minimum="0")
        assert all(row.split()[1] == "Qualified" for row in rows_of(page).values())

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"columns": []}, "Choose at least one assignment"),
            ({"minimum": "many"}, "Write a number from zero up"),
            ({"columns": ["999999"]}, "is not one of the available choices"),
        ],
    )
    def test_say_what_is_wrong_beside_the_field(
        self, school: Class, wizard: Wizard, fields: dict[str, object], words: str
    ) -> None:
        told = {"columns": [one.pk for one in school.columns], "minimum": ""} | fields

        answer = wizard.tell(wizard.choose(POINTS), **told)

        assert answer.status_code == 422
        assert words in text_of(answer)

    def test_let_students_be_chosen_page_by_page(
        self, school: Class, wizard: Wizard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("lti_exams.plugins.pages.manual.ON_A_PAGE", 2)
        address = wizard.choose(MANUAL)
        ada, cem = school.member("Ada").pk, school.member("Cem").pk

        second = wizard.tell(address, who="chosen", people=[ada], page="2")["Location"]
        assert "Cem Example" in text_of(wizard.teacher.browser.get(second))
        wizard.tell(second, who="chosen", people=[cem])

        told = rows_of(wizard.see("preview"))
        assert {name: row.split()[1] for name, row in told.items()} == {
            "Ada": "Qualified",
            "Ben": "Not",
            "Cem": "Qualified",
        }

    def test_take_rules_as_people_write_them(self, school: Class, wizard: Wizard) -> None:
        address = wizard.choose(ADVANCED)
        rules = {
            "shape": "1",
            "passed-0": "essay | Report",
            "groups-0-0": "Essay | Report * 1.5\nReport",
            "minimum-0-0": "120",
            "maximum-0-0": "",
            "drop-0-0": "",
        }

        wizard.tell(address, **rules)

        assert wizard.run.plugin_settings["rules"][0]["sums"][0]["minimum"] == scaled(120)
        assert rows_of(wizard.see("preview"))["Ada"].split()[1] == "Qualified"
        page = wizard.teacher.browser.get(address).content.decode()
        assert "Essay | Report * 1.5" in page

    def test_grow_by_a_rule_and_lose_nothing(self, wizard: Wizard) -> None:
        address = wizard.choose(ADVANCED)

        page = wizard.tell(address, **{"shape": "1", "passed-0": "Essay", "more": "rule"})

        assert 'name="shape" value="1,1"' in page.content.decode()
        assert ">\nEssay</textarea>" in page.content.decode()

    def test_name_an_assignment_that_is_not_there(self, wizard: Wizard) -> None:
        answer = wizard.tell(wizard.choose(ADVANCED), **{"shape": "0", "passed-0": "Assay"})

        assert "No assignment is called “Assay”." in text_of(answer)

    def test_offer_only_earlier_courses_that_the_teacher_teaches(
        self, lms: Lms, school: Class, wizard: Wizard
    ) -> None:
        earlier = {"id": "c0", "title": "Last year"}
        old = Teacher.of(lms, context=earlier, resource_link={"id": "l0"}).course
        make.person(old)
        decided_by_hand(old, now=timezone.now())
        elsewhere = {"sub": "teacher-2", "context": {"id": "c9", "title": "Elsewhere"}}
        Teacher.of(lms, **elsewhere, resource_link={"id": "l9"})

        page = text_of(wizard.teacher.browser.get(wizard.choose(EARLIER)))

        assert "Last year" in page
        assert "Elsewhere" not in page

    def test_say_that_the_teacher_teaches_no_earlier_course(
        self, lms: Lms, school: Class, wizard: Wizard
    ) -> None:
        elsewhere = {"sub": "teacher-2", "context": {"id": "c9", "title": "Elsewhere"}}
        old = Teacher.of(lms, **elsewhere, resource_link={"id": "l9"}).course
        make.person(old)
        decided_by_hand(old, now=timezone.now())

        page = text_of(wizard.teacher.browser.get(wizard.choose(EARLIER)))

        assert "you teach no other course of this LMS" in page

    def test_choose_at_first_what_somebody_can_pass(self, school: Class, wizard: Wizard) -> None:
        book.column(school.teacher.course, "Lab", now=timezone.now(), pass_limit=None)

        passed = wizard.teacher.browser.get(wizard.choose(SUBSET)).content.decode()
        added = wizard.teacher.browser.get(wizard.choose(POINTS)).content.decode()

        assert passed.count(" checked") == 2
        assert added.count(" checked") == 3

    def test_write_an_assignment_so_that_it_is_read_again(
        self, school: Class, wizard: Wizard
    ) -> None:
        now = timezone.now()
        course = school.teacher.course
        twin = book.column(course, "Essay", now=now)
        sign = book.column(course, "Lab | Field * 2", now=now)
        rule = {"passed": [[twin.pk], [sign.pk]], "sums": []}
        address = wizard.choose(ADVANCED)
        qualifications.keep_settings(wizard.run, {"rules": [rule]})

        page = wizard.teacher.browser.get(address).content.decode()
        (typed,) = re.findall(r"<textarea name=\"passed-0\"[^>]*>\s*(.*?)</textarea>", page, re.S)
        wizard.tell(address, **{"shape": "1", "passed-0": typed})

        assert wizard.run.plugin_settings == {"rules": [rule]}

    def test_offer_milestones_of_the_course_and_shared_ones_alone(
        self, school: Class, wizard: Wizard
    ) -> None:
        now = timezone.now()
        names = {"shared": "uni", "ours": f"course:{school.teacher.course.pk}"}
        made = milestones.add_milestones(
            [
                *(
                    milestones.NewMilestone(namespace=space, name=name)
                    for name, space in names.items()
                ),
                milestones.NewMilestone(namespace="course:999999", name="theirs"),
            ],
            by="person:1",
            now=now,
        )
        address = wizard.choose(MILESTONES)

        page = text_of(wizard.teacher.browser.get(address))
        milestones.award(
            [school.people["Ben"].pk], [made[0].key], by="person:1", now=now, reason="x"
        )
        wizard.tell(address, milestones=[made[0].key], how="all")

        assert "shared" in page
        assert "theirs" not in page
        assert rows_of(wizard.see("preview"))["Ben"].split()[1] == "Qualified"
        assert wizard.tell(address, milestones=[made[2].key], how="all").status_code == 422
