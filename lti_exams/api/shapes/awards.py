"""What people reached, and what programs tell of it."""

from rest_framework import serializers

from lti_exams.api.fields import Flag, Instant, Number, Points, Text, Word
from lti_exams.api.reading import Fields
from lti_exams.api.shapes.attempts import PersonShown
from lti_exams.api.shapes.courses import Page, PageQuery
from lti_exams.api.shapes.gates import InnerGateShown
from lti_exams.api.shapes.milestones import LONGEST, ConditionInput, MilestoneShown
from lti_exams.api.showing import Shown
from lti_exams.journeys.award_milestones import Verdict
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


class StandingShown(Shown):
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


class ChangedShown(Shown):
    """An award that changed."""

    person = serializers.IntegerField()
    milestone = serializers.IntegerField()
    before = serializers.CharField(allow_null=True)
    after = serializers.CharField()


class ChangesShown(Shown):
    """The awards that changed, of courses that follow from them too."""

    changed = ChangedShown(many=True)


class CourseCompletedInput(Fields):
    """Who completed a course, or did not, by the word of staff."""

    people = serializers.ListField(child=Number(), min_length=1, max_length=MOST_PEOPLE)
    complete = Flag(default=True)
    reason = Text()


class EvidenceShown(Shown):
    """What an award rests on."""

    at = Instant()
    score = Points(allow_null=True)
    completion = Points(allow_null=True)
    is_verified = serializers.BooleanField()


class PastShown(Shown):
    """What an award was before."""

    version = serializers.IntegerField()
    state = serializers.ChoiceField(choices=[one.value for one in milestones.State])
    by_hand = serializers.BooleanField()
    until = Instant(allow_null=True)
    event = serializers.CharField()
    rule = serializers.IntegerField(allow_null=True)
    rule_version = serializers.IntegerField(allow_null=True)
    evidence = EvidenceShown()
    decided_at = Instant()
    decided_by = serializers.CharField()
    reason = serializers.CharField()


class HoldingShown(PastShown):
    """How somebody stands to a milestone, what that rests on, and what it was before."""

    milestone = MilestoneShown()
    past = PastShown(many=True)


class RecordShown(Shown):
    """The milestones of one person."""

    person = PersonShown()
    holdings = HoldingShown(many=True)


class CourseRecordShown(RecordShown):
    """The milestones of somebody of a course, and the gates within it."""

    gates = InnerGateShown(many=True)


class WishInput(Fields):
    """What would be asked besides, no more, or under another condition."""

    subject = Text(default="course", max_length=LONGEST)
    added = serializers.ListField(child=Number(), default=list, max_length=100)
    dropped = serializers.ListField(child=Number(), default=list, max_length=100)
    changed = serializers.DictField(child=ConditionInput(), default=dict)


class WhatIfShown(Shown):
    """Whom a change would let in, and whom it would shut out."""

    learners = serializers.IntegerField()
    pass_now = serializers.IntegerField()
    would_pass = serializers.IntegerField()
    let_in = PersonShown(many=True)
    shut_out = PersonShown(many=True)


class BadgeShown(Shown):
    """An Open Badges 3.0 credential, signed as a JSON Web Token."""

    credential = serializers.CharField()
