"""What people reached, what stands before them, and what programs tell of it."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from lti_exams.api.fields import Flag, Instant, Number, Points, Text, Word
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.attempts import PersonShown
from lti_exams.api.shapes.courses import Page, PageQuery
from lti_exams.api.shapes.milestones import LONGEST, ConditionInput, MilestoneShown
from lti_exams.journeys.award_milestones import Verdict
from lti_exams.journeys.see_gates import SeenGate, SeenReason, SeenWay, Stand
from lti_exams.milestones import api as milestones

MOST_PEOPLE = 1_000


class DecisionsInput(Fields):
    """What staff decide about milestones of people, and why."""

    people = serializers.ListField(child=Number(), min_length=1, max_length=MOST_PEOPLE)
    milestones = serializers.ListField(child=Number(), min_length=1, max_length=100)
    verdict = Word(Verdict)
    reason = Text(default="", allow_blank=True)
    until = Instant(required=False, allow_null=True)


class StandingsQuery(PageQuery):
    """Which learners are wanted, and which milestone of theirs."""

    search = serializers.CharField(default="", allow_blank=True, max_length=200)
    milestone = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class StandingShown(serializers.Serializer[Any]):
    """A learner: whether the course lets them in, and what they hold of it."""

    person = PersonShown()
    may_come_in = serializers.BooleanField()
    held = serializers.IntegerField(help_text="How many milestones of this course.")
    state = serializers.CharField(
        source="holding.state", default=None, allow_null=True, help_text="Of the one asked for."
    )


class StandingsShown(Page):
    """How the learners of a course stand."""

    results = StandingShown(many=True)


class ChangedShown(serializers.Serializer[Any]):
    """An award that changed."""

    person = serializers.IntegerField()
    milestone = serializers.IntegerField()
    before = serializers.CharField(allow_null=True)
    after = serializers.CharField()


class ChangesShown(serializers.Serializer[Any]):
    """The awards that changed, of courses that follow from them too."""

    changed = ChangedShown(many=True)


class CourseCompletedInput(Fields):
    """Who completed a course, or did not, by the word of staff."""

    people = serializers.ListField(child=Number(), min_length=1, max_length=MOST_PEOPLE)
    complete = Flag(default=True)
    reason = Text()


class EvidenceShown(serializers.Serializer[Any]):
    """What an award rests on."""

    at = serializers.DateTimeField()
    score = Points(allow_null=True)
    completion = Points(allow_null=True)
    is_verified = serializers.BooleanField()


class PastShown(serializers.Serializer[Any]):
    """What an award was before."""

    version = serializers.IntegerField()
    state = serializers.ChoiceField(choices=[one.value for one in milestones.State])
    by_hand = serializers.BooleanField()
    until = serializers.DateTimeField(allow_null=True)
    event = serializers.CharField()
    rule = serializers.IntegerField(allow_null=True)
    rule_version = serializers.IntegerField(allow_null=True)
    evidence = EvidenceShown()
    decided_at = serializers.DateTimeField()
    decided_by = serializers.CharField()
    reason = serializers.CharField()


class HoldingShown(PastShown):
    """How somebody stands to a milestone, what that rests on, and what it was before."""

    milestone = MilestoneShown()
    past = PastShown(many=True)


class RecordShown(serializers.Serializer[Any]):
    """The milestones of one person."""

    person = PersonShown()
    holdings = HoldingShown(many=True)


class WayShown(serializers.Serializer[Any]):
    """Something whose completion gives what is asked."""

    subject = serializers.CharField()
    name = serializers.CharField()
    where = serializers.CharField(help_text="The course that it is in.")
    told = serializers.CharField()
    stand = serializers.ChoiceField(choices=[one.value for one in Stand])


class ReasonShown(serializers.Serializer[Any]):
    """How one thing that is asked for stands, in the words that the person reads too."""

    requirement = serializers.IntegerField()
    milestone = MilestoneShown()
    is_met = serializers.BooleanField()
    codes = serializers.ListField(child=serializers.CharField())
    stand = serializers.ChoiceField(choices=[one.value for one in Stand])
    told = serializers.CharField()
    ways = WayShown(many=True)


class StepShown(serializers.Serializer[Any]):
    """One step of the way in."""

    subject = serializers.CharField()
    name = serializers.CharField()
    where = serializers.CharField()
    milestone = serializers.IntegerField()


class AppealShown(serializers.Serializer[Any]):
    """Somebody asked for a review, and what became of it."""

    id = serializers.IntegerField()
    person = PersonShown()
    missing = serializers.ListField(child=serializers.IntegerField())
    words = serializers.CharField()
    asked_at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(choices=[one.value for one in milestones.Outcome])
    reply = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)


class AppealsShown(Page):
    """Who asked for a review in a course."""

    results = AppealShown(many=True)


class AppealInput(Fields):
    """What somebody who is kept out wants staff to know."""

    words = Text(default="", allow_blank=True, max_length=2_000)


class AnswerInput(Fields):
    """What staff answer: let past, or declined with a reason."""

    lets_past = Flag()
    reply = Text(default="", allow_blank=True, max_length=2_000)


class GateQuery(Fields):
    """Whose gate is asked for, and of which exam in the course."""

    person = serializers.IntegerField(required=False)
    exam = serializers.IntegerField(required=False)


class ReviewsQuery(PageQuery):
    """Which reviews are wanted."""

    only_open = serializers.BooleanField(default=False)


class GateShown(serializers.Serializer[Any]):
    """Whether somebody may come in, every reason, and the steps that lead there."""

    is_open = serializers.BooleanField()
    reasons = ReasonShown(many=True)
    steps = StepShown(many=True)
    closed = serializers.ListField(
        child=serializers.IntegerField(), help_text="Milestones to which no step leads."
    )
    appeal = AppealShown(allow_null=True)


class WishInput(Fields):
    """What would be asked besides, no more, or under another condition."""

    subject = Text(default="course", max_length=LONGEST)
    added = serializers.ListField(child=Number(), default=list, max_length=100)
    dropped = serializers.ListField(child=Number(), default=list, max_length=100)
    changed = serializers.DictField(child=ConditionInput(), default=dict)


class WhatIfShown(serializers.Serializer[Any]):
    """Whom a change would let in, and whom it would shut out."""

    learners = serializers.IntegerField()
    pass_now = serializers.IntegerField()
    would_pass = serializers.IntegerField()
    let_in = PersonShown(many=True)
    shut_out = PersonShown(many=True)


class BadgeShown(serializers.Serializer[Any]):
    """An Open Badges 3.0 credential, signed as a JSON Web Token."""

    credential = serializers.CharField()


def gate_shown(seen: SeenGate) -> Mapping[str, Any]:
    """Return a gate as it is told."""
    steps = [{**_of(one), "milestone": one.milestone} for one in seen.steps]
    return {
        "is_open": seen.is_open,
        "reasons": [_reason(one) for one in seen.reasons],
        "steps": steps,
        "closed": seen.closed,
        "appeal": seen.appeal,
    }


def _reason(seen: SeenReason) -> Mapping[str, Any]:
    reason = seen.reason
    return {
        "requirement": reason.requirement,
        "milestone": reason.milestone,
        "is_met": reason.is_met,
        "codes": reason.codes,
        "stand": seen.stand.value,
        "told": seen.told,
        "ways": [_way(one) for one in seen.ways],
    }


def _way(way: SeenWay) -> Mapping[str, Any]:
    return {**_of(way), "told": way.told, "stand": way.stand.value}


def _of(one: Any) -> Mapping[str, Any]:
    return {"subject": str(one.subject), "name": one.name, "where": one.where}
