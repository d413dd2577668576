"""The kit for authors of plugins: what every plugin that decides by a rule must hold.

Mix `PluginConformance` into a test case, say which plugin and by which settings, and give golden
tables of results with whom they let qualify. Permissions of views are tested by
`lti_exams.qualifications.testing.QualifiesForExamPluginTestMixin`.
"""

from lti_exams.plugins.kit.conformance import Golden, PluginConformance

__all__ = ["Golden", "PluginConformance"]
