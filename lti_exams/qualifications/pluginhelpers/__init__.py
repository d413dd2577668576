"""What helps to write a plugin: views, collectors of results, and what a view hands back."""

from lti_exams.qualifications.pluginhelpers.collectors import (
    AggreatedRelatedStudentInfo,
    AggregatedRelatedStudentInfo,
    Feedback,
    GroupList,
    PeriodResultsCollector,
    RuleResultsCollector,
)
from lti_exams.qualifications.pluginhelpers.previewdata import PreviewData, create_sessionkey
from lti_exams.qualifications.pluginhelpers.views import QualifiesForExamPluginViewMixin
from lti_exams.qualifications.shelf.plugin import (
    PluginResultsFailedVerification,
    PluginSettingsRefused,
)

__all__ = [
    "AggreatedRelatedStudentInfo",
    "AggregatedRelatedStudentInfo",
    "Feedback",
    "GroupList",
    "PeriodResultsCollector",
    "PluginResultsFailedVerification",
    "PluginSettingsRefused",
    "PreviewData",
    "QualifiesForExamPluginViewMixin",
    "RuleResultsCollector",
    "create_sessionkey",
]
