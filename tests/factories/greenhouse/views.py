"""The two examples of the ancestor's documentation, with new imports and the period passed."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseForbidden, HttpResponseRedirect
from django.views.generic import View

from lti_exams.qualifications.pluginhelpers import (
    PeriodResultsCollector,
    PluginResultsFailedVerification,
    QualifiesForExamPluginViewMixin,
)


class GreenhouseCollector(PeriodResultsCollector):
    def student_qualifies_for_exam(self, aggregated_relstudentinfo):
        for _assignmentid, grouplist in aggregated_relstudentinfo.assignments.items():  # noqa: PERF102
            feedback = grouplist.get_feedback_with_most_points()
            if not feedback or not feedback.is_passing_grade:
                return False
        return True


class GreenhouseView(View, QualifiesForExamPluginViewMixin):
    def post(self, request):
        try:
            self.get_plugin_input_and_authenticate()
        except PermissionDenied:
            return HttpResponseForbidden()
        passing = GreenhouseCollector(self.period).get_relatedstudents_that_qualify_for_exam()
        self.save_settings_in_session({"passing": passing})
        self.save_plugin_output(passing)
        return HttpResponseRedirect(self.get_preview_url())


class SimpleView(View, QualifiesForExamPluginViewMixin):
    def post(self, request):
        try:
            self.get_plugin_input_and_authenticate()
        except PermissionDenied:
            return HttpResponseForbidden()
        self.save_plugin_output([1, 2, 3])
        return self.redirect_to_preview_url()


def verify(status, settings):
    """Find the students once more, inside the save."""
    again = GreenhouseCollector(status.period).get_relatedstudents_that_qualify_for_exam()
    if again != settings["passing"]:
        raise PluginResultsFailedVerification
