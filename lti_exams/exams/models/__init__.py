from lti_exams.exams.models.accommodations import Accommodation
from lti_exams.exams.models.attempts import Attempt, Extension, LateWork, Notice
from lti_exams.exams.models.courses import CourseSettings
from lti_exams.exams.models.exams import Exam, ExamChange

__all__ = [
    "Accommodation",
    "Attempt",
    "CourseSettings",
    "Exam",
    "ExamChange",
    "Extension",
    "LateWork",
    "Notice",
]
