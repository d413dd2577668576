"""The only door to grades."""

from lti_exams.grades.lms import ADAPTERS, adapter_for
from lti_exams.grades.models import Change, Channel, Column, Delivery, Hold, Outcome
from lti_exams.grades.operations import (
    News,
    count_to_send_again,
    enqueue,
    enqueue_many,
    hold_outcomes,
    make_column_anew,
    send_again,
    settle_channel,
)
from lti_exams.grades.queries import (
    LATE,
    NoSuchOutcome,
    all_holds,
    channel_of,
    count_groups,
    deliveries_of,
    hold_on,
    of_group,
    outcome_in,
    outcomes_about,
    outcomes_in,
    outcomes_told_by,
    standing,
    time_until_sent,
    troubled_columns,
)
from lti_exams.grades.reconciling import Compared, Difference, Differs, compare
from lti_exams.grades.rehearsing import BEFORE_IT, NOBODY, Part, Tried, rehearse
from lti_exams.grades.rules.answers import Meaning
from lti_exams.grades.rules.deciding import OutcomeState
from lti_exams.grades.rules.documents import (
    REVOCATION,
    Activity,
    Comment,
    Document,
    Grading,
)
from lti_exams.grades.rules.groups import Group, group_of
from lti_exams.grades.rules.telling import awaiting_review, telling
from lti_exams.grades.sending.deliver import deliver_due, finish_soon

__all__ = [
    "ADAPTERS",
    "BEFORE_IT",
    "LATE",
    "NOBODY",
    "REVOCATION",
    "Activity",
    "Change",
    "Channel",
    "Column",
    "Comment",
    "Compared",
    "Delivery",
    "Difference",
    "Differs",
    "Document",
    "Grading",
    "Group",
    "Hold",
    "Meaning",
    "News",
    "NoSuchOutcome",
    "Outcome",
    "OutcomeState",
    "Part",
    "Tried",
    "adapter_for",
    "all_holds",
    "awaiting_review",
    "channel_of",
    "compare",
    "count_groups",
    "count_to_send_again",
    "deliver_due",
    "deliveries_of",
    "enqueue",
    "enqueue_many",
    "finish_soon",
    "group_of",
    "hold_on",
    "hold_outcomes",
    "make_column_anew",
    "of_group",
    "outcome_in",
    "outcomes_about",
    "outcomes_in",
    "outcomes_told_by",
    "rehearse",
    "send_again",
    "settle_channel",
    "standing",
    "telling",
    "time_until_sent",
    "troubled_columns",
]
