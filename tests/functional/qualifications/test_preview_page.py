"""The preview: who would qualify and why, what changes, and what another limit would bring."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lti_exams.qualifications import api as qualifications
from tests.factories import gradebook as book
from tests.factories.final_lists import Class, Wizard, decided, rows_of
from tests.factories.pages import text_of
from tests.factories.qualifying import ALL, MANUAL, POINTS, SUBSET

pytestmark = pytest.mark.django_db


class TestThePreview:
    def test_says_why_and_what_is_missing(self, school: Class, wizard: Wizard) -> None:
        keys = [one.pk for one in school.columns]

        rows = rows_of(wizard.through(POINTS, columns=keys, minimum="100"))

        assert "80 points of at least 100: 20 missing" in rows["Ben"]
        assert rows["Ben"].split()[-2:] == ["20", "not"] or " 60 " in rows["Ben"]

    @pytest.mark.parametrize(
        ("asked", "names"),
        [
            ({}, ["Ada", "Ben", "Cem"]),
            ({"sort": "-name"}, ["Cem", "Ben", "Ada"]),
            ({"show": "yes"}, ["Ada"]),
            ({"show": "no"}, ["Ben", "Cem"]),
            ({"q": "ben"}, ["Ben"]),
            ({"sort": "-qualifies"}, ["Ada", "Ben", "Cem"]),
        ],
    )
    def test_is_sorted_filtered_and_searched(
        self, wizard: Wizard, asked: dict[str, str], names: list[str]
    ) -> None:
        wizard.through(ALL)

        assert list(rows_of(wizard.see("preview", **asked))) == names

    def test_is_sorted_by_an_assignment(self, school: Class, wizard: Wizard) -> None:
        wizard.through(ALL)

        page = wizard.see("preview", sort=f"-column:{school.columns[1].pk}")

        assert list(rows_of(page)) == ["Ada", "Ben", "Cem"]

    def test_comes_page_by_page(self, wizard: Wizard, monkeypatch: pytest.MonkeyPatch) -> None:
        for place in ("forms", "wizard"):
            monkeypatch.setattr(f"lti_exams.web.qualifying.{place}.ON_A_PAGE", 2)
        wizard.through(ALL)

        assert list(rows_of(wizard.see("preview", page="2"))) == ["Cem"]

    def test_tells_in_a_sentence_what_was_asked(self, school: Class, wizard: Wizard) -> None:
        page = wizard.through(POINTS, columns=[one.pk for one in school.columns], minimum="99.5")

        assert "At least 99.5 points in 2 assignments." in text_of(page)

    def test_draws_how_students_are_spread(self, school: Class, wizard: Wizard) -> None:
        page = wizard.through(POINTS, columns=[one.pk for one in school.columns], minimum="100")

        assert 'role="img"' in page.content.decode()
        assert "0 to 20 1" in text_of(page)

    @pytest.mark.parametrize(
        ("plugin", "limit", "words"),
        [(POINTS, "80", "2 of 3 students would qualify"), (ALL, "1", "2 of 3 students")],
    )
    def test_says_what_another_limit_would_bring(
        self, school: Class, wizard: Wizard, plugin: str, limit: str, words: str
    ) -> None:
        wizard.through(plugin, columns=[one.pk for one in school.columns], minimum="100")

        page = text_of(wizard.see("preview", limit=limit))

        assert words in page
        assert "More: Ben Example" in page

    def test_shows_what_changes_against_the_last_list_and_the_exported_one(
        self, school: Class, wizard: Wizard
    ) -> None:
        now = timezone.now()
        wizard.through(ALL)
        wizard.send("save", status="ready", message="")
        exported = qualifications.last_status(school.teacher.course)
        assert exported is not None
        qualifications.mark_exported(exported, by="registry", now=now)
        again = Wizard.begun(school.teacher)
        again.through(MANUAL, who="nobody")
        again.send("save", status="ready", message="")

        third = Wizard.begun(school.teacher)
        page = text_of(third.through(MANUAL, who="everybody"))

        last, first = page.split("Against the exported list of")
        assert "Will qualify 3 :" in last
        assert "Will qualify 2 :" in first

    def test_marks_who_is_not_ready_yet(self, school: Class, wizard: Wizard) -> None:
        wizard.through(ALL)
        keys = [school.member(name).pk for name in ("Ada", "Ben", "Cem")]
        wizard.send("open", here=keys, open=[keys[2]])

        refused = wizard.send("save", status="ready", message="")
        silent = wizard.send("save", status="almostready", message="")
        wizard.send("save", status="almostready", message="Cem was ill")

        assert (refused.status_code, silent.status_code) == (422, 422)
        assert decided(school) == {"Ada": True, "Ben": False, "Cem": None}

    def test_keeps_who_was_ticked_when_only_save_is_pressed(
        self, school: Class, wizard: Wizard
    ) -> None:
        wizard.through(ALL)
        cem = school.member("Cem").pk

        refused = wizard.send("save", status="ready", message="", here=[cem], open=[cem])
        silent = wizard.send("save", status="almostready", message="")
        told = {"status": "almostready", "message": "Cem was ill", "here": [cem], "open": [cem]}
        wizard.send("save", **told)
        again = wizard.send("save", **told)

        assert "Students are marked as not ready" in text_of(refused)
        assert 'href="#id_message"' in silent.content.decode()
        assert decided(school) == {"Ada": True, "Ben": False, "Cem": None}
        assert again.status_code == 302

    def test_says_which_assignments_are_asked_for(self, school: Class, wizard: Wizard) -> None:
        keys = [one.pk for one in school.columns]

        page = text_of(wizard.through(POINTS, columns=keys, minimum="99.5"))
        assert "At least 99.5 points from “Essay” + “Report”" in page

        wizard.through(ALL)
        wizard.send("save", status="ready", message="")
        home = text_of(school.teacher.see("qualification/"))
        assert "All of these “Essay” passed “Report” passed" in home

    def test_warns_of_assignments_that_nobody_can_pass(self, school: Class, wizard: Wizard) -> None:
        lab = book.column(school.teacher.course, "Lab", now=timezone.now(), pass_limit=None)

        page = wizard.through(SUBSET, columns=[lab.pk])
        assert "Nobody can pass “Lab”" in text_of(page)

        book.grade(lab, school.people["Ada"], None, now=timezone.now(), said_passing=True)
        page = wizard.through(SUBSET, columns=[lab.pk])
        assert "Nobody can pass" not in text_of(page)
        assert "“Lab” passed passed 80" in rows_of(page)["Ada"]

    def test_warns_of_results_that_are_old(self, school: Class, wizard: Wizard) -> None:
        column = school.columns[0]
        type(column).objects.filter(pk=column.pk).update(
            source="lms", known_at=timezone.now() - timedelta(days=30)
        )
        page = text_of(wizard.through(ALL))

        assert "The results of “Essay” are old" in page
