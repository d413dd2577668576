"""The only door to grades."""

from lti_exams.grades.models import Outcome, OutcomeState
from lti_exams.grades.operations import News, enqueue, enqueue_many
from lti_exams.grades.queries import outcomes_told_by
from lti_exams.grades.rules.documents import (
    REVOCATION,
    Activity,
    Comment,
    Document,
    Grading,
)
from lti_exams.grades.rules.telling import awaiting_review, telling

__all__ = [
    "REVOCATION",
    "Activity",
    "Comment",
    "Document",
    "Grading",
    "News",
    "Outcome",
    "OutcomeState",
    "awaiting_review",
    "enqueue",
    "enqueue_many",
    "outcomes_told_by",
    "telling",
]
