"""The only door to exams."""

from lti_exams.exams.access.shape import AccessRuleRefused
from lti_exams.exams.errors import (
    AttemptIsBusy,
    ExtensionRefused,
    NoScoreTaken,
    NoSuchAccommodation,
    NoSuchAttempt,
    NoSuchExam,
    NoSuchExtension,
    OptOutNotOffered,
    ReasonMissing,
    ScoreRefused,
    SlugTaken,
)
from lti_exams.exams.models import (
    Accommodation,
    Attempt,
    Exam,
    ExamChange,
    Extension,
    LateWork,
)
from lti_exams.exams.operations.accommodations import accommodate, withdraw_accommodation
from lti_exams.exams.operations.attempts import Created, Wish, create_attempt, start
from lti_exams.exams.operations.courses import decide_usual
from lti_exams.exams.operations.definitions import (
    apply_terms_to_running,
    define_exam,
    edit_exam,
)
from lti_exams.exams.operations.extensions import extend, extend_everyone, undo_extension
from lti_exams.exams.operations.moves import move, reopen, submit
from lti_exams.exams.operations.presence import (
    acknowledge,
    check_device,
    free_seat,
    note_seen,
    take_seat,
)
from lti_exams.exams.operations.resumption import let_resume
from lti_exams.exams.operations.reviews import Reviewed, review
from lti_exams.exams.operations.scores import (
    Score,
    Scored,
    keep_late_work,
    record_score,
    withdraw_score,
)
from lti_exams.exams.operations.swap import CLOCK, Moved, Who, settle
from lti_exams.exams.operations.sweeps import sweep_deadlines
from lti_exams.exams.queries.attempts import (
    TimeLeft,
    attempt_in,
    attempt_known,
    attempt_of,
    attempts_of,
    latest_attempt,
    time_for,
    time_left,
)
from lti_exams.exams.queries.cases import (
    Presented,
    allowance_of,
    case_of,
    common_terms_of,
    personal_terms,
    terms_of,
)
from lti_exams.exams.queries.courses import usual_of
from lti_exams.exams.queries.exams import (
    accommodation_of,
    accommodations_of,
    definition_of,
    exam_of,
    exams_of,
)
from lti_exams.exams.queries.grading import Sat, counting_attempt, sat_of
from lti_exams.exams.queries.lists import Page, Wanted, attempts_in, count_by_status, counts_of
from lti_exams.exams.queries.presence import attempt_at_a_page, last_seen
from lti_exams.exams.rules.allowances import Allowance, AllowanceRefused
from lti_exams.exams.rules.courses import CourseSettingsRefused, Usual, completed
from lti_exams.exams.rules.devices import AnotherDeviceTookOver, Seat, SecondDeviceRefused
from lti_exams.exams.rules.editing import Definition, ExamRefused
from lti_exams.exams.rules.eligibility import Case, NotEligible, Obstacle, obstacles
from lti_exams.exams.rules.kinds import (
    UNGRADED,
    Counting,
    GradePolicy,
    Kind,
    LatePolicy,
    Purpose,
    SecondDevice,
)
from lti_exams.exams.rules.reviews import Finding, IllegalFinding, Review
from lti_exams.exams.rules.snapshots import Snapshot, as_of, holding
from lti_exams.exams.rules.states import (
    ENDED,
    HANDED_IN,
    IN_PROGRESS,
    OPEN,
    UNSTARTED,
    Actor,
    Event,
    IllegalMove,
    State,
    legal_events,
)
from lti_exams.exams.rules.statuses import Status
from lti_exams.exams.rules.terms import Terms, ends

__all__ = [
    "CLOCK",
    "ENDED",
    "HANDED_IN",
    "IN_PROGRESS",
    "OPEN",
    "UNGRADED",
    "UNSTARTED",
    "AccessRuleRefused",
    "Accommodation",
    "Actor",
    "Allowance",
    "AllowanceRefused",
    "AnotherDeviceTookOver",
    "Attempt",
    "AttemptIsBusy",
    "Case",
    "Counting",
    "CourseSettingsRefused",
    "Created",
    "Definition",
    "Event",
    "Exam",
    "ExamChange",
    "ExamRefused",
    "Extension",
    "ExtensionRefused",
    "Finding",
    "GradePolicy",
    "IllegalFinding",
    "IllegalMove",
    "Kind",
    "LatePolicy",
    "LateWork",
    "Moved",
    "NoScoreTaken",
    "NoSuchAccommodation",
    "NoSuchAttempt",
    "NoSuchExam",
    "NoSuchExtension",
    "NotEligible",
    "Obstacle",
    "OptOutNotOffered",
    "Page",
    "Presented",
    "Purpose",
    "ReasonMissing",
    "Review",
    "Reviewed",
    "Sat",
    "Score",
    "ScoreRefused",
    "Scored",
    "Seat",
    "SecondDevice",
    "SecondDeviceRefused",
    "SlugTaken",
    "Snapshot",
    "State",
    "Status",
    "Terms",
    "TimeLeft",
    "Usual",
    "Wanted",
    "Who",
    "Wish",
    "accommodate",
    "accommodation_of",
    "accommodations_of",
    "acknowledge",
    "allowance_of",
    "apply_terms_to_running",
    "as_of",
    "attempt_at_a_page",
    "attempt_in",
    "attempt_known",
    "attempt_of",
    "attempts_in",
    "attempts_of",
    "case_of",
    "check_device",
    "common_terms_of",
    "completed",
    "count_by_status",
    "counting_attempt",
    "counts_of",
    "create_attempt",
    "decide_usual",
    "define_exam",
    "definition_of",
    "edit_exam",
    "ends",
    "exam_of",
    "exams_of",
    "extend",
    "extend_everyone",
    "free_seat",
    "holding",
    "keep_late_work",
    "last_seen",
    "latest_attempt",
    "legal_events",
    "let_resume",
    "move",
    "note_seen",
    "obstacles",
    "personal_terms",
    "record_score",
    "reopen",
    "review",
    "sat_of",
    "settle",
    "start",
    "submit",
    "sweep_deadlines",
    "take_seat",
    "terms_of",
    "time_for",
    "time_left",
    "undo_extension",
    "usual_of",
    "withdraw_accommodation",
    "withdraw_score",
]
