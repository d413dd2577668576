from dataclasses import dataclass
from datetime import datetime

from lti_exams.sandbox.lms.profiles.base import Profile
from lti_exams.sandbox.lms.profiles.paging import FromPaging
from lti_exams.sandbox.lms.profiles.scores import (
    Addressee,
    Cell,
    Effect,
    Score,
    Verdict,
    refuse,
)


@dataclass(frozen=True)
class Moodle(Profile):
    """Counts time in whole seconds, and gives everything a small number."""

    def user_id(self, number: int, seed: int) -> str:
        """Return the row number of the user (measured)."""
        del seed
        return str(number + 2)

    def context_id(self, number: int, seed: int) -> str:
        """Return the row number of the course (measured)."""
        del seed
        return str(number + 1)

    def deployment_id(self, number: int) -> str:
        """Return the number of the tool's type (measured)."""
        return str(number)

    def link_id(self, number: int) -> str:
        """Return the row number of the activity (measured)."""
        return str(number)

    def message_hint(self, hint: str, number: int) -> str:
        """Return JSON, which a tool must hand back unaltered (measured)."""
        return f'{{"cmid":{number},"launchid":"{hint}"}}'

    def shown_score(self, cell: Cell, column_maximum: float) -> tuple[float | None, float]:
        """Tell the score on the scale of the column: 7 of 10 is 70 of 100 (measured)."""
        if cell.given is None or not cell.maximum:
            return cell.given, column_maximum
        return cell.given * column_maximum / cell.maximum, column_maximum

    def object_to_person(self, addressee: Addressee) -> Verdict | None:
        """Answer 400 to whoever cannot be graded here, teachers included (measured)."""
        if not (addressee.is_known and addressee.is_enrolled and addressee.is_gradable):
            return refuse(400, "Incorrect score received")
        return None

    def object_to_time(self, score: Score, cell: Cell, now: datetime) -> Verdict | None:
        """Answer 409 to a second score within the same second (measured)."""
        del now
        if cell.timestamp is None or int(cell.timestamp.timestamp()) < int(
            score.timestamp.timestamp()
        ):
            return None
        return refuse(409, "Refusing score with an earlier timestamp for item and user")

    def accept(self, score: Score, cell: Cell, addressee: Addressee) -> Verdict:
        """Empty the grade unless the score is final (read in code)."""
        del cell, addressee
        if score.is_final and score.given is not None:
            return self.record(score.given, score.maximum)
        return Verdict(self.score_answer, Effect.CLEARED)


MOODLE = Moodle(
    name="moodle",
    title="Moodle 4.1",
    summary=(
        "Whole-second timestamps: a second score within a second is answered 409. Line item "
        "addresses carry a query, roles in the roster are short, scores come back on the "
        "column's own scale, and an id_token lives 60 seconds."
    ),
    product_family="moodle",
    version="2022112810",
    login_method="POST",  # measured
    id_token_lifetime=60,  # measured
    short_context_types=True,  # measured
    checks_audience=False,  # measured
    checks_replay=False,  # measured
    caches_tool_keys=True,  # measured
    challenges=False,  # measured: a 401 has no WWW-Authenticate
    line_item_suffix="/lineitem",  # measured
    line_item_query="type_id={deployment}",  # measured
    reason_phrase_holds_body=True,  # measured
    write_scope_reads=False,  # documents only: it wants lineitem.readonly besides lineitem
    keeps_content_windows=False,  # measured
    line_item_paging=FromPaging(),  # measured
    member_paging=FromPaging(),  # measured
    short_member_roles=True,  # measured
    basic_outcome_in_members=True,  # measured
    nrps_versions=("1.0", "2.0"),  # measured
)
