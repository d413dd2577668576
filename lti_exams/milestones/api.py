"""The only door to milestones."""

from lti_exams.milestones.errors import (
    AppealRefused,
    AwardRefused,
    MilestoneRefused,
    NeverMet,
    NoSuchAppeal,
    NoSuchAward,
    NoSuchHolder,
    NoSuchMilestone,
    NoSuchRelationKind,
    NoSuchTie,
    ReasonMissing,
    TieRefused,
)
from lti_exams.milestones.models import Appeal, Outcome, Side
from lti_exams.milestones.operations import in_names
from lti_exams.milestones.operations.appeals import (
    NewAppeal,
    answer_appeal,
    appeal,
    appeals_of,
    forget,
    newest_appeal,
)
from lti_exams.milestones.operations.awards import award, let_facts_decide, revoke, waive
from lti_exams.milestones.operations.badges import (
    achievement_of,
    badge_keys,
    issue_badge,
    revocation_list,
)
from lti_exams.milestones.operations.courses import (
    complete_by_hand,
    complete_courses,
    record_and_complete,
    set_course_rule,
)
from lti_exams.milestones.operations.definitions import (
    MilestoneChanges,
    NewMilestone,
    add_milestones,
    edit_milestones,
    remove_milestones,
)
from lti_exams.milestones.operations.keeping import Changed
from lti_exams.milestones.operations.kinds import add_kind, switch_kind
from lti_exams.milestones.operations.portation import (
    Preview,
    export_course,
    import_course,
    preview_import,
)
from lti_exams.milestones.operations.prerequisites import (
    Prerequisite,
    add_prerequisite,
    add_prerequisites,
    prerequisites_of,
    remove_prerequisite,
    remove_prerequisites,
    set_prerequisites,
)
from lti_exams.milestones.operations.reconsidering import reconsider
from lti_exams.milestones.operations.recording import Recorded, Report, check_report, record
from lti_exams.milestones.operations.removals import (
    remove_course,
    remove_requirement,
    remove_subjects,
    untie,
)
from lti_exams.milestones.operations.sweeps import expire_due
from lti_exams.milestones.operations.ties import (
    NewFulfilment,
    NewGroup,
    NewRequirement,
    fulfil,
    require,
    require_group,
)
from lti_exams.milestones.queries.catalogue import Sought, count_holders, find_milestones
from lti_exams.milestones.queries.crowds import who_pass
from lti_exams.milestones.queries.gates import Gate, Reason, Way, gate, gates_before, gates_of
from lti_exams.milestones.queries.holders import (
    award_of,
    held_by,
    histories_of,
    history_of,
    holds,
    records_of,
    who_hold,
)
from lti_exams.milestones.queries.milestones import (
    milestone,
    milestones,
    milestones_in,
    milestones_named,
    relation_kinds,
)
from lti_exams.milestones.queries.paths import (
    Path,
    Step,
    Trouble,
    path,
    troubles,
    troubles_of_course,
)
from lti_exams.milestones.queries.ties import Wanted, course_rule, courses_giving, given_by, ties
from lti_exams.milestones.rules.awards import State, WhenLost
from lti_exams.milestones.rules.badges import Issuer
from lti_exams.milestones.rules.conditions import (
    ALWAYS,
    Condition,
    ConditionRefused,
    Evidence,
    percent_of,
)
from lti_exams.milestones.rules.portable import PREREQUISITE, DocumentRefused, Mapped
from lti_exams.milestones.rules.subjects import Subject, SubjectKind, SubjectRefused
from lti_exams.milestones.rules.trees import Mode
from lti_exams.milestones.values import Holding, Kind, MilestoneValue, Past, Tie
from lti_exams.milestones.words import told, told_group, told_way

__all__ = [
    "ALWAYS",
    "PREREQUISITE",
    "Appeal",
    "AppealRefused",
    "AwardRefused",
    "Changed",
    "Condition",
    "ConditionRefused",
    "DocumentRefused",
    "Evidence",
    "Gate",
    "Holding",
    "Issuer",
    "Kind",
    "Mapped",
    "MilestoneChanges",
    "MilestoneRefused",
    "MilestoneValue",
    "Mode",
    "NeverMet",
    "NewAppeal",
    "NewFulfilment",
    "NewGroup",
    "NewMilestone",
    "NewRequirement",
    "NoSuchAppeal",
    "NoSuchAward",
    "NoSuchHolder",
    "NoSuchMilestone",
    "NoSuchRelationKind",
    "NoSuchTie",
    "Outcome",
    "Past",
    "Path",
    "Prerequisite",
    "Preview",
    "Reason",
    "ReasonMissing",
    "Recorded",
    "Report",
    "Side",
    "Sought",
    "State",
    "Step",
    "Subject",
    "SubjectKind",
    "SubjectRefused",
    "Tie",
    "TieRefused",
    "Trouble",
    "Wanted",
    "Way",
    "WhenLost",
    "achievement_of",
    "add_kind",
    "add_milestones",
    "add_prerequisite",
    "add_prerequisites",
    "answer_appeal",
    "appeal",
    "appeals_of",
    "award",
    "award_of",
    "badge_keys",
    "check_report",
    "complete_by_hand",
    "complete_courses",
    "count_holders",
    "course_rule",
    "courses_giving",
    "edit_milestones",
    "expire_due",
    "export_course",
    "find_milestones",
    "forget",
    "fulfil",
    "gate",
    "gates_before",
    "gates_of",
    "given_by",
    "held_by",
    "histories_of",
    "history_of",
    "holds",
    "import_course",
    "in_names",
    "issue_badge",
    "let_facts_decide",
    "milestone",
    "milestones",
    "milestones_in",
    "milestones_named",
    "newest_appeal",
    "path",
    "percent_of",
    "prerequisites_of",
    "preview_import",
    "reconsider",
    "record",
    "record_and_complete",
    "records_of",
    "relation_kinds",
    "remove_course",
    "remove_milestones",
    "remove_prerequisite",
    "remove_prerequisites",
    "remove_requirement",
    "remove_subjects",
    "require",
    "require_group",
    "revocation_list",
    "revoke",
    "set_course_rule",
    "set_prerequisites",
    "switch_kind",
    "ties",
    "told",
    "told_group",
    "told_way",
    "troubles",
    "troubles_of_course",
    "untie",
    "waive",
    "who_hold",
    "who_pass",
]
