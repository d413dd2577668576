"""Who reached what, what that rests on, and everything that it was before."""

from django.db import models
from django.db.models import Q

from lti_exams.milestones.models.columns import OfSubject, known, percentage, word
from lti_exams.milestones.rules.awards import Fact, Held, State
from lti_exams.milestones.rules.conditions import Evidence
from lti_exams.milestones.rules.subjects import SubjectKind


class Completion(OfSubject):
    """One event about a person and a subject, as it was told. Rows are added and never changed.

    The newest by the moment of the deed counts, in whichever order they arrive.
    """

    person = models.ForeignKey("launches.Person", on_delete=models.PROTECT, db_index=False)
    source = models.CharField(max_length=300)
    event = models.TextField()
    # Of the source and the event: the same event counts once.
    event_digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    is_complete = models.BooleanField(default=True)
    score = models.BigIntegerField(null=True, blank=True)
    completion = models.BigIntegerField(null=True, blank=True)
    is_verified = models.BooleanField(default=False)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["person", "subject_digest"], name="completion_of_subject"),
            models.Index(fields=["subject_digest"], name="completion_subject"),
        ]
        constraints = [
            known("completion", "subject_kind", SubjectKind),
            percentage("completion", "completion"),
        ]

    @property
    def evidence(self) -> Evidence:
        return Evidence(
            at=self.at,
            is_complete=self.is_complete,
            score=self.score,
            completion=self.completion,
            is_verified=self.is_verified,
        )

    @property
    def fact(self) -> Fact:
        return Fact(self.event, self.evidence)


class Holder(models.Model):
    """A row to lock while somebody's awards change.

    The person's own row is no lock for this: others hold it while they wait for an attempt, which
    whoever comes here from an attempt holds already.
    """

    person = models.OneToOneField(
        "launches.Person", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )


class Standing(models.Model):
    """How somebody stands to a milestone, and what that rests on."""

    state = word(State)
    by_hand = models.BooleanField(default=False)
    until = models.DateTimeField(null=True, blank=True)
    event = models.TextField(blank=True)
    fulfilment = models.ForeignKey(
        "milestones.Fulfilment", on_delete=models.PROTECT, null=True, blank=True, db_index=False
    )
    rule_version = models.PositiveIntegerField(null=True, blank=True)
    # When what it rests on happened, and how well.
    reached_at = models.DateTimeField()
    score = models.BigIntegerField(null=True, blank=True)
    completion = models.BigIntegerField(null=True, blank=True)
    is_verified = models.BooleanField(default=False)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=300)
    reason = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def held(self) -> Held:
        return Held(
            state=State(self.state),
            by_hand=self.by_hand,
            until=self.until,
            event=self.event,
            rule=self.fulfilment_id,
            rule_version=self.rule_version,
            evidence=self.evidence,
        )

    @property
    def evidence(self) -> Evidence:
        return Evidence(
            at=self.reached_at,
            score=self.score,
            completion=self.completion,
            is_verified=self.is_verified,
        )


class Award(Standing):
    """A milestone of a person as it stands now. There is one row for both, however it changes."""

    person = models.ForeignKey(
        "launches.Person", on_delete=models.PROTECT, db_index=False, related_name="awards"
    )
    milestone = models.ForeignKey(
        "milestones.Milestone", on_delete=models.PROTECT, related_name="awards"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["until"],
                condition=Q(state__in=["earned", "waived"], until__isnull=False),
                name="award_that_ends",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "milestone"], name="award_is_unique"),
            known("award", "state", State),
        ]


class PastAward(Standing):
    """What an award was before it changed: with the award as it is now, its whole history."""

    award = models.ForeignKey("milestones.Award", on_delete=models.PROTECT, related_name="past")
    version = models.PositiveIntegerField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["award", "version"], name="past_award_is_unique"),
            known("past_award", "state", State),
        ]
