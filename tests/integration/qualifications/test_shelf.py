"""The shelf of plugins."""

from datetime import datetime

import pytest
from django.core.checks import run_checks

from lti_exams.launches import api as launches
from lti_exams.milestones import api as milestones
from lti_exams.qualifications import api as qualifications
from lti_exams.qualifications.shelf.checks import check_plugins
from tests.factories import exams as make
from tests.factories import gradebook as book
from tests.factories import qualifying as wizard

SHELF = qualifications.qualifiesforexam_plugins


@pytest.fixture
def shelf() -> qualifications.Registry:
    made = qualifications.Registry(discovers=False)
    for name in ("one", "two"):
        made.add(id=name, url="/", title=name)
    return made


class TestTheShelf:
    def test_is_shown_in_the_order_of_the_settings(
        self, shelf: qualifications.Registry, settings: object
    ) -> None:
        settings.QUALIFIESFOREXAM_PLUGINS = ["two", "one"]

        assert [plugin.id for plugin in shelf.get_configured_list()] == ["two", "one"]

    def test_offers_nothing_that_the_settings_leave_out(
        self, shelf: qualifications.Registry, settings: object
    ) -> None:
        settings.QUALIFIESFOREXAM_PLUGINS = ["two"]

        with pytest.raises(qualifications.PluginUnknown):
            shelf.offered("one")
        assert shelf.find("one") is not None

    def test_refuses_an_id_that_is_taken(self, shelf: qualifications.Registry) -> None:
        with pytest.raises(qualifications.PluginIdTaken):
            shelf.add(id="one", url="/", title="Another")

    def test_says_that_an_id_is_unknown(self, shelf: qualifications.Registry) -> None:
        with pytest.raises(qualifications.PluginUnknown):
            shelf["three"]

    def test_holds_the_shipped_plugins_by_itself(self) -> None:
        assert {wizard.ALL, wizard.POINTS, wizard.MANUAL} <= {plugin.id for plugin in SHELF}


class TestTheCheckAtEveryStart:
    def test_finds_nothing_wrong_with_what_is_shipped(self) -> None:
        assert run_checks(tags=["qualifications"]) == []

    @pytest.mark.parametrize(
        ("named", "found"),
        [(["one", "three"], "E002"), (["one", "one"], "E003"), (["two", "one"], "")],
    )
    def test_names_what_is_wrong_with_the_settings(
        self, shelf: qualifications.Registry, settings: object, named: list[str], found: str
    ) -> None:
        settings.QUALIFIESFOREXAM_PLUGINS = named

        told = check_plugins(shelf)

        assert [each.id for each in told] == ([f"qualifications.{found}"] if found else [])


class TestAPluginThatCannotWork:
    def test_says_why_and_is_not_chosen(self, db: None, now: datetime) -> None:
        course = make.course(now)
        run = qualifications.begin_run(course, wizard.OWNER, now=now)

        with pytest.raises(qualifications.PluginCannotWork) as refused:
            qualifications.choose_plugin(run, wizard.ALL)

        assert "no assignments" in refused.value.values["why"]

    def test_says_that_there_is_no_milestone_to_hold(self, db: None, now: datetime) -> None:
        course = make.course(now)
        make.person(course)
        assert "no milestone" in SHELF[wizard.MILESTONES].why_not(course)[0]

        shared = milestones.NewMilestone(namespace="university", name="safety")
        milestones.add_milestones([shared], by="staff:1", now=now)

        assert SHELF[wizard.MILESTONES].why_not(course) == ()

    def test_says_that_no_other_course_has_decided(self, db: None, now: datetime) -> None:
        course, elsewhere = make.course(now), make.course(now)
        ada = make.person(course)
        book.column(course, "Essay", now=now)
        make.person(elsewhere)
        wizard.decided_by_hand(elsewhere, now=now)
        assert "No other course" in SHELF[wizard.EARLIER].why_not(course)[0]

        wizard.decided_by_hand(wizard.earlier_course(course, ada, now=now), now=now)

        assert SHELF[wizard.EARLIER].why_not(course) == ()

    def test_says_which_assignment_nobody_can_pass(self, db: None, now: datetime) -> None:
        course = make.course(now)
        make.person(course)
        column = book.column(course, "Essay", now=now, pass_limit=None)

        assert "“Essay”" in SHELF[wizard.ALL].why_not(course)[0]

        person = launches.Person.objects.get()
        book.grade(column, person, None, now=now, said_passing=True)
        assert SHELF[wizard.ALL].why_not(course) == ()
