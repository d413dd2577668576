"""What helps to write a plugin, by the names that the ancestor's documentation gives it."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.views.generic import View

from lti_exams.launches import api as launches
from lti_exams.qualifications import api as qualifications
from lti_exams.qualifications.pluginhelpers import (
    PeriodResultsCollector,
    PreviewData,
    QualifiesForExamPluginViewMixin,
    RuleResultsCollector,
    create_sessionkey,
)
from lti_exams.qualifications.pluginhelpers.door import _Shut
from lti_exams.results import api as results
from tests.factories import gradebook as book
from tests.factories import qualifying as wizard

Course, Person, Column = launches.Course, launches.Person, results.Column


class PassedEverything(PeriodResultsCollector):
    def student_qualifies_for_exam(self, info: object) -> bool:
        found = [groups.get_feedback_with_most_points() for groups in info.assignments.values()]
        return all(feedback and feedback.is_passing_grade for feedback in found)


class PluginView(View, QualifiesForExamPluginViewMixin):
    pass


def view_of(period: object, key: str) -> PluginView:
    view = PluginView()
    view.setup(RequestFactory().get("/", {"periodid": period, "pluginsessionid": key}))
    return view


class TestTheCollector:
    def test_asks_about_each_student_and_returns_those_who_qualify(
        self, course: Course, a1: Column, a2: Column, ada: Person, ben: Person, now: datetime
    ) -> None:
        book.grades([a1, a2], {ada: [60, 60], ben: [60, None]}, now=now)

        found = PassedEverything(course).get_relatedstudents_that_qualify_for_exam()

        assert found == [ada.memberships.get().pk]

    def test_gives_every_assignment_with_all_that_was_published(
        self, course: Course, a1: Column, a2: Column, ada: Person, now: datetime
    ) -> None:
        hour = timedelta(hours=1)
        book.grade(a1, ada, 40, now=now, source_key="1", grade="D")
        book.grade(a1, ada, "60.5", now=now + hour, source_key="2", grade="B")
        book.grade(a1, ada, 90, now=now + hour, source_key="3", is_published=False)

        [info] = PassedEverything(course).iter_aggregated()

        assert info.user == ada
        assert [one.grade for one in info.assignments[a1.pk]] == ["D", "B"]
        best = info.assignments[a1.pk].get_feedback_with_most_points()
        assert (best.points, best.is_passing_grade) == (Decimal("60.5"), True)
        assert best == info.assignments[a1.pk].get_feedback_that_counts()
        assert info.assignments[a2.pk].get_feedback_with_most_points() is None

    def test_must_say_who_qualifies(self, course: Course, ada: Person) -> None:
        with pytest.raises(NotImplementedError):
            PeriodResultsCollector(course).get_relatedstudents_that_qualify_for_exam()

    def test_agrees_with_the_one_that_asks_the_database_by_a_rule(
        self, course: Course, a1: Column, a2: Column, ada: Person, ben: Person, now: datetime
    ) -> None:
        book.grades([a1, a2], {ada: [60, 60], ben: [60, 40]}, now=now)
        rule = qualifications.Rule(qualifications.all_passed([a1.pk, a2.pk]))

        by_rule = RuleResultsCollector(course, qualifications.Decision(rule))

        assert (
            by_rule.get_relatedstudents_that_qualify_for_exam()
            == PassedEverything(course).get_relatedstudents_that_qualify_for_exam()
        )


class TestAViewOfAPlugin:
    def test_reads_its_input_from_the_query_string(self, course: Course, now: datetime) -> None:
        run = qualifications.begin_run(course, wizard.OWNER, now=now)
        view = view_of(course.pk, run.key)

        view.get_plugin_input()

        assert (view.periodid, view.period, view.pluginsessionid) == (course.pk, course, run.key)
        assert run.key in view.get_preview_url()
        assert run.key in view.get_selectplugin_url()
        assert view.redirect_to_preview_url()["Location"] == view.get_preview_url()

    @pytest.mark.parametrize("period", ["", "0", "nonsense", "\x00"])
    def test_finds_no_other_period(self, course: Course, now: datetime, period: str) -> None:
        run = qualifications.begin_run(course, wizard.OWNER, now=now)

        with pytest.raises(Http404):
            view_of(period, run.key).get_plugin_input_and_authenticate()

    def test_keeps_settings_and_output_with_the_run(
        self, course: Course, ada: Person, now: datetime
    ) -> None:
        member = ada.memberships.get().pk
        with qualifications.qualifiesforexam_plugins.also(id="x", url="/", title="X"):
            run = qualifications.begin_run(course, wizard.OWNER, now=now)
            run.plugin = "x"
            run.save()
            view = view_of(course.pk, run.key)
            view.get_plugin_input()

            view.save_settings_in_session({"minimum": 5})
            view.save_plugin_output(passing_relatedstudentids=[member, 10**12])

        run.refresh_from_db()
        assert (run.output, run.plugin_settings) == ([member], {"minimum": 5})
        assert view.get_settings() == {"minimum": 5}

    def test_lets_nobody_in_while_no_door_is_hung(self, course: Course, now: datetime) -> None:
        run = qualifications.begin_run(course, wizard.OWNER, now=now)
        before = qualifications.hang(_Shut())
        try:
            with pytest.raises(PermissionDenied):
                view_of(course.pk, run.key).get_plugin_input_and_authenticate()
        finally:
            qualifications.hang(before)


def test_what_a_view_hands_back_is_a_list_of_ids_under_the_key_of_its_run() -> None:
    told = PreviewData(iter([3, 1]))

    assert told.passing_relatedstudentids == [3, 1]
    assert told.serialize() == {"passing_relatedstudentids": [3, 1]}
    assert create_sessionkey("abc") == "qualifiesforexam-abc"
