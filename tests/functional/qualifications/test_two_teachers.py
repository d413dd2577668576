"""A colleague was faster: the page says who, what they said, and that nothing was saved."""

import pytest
from django.utils import timezone

from lti_exams.qualifications import api as qualifications
from lti_exams.qualifications.models import Run
from tests.factories import gradebook as book
from tests.factories import qualifying
from tests.factories.final_lists import Class, Wizard, decided, rows_of, saved
from tests.factories.lms import Lms
from tests.factories.pages import text_of
from tests.factories.qualifying import ADVANCED, ALL, MANUAL
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db


class TestAColleagueWhoWasFaster:
    def test_is_named_with_what_they_said_before_anything_is_replaced(
        self, lms: Lms, school: Class, wizard: Wizard
    ) -> None:
        wizard.through(ALL)
        other = Wizard.begun(Teacher.of(lms, sub="teacher-2", name="Hal Hazel"))
        other.through(MANUAL, who="everybody")
        other.send("save", status="ready", message="Agreed with the dean.")

        answer = wizard.send("save", status="ready", message="")

        assert answer.status_code == 409
        page = text_of(answer)
        assert "Hal Hazel saved a list of this course" in page
        assert "Agreed with the dean." in page
        assert decided(school)["Cem"] is True
        assert wizard.send("save", status="ready", message="").status_code == 302
        assert decided(school)["Cem"] is False

    def test_has_saved_another_list_than_the_one_to_be_taken_back(self, school: Class) -> None:
        looked_at = saved(school)
        newest = saved(school)
        told = {"retract-message": "Wrong limit", "retract-of": looked_at.pk}

        answer = school.teacher.do("qualification/retract", **told)

        assert answer.status_code == 422
        assert "Somebody saved another list" in text_of(answer)
        assert f'name="retract-of" value="{newest.pk}"' in answer.content.decode()
        school.teacher.do("qualification/retract", **{**told, "retract-of": newest.pk})
        assert qualifications.last_status(school.teacher.course).status == "notready"

    def test_is_told_on_an_old_list_and_on_its_print(self, school: Class) -> None:
        old, new = saved(school), saved(school)
        home = "qualification/statuses"

        for page in ("", "print"):
            assert "has taken" in text_of(school.teacher.see(f"{home}/{old.pk}/{page}"))
            assert "has taken" not in text_of(school.teacher.see(f"{home}/{new.pk}/{page}"))


class TestAPreviewThatIsLoadedAgain:
    def test_says_of_everybody_what_the_reasons_beside_it_say(
        self, school: Class, wizard: Wizard
    ) -> None:
        wizard.through(ALL)
        book.grade(school.columns[1], school.people["Ben"], 90, now=timezone.now())

        row = rows_of(wizard.see("preview"))["Ben"]

        assert row.split()[1] == "Qualified"
        assert "not passed" not in row

    def test_shows_a_decision_about_one_student_that_was_made_meanwhile(
        self, school: Class, wizard: Wizard
    ) -> None:
        wizard.through(ALL)
        told = {"single-student": "Cem Example", "single-qualifies": "yes", "single-reason": "Ill"}
        school.teacher.do("qualification/overrides", **told)

        rows = rows_of(wizard.see("preview"))

        assert [rows[name].split()[1] for name in ("Ada", "Ben", "Cem")] == [
            *("Qualified", "Not", "Qualified"),
        ]


def test_results_that_came_are_told_where_a_plugin_does_not_look_again(
    school: Class, wizard: Wizard
) -> None:
    about = {"id": "finder", "url": "/finder/", "title": "Finder", "obstacles": None}
    with qualifications.qualifiesforexam_plugins.also(**about):
        now = timezone.now()
        run = Run.objects.get(key=wizard.key)
        run.plugin, run.output = "finder", [school.member("Ada").pk]
        run.save()
        qualifications.compute(run, now=now)
        book.grade(school.columns[1], school.people["Ben"], 90, now=timezone.now())

        told = wizard.send("save", status="ready", message="")

        assert "Results came after “Finder” had found these students" in text_of(told)
        assert wizard.send("save", status="ready", message="").status_code == 302
    assert decided(school) == {"Ada": True, "Ben": False, "Cem": False}


class TestNumbersThatNoDatabaseHas:
    HUGE = "9" * 5_000

    def test_are_no_fault_of_a_page(self, school: Class, wizard: Wizard) -> None:
        by_hand = wizard.choose(MANUAL)
        assert wizard.tell(by_hand, who="chosen", people=[self.HUGE]).status_code == 302
        rules = wizard.choose(ADVANCED)
        assert wizard.tell(rules, shape=self.HUGE, more=self.HUGE).status_code == 200
        wizard.through(ALL)
        for number in ("9" * 20, "9" * 19):
            assert wizard.see("preview", sort=f"column:{number}").status_code == 200

    def test_are_refused_in_settings(self, school: Class) -> None:
        now = timezone.now()
        course = school.teacher.course

        for plugin, field in ((MANUAL, "people"), (qualifying.SUBSET, "columns")):
            with pytest.raises(qualifications.PluginSettingsRefused):
                qualifying.run(course, plugin, {field: [10**30]}, now=now)
