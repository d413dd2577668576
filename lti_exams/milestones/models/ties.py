"""What asks for milestones, and what gives them."""

from django.db import models
from django.db.models import Q

from lti_exams.milestones.models.columns import (
    Asking,
    OfSubject,
    known,
    opens_before_it_closes,
    percentage,
    word,
)
from lti_exams.milestones.rules.awards import WhenLost
from lti_exams.milestones.rules.subjects import SubjectKind
from lti_exams.milestones.rules.trees import Mode, Node


class Tie(OfSubject, Asking):
    """What requirements and fulfilments have in common. A tie is switched off, never deleted."""

    course_key = models.TextField(blank=True)
    course_digest = models.CharField(max_length=64, blank=True)
    kind = models.ForeignKey("milestones.RelationKind", on_delete=models.PROTECT)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=300)

    class Meta:
        abstract = True


class Requirement(Tie):
    """One thing that a subject asks for: a milestone, or a group of requirements.

    Its condition is asked of what the award rests on.
    """

    milestone = models.ForeignKey(
        "milestones.Milestone",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requirements",
    )
    parent = models.ForeignKey(
        "milestones.Requirement",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
    )
    mode = models.CharField(
        max_length=24, blank=True, choices=[(mode.value, mode.value) for mode in Mode]
    )
    count = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["subject_digest"],
                condition=Q(is_active=True),
                name="requirement_of_subject",
            ),
            models.Index(fields=["course_digest"], name="requirement_of_course"),
        ]
        constraints = [
            known("requirement", "subject_kind", SubjectKind),
            known("requirement", "mode", [*Mode, ""]),
            models.UniqueConstraint(
                fields=["subject_digest", "milestone", "kind"],
                condition=Q(parent=None),
                name="requirement_is_unique",
            ),
            models.UniqueConstraint(
                fields=["subject_digest", "milestone", "kind", "parent"],
                name="requirement_in_a_group_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(milestone=None) ^ Q(mode=""), name="requirement_asks_or_groups"
            ),
            models.CheckConstraint(
                condition=Q(mode=Mode.AT_LEAST.value, count__gte=1)
                | ~Q(mode=Mode.AT_LEAST.value) & Q(count=None),
                name="requirement_counts_where_it_must",
            ),
            percentage("requirement", "minimum_score"),
            percentage("requirement", "minimum_completion"),
            opens_before_it_closes("requirement"),
        ]

    @property
    def node(self) -> Node:
        return Node(
            key=self.pk,
            milestone=self.milestone_id,
            parent=self.parent_id,
            mode=Mode(self.mode) if self.mode else None,
            count=self.count,
        )


class Fulfilment(Tie):
    """A subject whose completion gives a milestone, and what becomes of it afterwards."""

    milestone = models.ForeignKey(
        "milestones.Milestone", on_delete=models.PROTECT, related_name="fulfilments"
    )
    when_lost = word(WhenLost, default=WhenLost.TAKE_BACK)
    holds_for_days = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["subject_digest"],
                condition=Q(is_active=True),
                name="fulfilment_of_subject",
            ),
            models.Index(fields=["course_digest"], name="fulfilment_of_course"),
        ]
        constraints = [
            known("fulfilment", "subject_kind", SubjectKind),
            known("fulfilment", "when_lost", WhenLost),
            models.UniqueConstraint(
                fields=["subject_digest", "milestone", "kind"], name="fulfilment_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(holds_for_days=None) | Q(holds_for_days__gte=1),
                name="fulfilment_holds_for_a_day_at_least",
            ),
            percentage("fulfilment", "minimum_score"),
            percentage("fulfilment", "minimum_completion"),
            opens_before_it_closes("fulfilment"),
        ]
