"""The pages of the plugins that ask by one form."""

from lti_exams.plugins.pages import forms
from lti_exams.plugins.pages.base import NothingAsked, SettingsPage


class ApprovedAll(NothingAsked):
    plugin_id = "lti_exams.approved.all"


class ApprovedSubset(SettingsPage):
    plugin_id = "lti_exams.approved.subset"
    form = forms.ColumnsForm


class Points(SettingsPage):
    plugin_id = "lti_exams.points"
    form = forms.PointsForm


class Milestones(SettingsPage):
    plugin_id = "lti_exams.milestones"
    form = forms.MilestonesForm


class Earlier(SettingsPage):
    plugin_id = "lti_exams.earlier"
    form = forms.EarlierForm
