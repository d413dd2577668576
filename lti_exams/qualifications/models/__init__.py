from lti_exams.qualifications.models.deadlines import DeadlineTag, PeriodTag
from lti_exams.qualifications.models.exports import Export
from lti_exams.qualifications.models.overrides import Override
from lti_exams.qualifications.models.runs import Figure, Run
from lti_exams.qualifications.models.statuses import QualifiesForFinalExam, Status

__all__ = [
    "DeadlineTag",
    "Export",
    "Figure",
    "Override",
    "PeriodTag",
    "QualifiesForFinalExam",
    "Run",
    "Status",
]
