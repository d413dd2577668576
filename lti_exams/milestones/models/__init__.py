from lti_exams.milestones.models.appeals import Appeal, Outcome
from lti_exams.milestones.models.awards import Award, Completion, Holder, PastAward
from lti_exams.milestones.models.badges import Badge
from lti_exams.milestones.models.courses import CourseRule, CourseRulePart
from lti_exams.milestones.models.milestones import Milestone, RelationKind, Side
from lti_exams.milestones.models.ties import Fulfilment, Requirement

__all__ = [
    "Appeal",
    "Award",
    "Badge",
    "Completion",
    "CourseRule",
    "CourseRulePart",
    "Fulfilment",
    "Holder",
    "Milestone",
    "Outcome",
    "PastAward",
    "RelationKind",
    "Requirement",
    "Side",
]
