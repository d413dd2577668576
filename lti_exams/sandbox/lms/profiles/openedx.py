from dataclasses import dataclass
from datetime import datetime

from lti_exams.sandbox.lms.profiles.base import Profile
from lti_exams.sandbox.lms.profiles.paging import NumberedPaging
from lti_exams.sandbox.lms.profiles.scores import (
    Addressee,
    Cell,
    Effect,
    Score,
    Verdict,
    refuse,
)


@dataclass(frozen=True)
class OpenEdx(Profile):
    """Says 201 to everything, and forgets a zero and whatever comes after the due date."""

    def object_to_time(self, score: Score, cell: Cell, now: datetime) -> Verdict | None:
        """Answer 400 to a timestamp that is not younger (read in code)."""
        del now
        if cell.timestamp is not None and score.timestamp <= cell.timestamp:
            return refuse(400, "Score already exists for the provided timestamp")
        return None

    def accept(self, score: Score, cell: Cell, addressee: Addressee) -> Verdict:
        """Drop a zero and a late score without a word (read in code)."""
        if score.is_final and score.given == 0:
            return Verdict(self.score_answer, Effect.DROPPED, "a zero is not kept")
        if addressee.due_at is not None and score.timestamp > addressee.due_at:
            return Verdict(self.score_answer, Effect.DROPPED, "the due date has passed")
        return super().accept(score, cell, addressee)


OPENEDX = OpenEdx(
    name="openedx",
    title="Open edX",
    summary=(
        "Zeros and scores after the due date are answered 201 and never reach the gradebook, "
        "an equal timestamp is answered 400, and a large roster is answered 403."
    ),
    product_family="openedx",
    version="teak",
    id_token_lifetime=3600,  # read in code
    extra_roles=("http://purl.imsglobal.org/vocab/lis/v2/institution/person#None",),  # read in code
    checks_audience=False,  # read in code
    checks_replay=False,  # read in code
    score_answer=201,  # read in code
    any_line_item_in_claim=True,  # documents only: an issue of its tracker
    member_paging=NumberedPaging(size=10, largest=10),  # read in code; the size is our own
    members_limit=1000,  # read in code
)
