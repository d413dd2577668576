"""The shipped plugins put themselves on the shelf, as any other app's would."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lti_exams.plugins import (
    advanced,
    approved,
    earlier,
    manual,
    milestones_held,
    points,
    reading,
)
from lti_exams.qualifications.registry import qualifiesforexam_plugins

qualifiesforexam_plugins.add(
    id="lti_exams.approved.all",
    url=reverse("plugin-approved-all"),
    title=_("All assignments passed"),
    description=_("Students qualify who have passed <strong>every</strong> assignment."),
    decides=approved.every_one_passed,
    obstacles=reading.no_limits,
    has_page=False,
)
qualifiesforexam_plugins.add(
    id="lti_exams.approved.subset",
    url=reverse("plugin-approved-subset"),
    title=_("Chosen assignments passed"),
    description=_("You choose the assignments that students must have passed."),
    decides=approved.chosen_ones_passed,
    obstacles=reading.no_columns,
    uses_settings=True,
    pluginsettings_summary_generator=approved.summary,
)
qualifiesforexam_plugins.add(
    id="lti_exams.points",
    url=reverse("plugin-points"),
    title=_("Enough points"),
    description=_("Students qualify who reach a number of points in the assignments you choose."),
    decides=points.enough_points,
    obstacles=reading.no_columns,
    uses_settings=True,
    pluginsettings_summary_generator=points.summary,
)
qualifiesforexam_plugins.add(
    id="lti_exams.manual",
    url=reverse("plugin-manual"),
    title=_("By hand"),
    description=_("You choose the students, or everybody or nobody with one click."),
    decides=manual.chosen,
    obstacles=reading.no_students,
    uses_settings=True,
    pluginsettings_summary_generator=manual.summary,
)
qualifiesforexam_plugins.add(
    id="lti_exams.milestones",
    url=reverse("plugin-milestones"),
    title=_("Milestones held"),
    description=_("Students qualify who hold the milestones you choose."),
    decides=milestones_held.held,
    obstacles=milestones_held.no_milestones,
    uses_settings=True,
    pluginsettings_summary_generator=milestones_held.summary,
)
qualifiesforexam_plugins.add(
    id="lti_exams.advanced",
    url=reverse("plugin-advanced"),
    title=_("Rules of your own"),
    description=_("One of several rules: assignments to pass, and weighted sums within limits."),
    decides=advanced.one_rule_met,
    obstacles=reading.no_columns,
    uses_settings=True,
    pluginsettings_summary_generator=advanced.summary,
)
qualifiesforexam_plugins.add(
    id="lti_exams.earlier",
    url=reverse("plugin-earlier"),
    title=_("Passed now, or qualified in an earlier term"),
    description=_("Whoever qualified in a course of an earlier term need not do so again."),
    decides=earlier.passed_or_qualified_earlier,
    obstacles=earlier.no_earlier_courses,
    uses_settings=True,
    pluginsettings_summary_generator=earlier.summary,
)
