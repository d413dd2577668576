"""Assignments are chosen by their group on the plugins' own pages."""

import re

import pytest
from django.utils import timezone

from lti_exams.kernel.points import scaled
from lti_exams.qualifications import api as qualifications
from tests.factories import gradebook as book
from tests.factories.final_lists import Class, Wizard, rows_of
from tests.factories.pages import text_of
from tests.factories.qualifying import ADVANCED, POINTS, SUBSET

pytestmark = pytest.mark.django_db


@pytest.fixture
def labs(school: Class) -> list[int]:
    """Two labs of a group, besides the essay and the report."""
    now, course = timezone.now(), school.teacher.course
    return [book.column(course, title, now=now, group="Labs").pk for title in ("L1", "L2")]


@pytest.mark.usefixtures("labs")
class TestAWholeGroup:
    @pytest.mark.parametrize("plugin", [SUBSET, POINTS])
    def test_is_ticked_at_first_in_place_of_its_assignments(
        self, wizard: Wizard, plugin: str
    ) -> None:
        page = wizard.teacher.browser.get(wizard.choose(plugin))

        assert "All of “Labs” (L1, L2)" in text_of(page)
        form = page.context["form"]
        assert form["groups"].initial == ["Labs"]
        titles = dict(form.fields["columns"].choices)
        singly = [titles[key].split()[0] for key in form["columns"].initial]
        assert singly == ["Essay", "Report"]

    def test_is_enough(self, wizard: Wizard) -> None:
        page = wizard.through(SUBSET, groups=["Labs"])

        assert wizard.run.plugin_settings == {"groups": ["Labs"], "columns": []}
        assert "Passed: all of “Labs”" in text_of(page)

    def test_is_shown_as_it_was_chosen(self, school: Class, wizard: Wizard) -> None:
        essay = school.columns[0].pk
        wizard.through(POINTS, groups=["Labs"], columns=[essay], minimum="60")

        form = wizard.teacher.browser.get(wizard.choose(POINTS)).context["form"]

        assert form["groups"].initial == ["Labs"]
        assert form["columns"].initial == [str(essay)]

    def test_or_an_assignment_must_be_chosen(self, wizard: Wizard) -> None:
        answer = wizard.tell(wizard.choose(SUBSET))

        assert answer.status_code == 422
        assert "Choose at least one assignment" in text_of(answer)


LABS = {"group": "Labs"}


@pytest.mark.usefixtures("labs")
class TestALineAboutAGroup:
    @pytest.mark.parametrize(
        ("field", "typed", "read"),
        [
            ("passed", "[labs]", LABS),
            ("passed", "2 of [Labs]", LABS | {"at_least": 2}),
            ("passed", "2 × [Labs]", LABS | {"at_least": 2}),
            ("groups", "[Labs]", LABS),
            ("groups", "1 of [Labs]", LABS | {"best": True}),
            ("groups", "[Labs] * 1,5", LABS | {"weight": 15_000}),
        ],
    )
    def test_is_read_and_written_again(
        self, wizard: Wizard, field: str, typed: str, read: dict
    ) -> None:
        address = wizard.choose(ADVANCED)
        name = {"passed": "passed-0", "groups": "groups-0-0"}[field]
        more = {"minimum-0-0": "1"} if field == "groups" else {}

        wizard.tell(address, **{"shape": "1", name: typed} | more)

        (rule,) = wizard.run.plugin_settings["rules"]
        assert (rule["sums"][0]["groups"] if more else rule["passed"]) == [read]
        settings = wizard.run.plugin_settings
        page = wizard.teacher.browser.get(address).content.decode()
        (written,) = re.findall(rf"<textarea name=\"{name}\"[^>]*>\s*(.*?)</textarea>", page, re.S)
        wizard.tell(address, **{"shape": "1", name: written} | more)
        assert wizard.run.plugin_settings == settings

    @pytest.mark.parametrize(
        ("field", "typed", "words"),
        [
            ("passed-0", "[Seminars]", "No assignment is called “[Seminars]”"),
            ("passed-0", "[Labs] * 2", "No assignment is called “[Labs] * 2”"),
            ("passed-0", "3 of [Labs]", "The group “Labs” has only 2 assignments"),
            ("groups-0-0", "2 of [Labs]", "leave the lowest out below"),
        ],
    )
    def test_that_cannot_be_is_told_so(
        self, wizard: Wizard, field: str, typed: str, words: str
    ) -> None:
        told = {"shape": "1", field: typed, "minimum-0-0": "1" if "groups" in field else ""}

        answer = wizard.tell(wizard.choose(ADVANCED), **told)

        assert answer.status_code == 422
        assert words in text_of(answer)

    def test_is_no_line_about_an_assignment_that_is_called_so(
        self, school: Class, wizard: Wizard
    ) -> None:
        course = school.teacher.course
        odd = book.column(course, "[Labs]", now=timezone.now())
        address = wizard.choose(ADVANCED)
        rule = {"passed": [[odd.pk]], "sums": []}
        qualifications.keep_settings(wizard.run, {"rules": [rule]})
        page = wizard.teacher.browser.get(address).content.decode()
        (written,) = re.findall(r"<textarea name=\"passed-0\"[^>]*>\s*(.*?)</textarea>", page, re.S)

        wizard.tell(address, **{"shape": "1", "passed-0": written})

        assert wizard.run.plugin_settings == {"rules": [rule]}

    def test_leaves_the_lowest_of_the_group_out(self, school: Class, wizard: Wizard) -> None:
        rules = {"groups-0-0": "[Labs]\nEssay", "minimum-0-0": "60", "drop-0-0": "2"}

        wizard.tell(wizard.choose(ADVANCED), **{"shape": "1"} | rules)

        told = wizard.run.plugin_settings["rules"][0]["sums"][0]
        essay = [school.columns[0].pk]
        assert told == {"groups": [LABS, essay], "minimum": scaled(60), "drop_lowest": 2}
        rows = rows_of(wizard.see("preview"))
        assert {name for name, row in rows.items() if " Not " not in row} == {"Ada", "Ben"}
