"""Every class, function and attribute that the ancestor documents is here under its name."""

import dataclasses
from pathlib import Path

import pytest

from lti_exams.qualifications import models, pluginhelpers, registry, testing
from lti_exams.qualifications.shelf.plugin import Plugin

ROOT = Path(__file__).parents[3]

MODELS = {
    models.DeadlineTag: {"timestamp", "tag"},
    models.PeriodTag: {"deadlinetag", "period"},
    models.Status: {
        "period",
        "exported_timestamp",
        "status",
        "createtime",
        "message",
        "user",
        "plugin",
    },
    models.QualifiesForFinalExam: {"relatedstudent", "qualifies", "status"},
}
HELPERS = [
    (
        pluginhelpers.QualifiesForExamPluginViewMixin,
        {
            "get_plugin_input",
            "get_plugin_input_and_authenticate",
            "save_plugin_output",
            "save_settings_in_session",
            "get_preview_url",
            "get_selectplugin_url",
            "redirect_to_preview_url",
        },
    ),
    (
        pluginhelpers.PeriodResultsCollector,
        {"student_qualifies_for_exam", "get_relatedstudents_that_qualify_for_exam"},
    ),
    (
        testing.QualifiesForExamPluginTestMixin,
        {
            "create_relatedstudent",
            "create_feedbacks",
            "test_perms_as_periodadmin",
            "test_perms_as_nodeadmin",
            "test_perms_as_superuser",
            "test_perms_as_nobody",
            "test_invalid_period",
        },
    ),
    (testing.TestHelper, {"add"}),
    (pluginhelpers, {"PreviewData", "create_sessionkey"}),
    (registry.qualifiesforexam_plugins, {"add", "get_configured_list"}),
]


@pytest.mark.parametrize(("model", "names"), MODELS.items(), ids=[one.__name__ for one in MODELS])
def test_a_model_has_its_fields(model: type, names: set[str]) -> None:
    assert names <= {field.name for field in model._meta.get_fields()}  # type: ignore[attr-defined]


@pytest.mark.parametrize(("thing", "names"), HELPERS)
def test_a_helper_has_its_parts(thing: object, names: set[str]) -> None:
    assert names <= set(dir(thing))


def test_a_view_has_its_attributes_and_a_test_case_too() -> None:
    view = pluginhelpers.QualifiesForExamPluginViewMixin.__annotations__
    case = testing.QualifiesForExamPluginTestMixin.__annotations__

    assert {"periodid", "period", "pluginsessionid"} <= set(view)
    assert {"testhelper", "period"} <= set(case)
    assert pluginhelpers.PreviewData([1, 2]).passing_relatedstudentids == [1, 2]


def test_the_page_for_authors_names_what_is_there() -> None:
    told = (ROOT / "docs" / "plugins.md").read_text()
    fields = {field.name for field in dataclasses.fields(Plugin)}

    assert {"decides", "obstacles", "post_statussave", "has_page"} <= fields
    for name in fields - {"id", "url", "title", "description"}:
        assert f"`{name}`" in told
    assert "render_page" in dir(pluginhelpers.QualifiesForExamPluginViewMixin)
