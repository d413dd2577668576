"""Reviews as programs get them: what waits, one sitting with its time line, who watches."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from lti_exams.api.errors import InputRefused
from lti_exams.api.fields import Instant, Number, Text, Word
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.attempts import AttemptShown, PersonShown, attempt_shown
from lti_exams.api.showing import Shown
from lti_exams.exams import api as exams
from lti_exams.journeys.access import Caller
from lti_exams.journeys.review_attempt import Verdict
from lti_exams.journeys.see_reviews import Moment, SeenSitting
from lti_exams.kernel.points import plain, scaled
from lti_exams.launches import api as launches
from lti_exams.proctoring import api as proctoring

_LONGEST = 5_000


class ReviewsQuery(Fields):
    """Which sittings are wanted."""

    exam = serializers.IntegerField(required=False, min_value=1)
    review = serializers.CharField(
        default="waiting,second", allow_blank=True, help_text="One or more, with commas."
    )
    vendor = serializers.CharField(default="", allow_blank=True, max_length=107)
    search = serializers.CharField(default="", allow_blank=True, max_length=200)
    severity = serializers.FloatField(required=False, min_value=0, max_value=1)
    differences = serializers.BooleanField(default=False, help_text="Only who looks different.")
    offset = serializers.IntegerField(default=0, min_value=0, max_value=10_000_000)
    limit = serializers.IntegerField(default=50, min_value=1, max_value=200)


class QueuedShown(Shown):
    """One sitting in the queue."""

    attempt = AttemptShown()
    vendor = serializers.CharField(allow_blank=True)
    incidents = serializers.IntegerField()
    severity = serializers.FloatField(allow_null=True)
    differences = serializers.ListField(child=serializers.CharField())


class ReviewsShown(Shown):
    """A page of the queue, longest waiting first."""

    results = QueuedShown(many=True)
    total = serializers.IntegerField()
    offset = serializers.IntegerField()
    limit = serializers.IntegerField()


class MomentShown(Shown):
    """One entry of the time line."""

    at = Instant()
    until = Instant(allow_null=True)
    kind = serializers.ChoiceField(choices=["incident", "comment"])
    action = serializers.CharField(allow_blank=True)
    severity = serializers.FloatField(allow_null=True)
    reason_code = serializers.CharField(allow_blank=True)
    reason_words = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    links = serializers.ListField(child=serializers.CharField())
    took_effect = serializers.BooleanField(allow_null=True)
    comment = serializers.IntegerField(allow_null=True)
    by = serializers.CharField(allow_blank=True)


class DecisionShown(Shown):
    """One step of a review."""

    id = serializers.IntegerField()
    verdict = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    by = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
    links = serializers.ListField(child=serializers.CharField())
    at = Instant()
    undone_at = Instant(allow_null=True)


class SittingShown(Shown):
    """Everything that a reviewer needs to know of one sitting."""

    attempt = AttemptShown()
    vendor = serializers.CharField(allow_blank=True)
    verified = serializers.DictField(allow_null=True, help_text="Whom the vendor says it saw.")
    differences = serializers.ListField(child=serializers.CharField())
    message = serializers.CharField(allow_blank=True, help_text="What the learner brought back.")
    review_policy = serializers.CharField(allow_blank=True)
    exceptions = serializers.ListField(child=serializers.CharField())
    time_line = MomentShown(many=True)
    decisions = DecisionShown(many=True)
    may = serializers.ListField(child=serializers.CharField())


class DecidedShown(Shown):
    """What a decision came to."""

    attempt = AttemptShown()
    decision = DecisionShown()
    awaits_another = serializers.BooleanField()


class VerdictInput(Fields):
    """A decision, and why."""

    verdict = Word(Verdict)
    reason = Text(max_length=_LONGEST)


class ReasonInput(Fields):
    """Why something is taken back."""

    reason = Text(max_length=_LONGEST)


class CommentInput(Fields):
    """What somebody says of a moment, or of a stretch from it on."""

    text = Text(max_length=_LONGEST)
    moment = Instant()
    until = Instant(default=None, allow_null=True)


class ProctorInput(Fields):
    """Somebody who belongs to the course, and what they do there."""

    person = Number(required=False)
    sub = Text(required=False)
    exam = Number(default=None, allow_null=True, help_text="None: all exams of the course.")
    part = Word(proctoring.Part)


class ProctorShown(Shown):
    """Somebody on a list."""

    id = serializers.IntegerField()
    person = PersonShown()
    exam = serializers.IntegerField(source="exam_id", allow_null=True)
    part = serializers.CharField()


class ProctorsShown(Shown):
    """Everybody on the lists of a course."""

    results = ProctorShown(many=True)


class ListInput(Fields):
    """A CSV with the columns sub, part and exam."""

    csv = Text(max_length=1_000_000)


class ListedShown(Shown):
    """What became of one line."""

    line = serializers.IntegerField()
    proctor = serializers.IntegerField(allow_null=True)
    code = serializers.CharField(allow_blank=True)


class ListShown(Shown):
    """What became of every line."""

    results = ListedShown(many=True)


def sought_in(course: launches.Course, told: Mapping[str, Any]) -> proctoring.Sought:
    """Return what is wanted of the queue of a course."""
    severity = told.get("severity")
    return proctoring.Sought(
        exam=exams.exam_of(course, told["exam"]) if "exam" in told else None,
        reviews=tuple(_review(word) for word in filter(None, told["review"].split(","))),
        vendor=told["vendor"].removeprefix("vendor:"),
        search=told["search"],
        least_severity=None if severity is None else scaled(severity),
        only_differences=told["differences"],
        offset=told["offset"],
        limit=told["limit"],
    )


def _review(word: str) -> exams.Review:
    if word not in set(exams.Review) - {exams.Review.NONE}:
        raise InputRefused(field="review", why="not one of waiting, second, verified, rejected")
    return exams.Review(word)


def _share(severity: int | None) -> float | None:
    return None if severity is None else float(plain(severity))


def queued_shown(row: proctoring.Queued, caller: Caller, *, now: Any) -> Mapping[str, Any]:
    """Return one sitting in the queue."""
    return {
        "attempt": attempt_shown(row.attempt, caller, now=now),
        "vendor": row.session.vendor.reference if row.session else "",
        "incidents": row.incidents,
        "severity": _share(row.severity),
        "differences": row.session.differences if row.session else [],
    }


def sitting_shown(seen: SeenSitting, caller: Caller, *, now: Any) -> Mapping[str, Any]:
    """Return everything about one sitting."""
    session = seen.session
    return {
        "attempt": attempt_shown(seen.attempt, caller, now=now),
        "vendor": session.vendor.reference if session else "",
        "verified": session.verified if session else None,
        "differences": session.differences if session else [],
        "message": session.message if session else "",
        "review_policy": seen.attempt.exam.review_policy,
        "exceptions": list(seen.exceptions),
        "time_line": [_moment(one) for one in seen.time_line],
        "decisions": [decision_shown(one) for one in seen.decisions],
        "may": sorted(seen.may) + (["undo"] if seen.may_undo else []),
    }


def _moment(one: Moment) -> Mapping[str, Any]:
    incident, comment = one.incident, one.comment
    return {
        "at": one.at,
        "until": one.until,
        "kind": "comment" if comment else "incident",
        "action": incident.action if incident else "",
        "severity": _share(incident.severity) if incident else None,
        "reason_code": incident.reason_code if incident else "",
        "reason_words": one.meaning,
        "text": comment.text if comment else incident.reason if incident else "",
        "links": incident.links if incident else [],
        "took_effect": incident.took_effect if incident else None,
        "comment": comment.pk if comment else None,
        "by": comment.by if comment else incident.vendor.reference if incident else "",
    }


def decision_shown(one: proctoring.Decision) -> Mapping[str, Any]:
    """Return one step of a review."""
    return {
        "id": one.pk,
        "verdict": one.finding,
        "before": one.before,
        "after": one.after,
        "by": one.by,
        "reason": one.reason,
        "links": one.links,
        "at": one.at,
        "undone_at": one.undone_at,
    }
