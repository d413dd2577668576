"""Vendors, visits to them, and what is told and decided."""

from lti_exams.proctoring.models.reviews import Comment, Decision
from lti_exams.proctoring.models.sessions import Farewell, Incident, Session
from lti_exams.proctoring.models.vendors import REFERENCE, ExamProctoring, Proctor, Vendor

__all__ = [
    "REFERENCE",
    "Comment",
    "Decision",
    "ExamProctoring",
    "Farewell",
    "Incident",
    "Proctor",
    "Session",
    "Vendor",
]
