from dataclasses import dataclass
from datetime import datetime, timedelta

from lti_exams.sandbox.lms.profiles.base import Bucket, Profile
from lti_exams.sandbox.lms.profiles.scores import (
    Addressee,
    Cell,
    Effect,
    Score,
    Verdict,
    refuse,
)

EXTENSION = "https://canvas.instructure.com/lti/submission"
HANDED_IN = {"Submitted", "Completed"}
# How far ahead of its own clock a submission may lie (read in code).
FUTURE_ALLOWED = timedelta(minutes=1)


@dataclass(frozen=True)
class Canvas(Profile):
    """Makes a new submission of each score, forgives a repeated timestamp, throttles."""

    def client_id(self, number: int) -> str:
        """Return a number: the global id of a developer key (documents only)."""
        return str(10_000_000_000_000 + number)

    def deployment_id(self, number: int) -> str:
        """Return a local id and a hash, parted by a colon (documents only)."""
        return f"{number}:{super().deployment_id(number).replace('-', '')}"

    def object_to_person(self, addressee: Addressee) -> Verdict | None:
        """Answer 422 to whoever is no active student (read in code)."""
        if addressee.course_is_concluded:
            return refuse(422, "Course is concluded: AGS requests will no longer be accepted.")
        if not (addressee.is_known and addressee.is_enrolled and addressee.is_gradable):
            return refuse(422, "User not found in course or is not a student")
        return None

    def object_to_points(self, score: Score) -> Verdict | None:
        """Answer 422 to a missing or negative maximum (read in code; its documents say 412)."""
        if score.given is None:
            return None
        if score.maximum is None or score.maximum < 0 or score.given < 0:
            return refuse(422, "ScoreMaximum must be greater than or equal to 0")
        return None

    def object_to_time(self, score: Score, cell: Cell, now: datetime) -> Verdict | None:
        """Answer 400 to what is older than the result, not to the same instant (read in code)."""
        if score.submitted_at is not None and score.submitted_at > now + FUTURE_ALLOWED:
            return refuse(400, "Provided submitted_at timestamp is in the future")
        if cell.timestamp is not None and cell.timestamp > score.timestamp:
            return refuse(400, "Score timestamp must be newer than the result's updated_at")
        return None

    def accept(self, score: Score, cell: Cell, addressee: Addressee) -> Verdict:
        """Add a submission unless told otherwise, then set or empty the grade (read in code)."""
        adds = self._adds_submission(score)
        allowed = addressee.attempts_allowed
        if adds and allowed is not None and cell.submissions >= allowed:
            return refuse(422, "Maximum number of allowed attempts has been reached")
        if score.is_final and score.given is not None:
            return self._written(Effect.RECORDED, score, adds=adds)
        # Every grading progress but FullyGraded empties the grade, points or no points;
        # `preserve_score` is younger than the code that was read (documents only).
        keeps = bool(score.extension.get("preserve_score"))
        return self._written(Effect.KEPT if keeps else Effect.CLEARED, score, adds=adds)

    def _adds_submission(self, score: Score) -> bool:
        wanted = score.extension.get("new_submission", True)
        return bool(wanted) and score.activity_progress in HANDED_IN

    def _written(self, effect: Effect, score: Score, *, adds: bool) -> Verdict:
        return Verdict(
            status=self.score_answer,
            effect=effect,
            given=score.given,
            adds_submission=adds,
        )


CANVAS = Canvas(
    name="canvas",
    title="Canvas",
    summary=(
        "Each score is a new submission unless told otherwise, a score older than the last is "
        "answered 400, every progress but FullyGraded empties the grade, and a leaky bucket "
        "answers 403 “Rate Limit Exceeded”."
    ),
    product_family="canvas",
    version="cloud",
    issuer="https://canvas.instructure.com",  # documents only: one for all cloud accounts
    login_method="POST",  # documents only: it sends either
    deployment_parameters=("lti_deployment_id", "deployment_id"),  # documents only
    storage_target="post_message_forwarding",  # documents only
    id_token_lifetime=3600,  # documents only
    registers_deployment=False,  # documents only
    bucket=Bucket(high_water_mark=600, up_front=50, outflow=10),  # read in code
)
