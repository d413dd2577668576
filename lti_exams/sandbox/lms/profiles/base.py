"""What an LMS may do differently from the next one, and what one does that keeps to the letter."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from lti_exams.sandbox.lms.profiles.paging import Paging
from lti_exams.sandbox.lms.profiles.scores import (
    Addressee,
    Cell,
    Effect,
    Score,
    Verdict,
    refuse,
)

NAMESPACE = uuid.UUID("6f1d5c2e-0a55-4b6c-9a0e-52a7a3c0d9b1")


@dataclass(frozen=True, slots=True)
class Bucket:
    """A leaky bucket for the requests of one client."""

    high_water_mark: float = 600
    up_front: float = 50
    outflow: float = 10
    cost: float = 1


@dataclass(frozen=True)
class Profile:
    """The behaviour of one LMS; the defaults are those of the specifications."""

    name: str
    title: str
    summary: str
    product_family: str
    version: str = "1.0"

    # Launching
    issuer: str = ""
    login_method: str = "GET"
    deployment_parameters: tuple[str, ...] = ("lti_deployment_id",)
    storage_target: str = "_parent"
    id_token_lifetime: int = 300
    short_context_types: bool = False
    extra_roles: tuple[str, ...] = ()
    registers_deployment: bool = True

    # Tokens
    access_token_lifetime: int = 3600
    token_audience: str = ""
    checks_audience: bool = True
    checks_replay: bool = True
    caches_tool_keys: bool = False
    challenges: bool = True

    # Services
    line_item_suffix: str = ""
    line_item_query: str = ""
    score_answer: int = 200
    reason_phrase_holds_body: bool = False
    write_scope_reads: bool = True
    checks_media_types: bool = True
    any_line_item_in_claim: bool = False
    keeps_content_windows: bool = True
    comment_survives_user_filter: bool = True
    hides_foreign_columns: bool = False
    line_item_paging: Paging = field(default_factory=Paging)
    member_paging: Paging = field(default_factory=Paging)
    short_member_roles: bool = False
    basic_outcome_in_members: bool = False
    members_limit: int | None = None
    nrps_versions: tuple[str, ...] = ("2.0",)
    bucket: Bucket | None = None

    def user_id(self, number: int, seed: int) -> str:
        """Return the opaque id of the n-th person of a university."""
        return str(uuid.uuid5(NAMESPACE, f"person-{seed}-{number}"))

    def context_id(self, number: int, seed: int) -> str:
        """Return the opaque id of the n-th course of a university."""
        return str(uuid.uuid5(NAMESPACE, f"course-{seed}-{number}"))

    def client_id(self, number: int) -> str:
        """Return the client id of a newly installed tool."""
        return uuid.uuid5(NAMESPACE, f"client-{number}").hex

    def deployment_id(self, number: int) -> str:
        """Return the id of a new deployment."""
        return str(uuid.uuid5(NAMESPACE, f"deployment-{number}"))

    def link_id(self, number: int) -> str:
        """Return the id of a new resource link."""
        return str(uuid.uuid5(NAMESPACE, f"link-{number}"))

    def message_hint(self, hint: str, number: int) -> str:
        """Return the `lti_message_hint` that stands for a pending launch."""
        del number
        return hint

    def shown_score(self, cell: Cell, column_maximum: float) -> tuple[float | None, float]:
        """Return the score and the maximum that the Results service tells."""
        return cell.given, cell.maximum or column_maximum

    def judge(self, score: Score, cell: Cell, addressee: Addressee, now: datetime) -> Verdict:
        """Say what becomes of a score."""
        return (
            self.object_to_person(addressee)
            or self.object_to_points(score)
            or self.object_to_time(score, cell, now)
            or self.accept(score, cell, addressee)
        )

    def object_to_person(self, addressee: Addressee) -> Verdict | None:
        """Refuse who is unknown, not in the course, or not to be graded."""
        if not addressee.is_known or not addressee.is_enrolled:
            return refuse(404, "There is no such user in this course.")
        if not addressee.is_gradable:
            return refuse(403, "This user cannot be graded.")
        return None

    def object_to_points(self, score: Score) -> Verdict | None:
        """Refuse points without a maximum, and impossible points."""
        if score.given is None:
            return None
        if score.maximum is None:
            return refuse(400, "scoreMaximum is required where there is a scoreGiven.")
        if score.maximum <= 0 or score.given < 0:
            return refuse(400, "scoreGiven or scoreMaximum is out of range.")
        return None

    def object_to_time(self, score: Score, cell: Cell, now: datetime) -> Verdict | None:
        """Refuse a score that is not younger than the one we hold."""
        del now
        if cell.timestamp is not None and score.timestamp <= cell.timestamp:
            return refuse(409, "A score with this or a later timestamp is already here.")
        return None

    def accept(self, score: Score, cell: Cell, addressee: Addressee) -> Verdict:
        """Take what is final, clear where no points are named, else only note the progress."""
        del cell, addressee
        if score.given is None:
            return Verdict(self.score_answer, Effect.CLEARED)
        if not score.is_final:
            return Verdict(self.score_answer, Effect.KEPT)
        return self.record(score.given, score.maximum)

    def record(self, given: float, maximum: float | None) -> Verdict:
        """Return the verdict that puts points into the gradebook."""
        del maximum
        return Verdict(self.score_answer, Effect.RECORDED, given=given)
