"""The wizard as a teacher goes through it, from the list of plugins to the save."""

import pytest
from django.test import Client
from django.utils import timezone

from lti_exams.qualifications import api as qualifications
from lti_exams.rosters import api as rosters
from tests.factories import exams as make
from tests.factories import gradebook as book
from tests.factories.final_lists import Class, Wizard, decided, rows_of
from tests.factories.lms import Lms
from tests.factories.pages import ours, text_of
from tests.factories.qualifying import ALL, MANUAL, POINTS, SUBSET
from tests.factories.teaching import Teacher

pytestmark = pytest.mark.django_db


class TestTheWholeWay:
    def test_leads_from_the_dashboard_to_a_saved_list(self, school: Class) -> None:
        assert "qualification/" in school.teacher.see("dashboard/").content.decode()
        assert "Nobody has said yet" in text_of(school.teacher.see("qualification/"))
        wizard = Wizard.begun(school.teacher)
        assert "All assignments passed" in text_of(wizard.see("plugins"))

        page = wizard.through(ALL)
        assert rows_of(page)["Ada"].split()[1] == "Qualified"
        saved = wizard.send("save", status="ready", message="")

        assert saved["Location"] == f"{school.teacher.page}qualification/"
        assert decided(school) == {"Ada": True, "Ben": False, "Cem": False}
        assert "Ready" in text_of(school.teacher.see("qualification/"))

    def test_saves_nothing_before_a_preview_was_computed(self, wizard: Wizard) -> None:
        wizard.choose(POINTS)

        assert wizard.send("save", status="ready", message="").status_code == 409
        assert "plugins/points" in wizard.see("preview")["Location"]

    def test_begins_again_with_the_last_settings(self, school: Class, wizard: Wizard) -> None:
        essay = school.columns[0].pk
        wizard.through(POINTS, columns=[essay], minimum="60")
        wizard.send("save", status="ready", message="")

        again = Wizard.begun(school.teacher)
        assert "Used the last time" in text_of(again.see("plugins"))
        page = again.teacher.browser.get(again.choose(POINTS)).content.decode()

        assert f'value="{essay}" id="id_columns_0" checked' in page
        assert 'name="minimum" value="60"' in page

    def test_does_not_meet_another_window(self, school: Class, wizard: Wizard) -> None:
        other = Wizard.begun(school.teacher)
        wizard.through(ALL)
        other.through(MANUAL, who="everybody")

        assert rows_of(wizard.see("preview"))["Cem"].split()[1] == "Not"
        assert rows_of(other.see("preview"))["Cem"].split()[1] == "Qualified"

    def test_waits_for_the_students_of_a_course_that_is_new_here(
        self, school: Class, wizard: Wizard
    ) -> None:
        school.teacher.course.memberships.update(is_active=False)
        rosters.ask(school.teacher.course, now=timezone.now())
        waiting = text_of(wizard.see("plugins"))
        rosters.Roster.objects.update(read_at=timezone.now(), due_at=None)
        read = text_of(wizard.see("plugins"))

        assert "just being read from the LMS" in waiting
        assert "None of the ways works" not in waiting
        assert "None of the ways works" in read

    def test_says_in_a_large_course_that_it_takes_a_moment(
        self, school: Class, wizard: Wizard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("lti_exams.journeys.qualify_students.LARGE", 2)
        waits = wizard.teacher.browser.get(wizard.choose(ALL))["Location"]

        assert "0 of 3 students, 0 %" in text_of(wizard.teacher.browser.get(waits))
        waits = wizard.send("compute")["Location"]
        page = wizard.teacher.browser.get(waits)
        assert "2 of 3 students, 66 %" in text_of(page)
        assert '<progress value="2" max="3"' in page.content.decode()
        shown = wizard.send("compute")["Location"]

        assert list(rows_of(wizard.teacher.browser.get(shown))) == ["Ada", "Ben", "Cem"]

    def test_goes_through_a_large_course_at_once_where_somebody_presses_the_button(
        self, school: Class, wizard: Wizard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("lti_exams.journeys.qualify_students.LARGE", 1)
        wizard.teacher.browser.get(wizard.choose(ALL))
        wizard.send("compute")

        shown = wizard.send("compute", all="yes")["Location"]

        assert list(rows_of(wizard.teacher.browser.get(shown))) == ["Ada", "Ben", "Cem"]

    def test_says_that_a_large_list_is_being_saved_and_saves_it_once(
        self, school: Class, wizard: Wizard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wizard.through(ALL)
        monkeypatch.setattr("lti_exams.journeys.qualify_students.LARGE", 2)

        waits = wizard.send("save", status="ready", message="All in")["Location"]

        for _reload in range(2):
            assert "Saving 3 decisions…" in text_of(wizard.teacher.browser.get(waits))
        assert qualifications.last_status(school.teacher.course) is None
        for _window in range(2):
            assert wizard.send("saving")["Location"].endswith("qualification/")
        (status,) = qualifications.statuses_of(school.teacher.course)
        assert (status.status, status.message) == ("ready", "All in")

    def test_saves_no_large_list_that_nobody_has_looked_at(
        self, school: Class, wizard: Wizard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wizard.through(ALL)
        monkeypatch.setattr("lti_exams.journeys.qualify_students.LARGE", 2)
        wizard.send("save", status="ready", message="")
        book.grade(school.columns[0], school.people["Cem"], 90, now=timezone.now())

        first, second = wizard.send("saving"), wizard.send("saving")

        assert "Something has changed since you looked" in text_of(first)
        assert second["Location"].endswith("preview")
        assert "This is who would qualify" in text_of(wizard.see("preview"))
        assert qualifications.last_status(school.teacher.course) is None

    def test_leads_back_to_the_preview_of_a_large_list_that_cannot_be_saved(
        self, school: Class, wizard: Wizard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wizard.through(ALL)
        monkeypatch.setattr("lti_exams.journeys.qualify_students.LARGE", 2)
        cem = school.member("Cem").pk
        wizard.send("save", status="ready", message="", here=[cem], open=[cem])

        answer = wizard.send("saving")

        assert answer.status_code == 422
        assert "This is who would qualify" in text_of(wizard.see("preview"))

    def test_r10_leads_from_the_preview_of_a_saved_run_to_the_list(
        self, school: Class, wizard: Wizard
    ) -> None:
        wizard.through(ALL)
        wizard.send("save", status="ready", message="")

        for page in ("preview", "plugins"):
            assert wizard.see(page)["Location"].endswith("qualification/")
        wizard.send("save", status="ready", message="")
        assert qualifications.statuses_of(school.teacher.course).count() == 1

    def test_says_on_the_page_of_a_plugin_that_the_run_is_saved(
        self, school: Class, wizard: Wizard
    ) -> None:
        address = wizard.choose(MANUAL)
        wizard.through(MANUAL, who="everybody")
        wizard.send("save", status="ready", message="")

        page = wizard.teacher.browser.get(address)

        assert page.status_code == 409
        assert "saved already" in text_of(page)


class TestTheListOfPlugins:
    def test_offers_what_can_work_and_says_of_the_others_why_not(self, lms: Lms) -> None:
        empty = Teacher.of(lms)
        make.person(empty.course, "Ada Example")

        page = text_of(Wizard.begun(empty).see("plugins"))

        can, cannot = page.split("Not possible here")
        assert "By hand" in can
        assert "Enough points" in cannot
        assert "The course has no assignments" in cannot

    def test_shows_the_emphasis_of_a_description(self, wizard: Wizard) -> None:
        assert "<strong>every</strong>" in wizard.see("plugins").content.decode()

    def test_refuses_a_plugin_that_is_not_offered(self, wizard: Wizard) -> None:
        assert wizard.send("plugins", plugin="no.such.plugin").status_code == 404

    def test_leads_to_the_plugin_with_its_input(self, school: Class, wizard: Wizard) -> None:
        assert wizard.choose(SUBSET) == (
            "/qualification/plugins/approved-subset"
            f"?periodid={school.teacher.course.pk}&pluginsessionid={wizard.key}"
        )


class TestTheSave:
    def test_shows_what_has_changed_since_the_preview_and_saves_nothing(
        self, school: Class, wizard: Wizard
    ) -> None:
        wizard.through(ALL)
        book.grade(school.columns[1], school.people["Ben"], 90, now=timezone.now())

        answer = wizard.send("save", status="ready", message="")

        assert answer.status_code == 409
        assert "Ben Example: not qualified → qualified" in text_of(answer)
        assert not qualifications.statuses_of(school.teacher.course).exists()
        assert wizard.send("save", status="ready", message="").status_code == 302
        assert decided(school)["Ben"] is True


class TestWhoComesIn:
    PAGES = ("plugins", "preview")

    def test_is_nobody_but_who_began_the_run(self, lms: Lms, wizard: Wizard) -> None:
        wizard.through(ALL)
        colleague = Teacher.of(lms, sub="teacher-2")
        for page in self.PAGES:
            assert colleague.browser.get(wizard.home + page).status_code == 403
            assert Client().get(wizard.home + page).status_code == 403
        for page in ("save", "open", "plugins"):
            sent = colleague.browser.post(wizard.home + page, headers=ours())
            assert sent.status_code == 403

    def test_is_no_form_of_another_site(self, wizard: Wizard) -> None:
        evil = {"origin": "https://evil.example"}
        for page in ("save", "open", "plugins"):
            answer = wizard.teacher.browser.post(wizard.home + page, headers=evil)
            assert answer.status_code == 403

    def test_is_let_in_to_the_page_of_a_plugin_alone(self, lms: Lms, wizard: Wizard) -> None:
        address = wizard.choose(POINTS)

        assert Teacher.of(lms, sub="teacher-2").browser.get(address).status_code == 403
        assert (
            wizard.teacher.browser.get(address.replace("periodid=", "periodid=9")).status_code
            == 404
        )
