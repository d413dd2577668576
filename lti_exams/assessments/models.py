"""Where questions lie, what was chosen there for an exam, and the inbox for what comes back."""

from enum import StrEnum

from django.db import models
from django.db.models import Q
from django.db.models.fields import NOT_PROVIDED

from lti_exams.assessments.rules.messages import Message
from lti_exams.assessments.rules.words import Activity, Channel, Fate, Grading, Way
from lti_exams.kernel.fields import EncryptedTextField

# Hours until a score that has not come is shown to staff.
PATIENCE = 24


def _word(
    enum: type[StrEnum], *, default: object = NOT_PROVIDED, blank: bool = False
) -> "models.CharField[str, str]":
    choices = [(member.value, member.value) for member in enum]
    return models.CharField(max_length=20, choices=choices, default=default, blank=blank)


def _known(
    model: str, field: str, enum: type[StrEnum], *, empty: bool = False
) -> models.CheckConstraint:
    words = [member.value for member in enum] + ([""] if empty else [])
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": words}), name=f"{model}_{field}_is_known"
    )


class Assessment(models.Model):
    """One place where questions lie; exams name it by its key, and their access tokens too."""

    key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    way = _word(Way)
    tool = models.OneToOneField(
        "tools.Tool", on_delete=models.PROTECT, null=True, blank=True, related_name="assessment"
    )
    # An outside page: where it opens, and what it signs completions with.
    address = models.CharField(max_length=2000, blank=True)
    key_set = models.OneToOneField("trust.KeySet", on_delete=models.PROTECT, null=True, blank=True)
    secret = EncryptedTextField(default="", blank=True)
    # Where a score that has not come can be asked for, by a call that is signed like theirs.
    ask_address = models.CharField(max_length=2000, blank=True)
    # Whom to write to when a score does not come.
    contact_email = models.CharField(max_length=254, blank=True)
    patience_hours = models.PositiveIntegerField(default=PATIENCE)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            _known("assessment", "way", Way),
            models.CheckConstraint(
                condition=Q(way=Way.LTI.value, tool__isnull=False)
                | ~Q(way=Way.LTI.value) & Q(tool__isnull=True),
                name="assessment_has_a_tool_where_it_is_one",
            ),
            models.CheckConstraint(
                condition=~Q(way=Way.OUTSIDE.value) | ~Q(address=""),
                name="assessment_outside_has_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Questions(models.Model):
    """What one exam asks of its assessment: the content that was chosen there, and extra credit."""

    exam = models.OneToOneField("exams.Exam", on_delete=models.PROTECT, related_name="questions")
    # The content belongs to this assessment; an exam that has gone to another does not open it.
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, blank=True)
    title = models.CharField(max_length=255, blank=True)
    address = models.CharField(max_length=2000, blank=True)
    custom = models.JSONField(default=dict, blank=True)
    resource_id = models.CharField(max_length=255, blank=True)
    tag = models.CharField(max_length=255, blank=True)
    maximum = models.BigIntegerField(null=True, blank=True)
    allows_extra_credit = models.BooleanField(default=False)
    chosen_by = models.CharField(max_length=300, blank=True)
    chosen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "questions"
        constraints = [
            models.CheckConstraint(
                condition=Q(maximum=None) | Q(maximum__gte=1),
                name="questions_maximum_is_at_least_1",
            ),
        ]


class LineItem(models.Model):
    """A line item in front of a tool. Of each exam and sitting one counts: its score is ours."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="line_items")
    exam = models.ForeignKey("exams.Exam", on_delete=models.PROTECT, related_name="line_items")
    sitting = models.PositiveIntegerField()
    counts = models.BooleanField()
    label = models.CharField(max_length=255)
    maximum = models.BigIntegerField()
    resource_id = models.CharField(max_length=255, blank=True)
    tag = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "exam", "sitting"],
                condition=Q(counts=True),
                name="line_item_that_counts_is_unique",
            ),
            models.CheckConstraint(condition=Q(maximum__gte=1), name="line_item_has_a_maximum"),
        ]

    def __str__(self) -> str:
        return self.label


class Work(models.Model):
    """What is known of one attempt where its questions lie. Its row is the lock of its inbox."""

    attempt = models.OneToOneField("exams.Attempt", on_delete=models.PROTECT, related_name="work")
    opened_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    # When the answers were handed in there, as far as anybody told.
    handed_in_at = models.DateTimeField(null=True, blank=True)
    # The newest message about the score that was applied: an older one changes none any more.
    applied_said_at = models.DateTimeField(null=True, blank=True)
    applied_id = models.BigIntegerField(default=0)
    scored_by = _word(Channel, blank=True, default="")
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "work"
        constraints = [_known("work", "scored_by", Channel, empty=True)]


class Arrival(models.Model):
    """One message in the inbox. It is kept first and applied afterwards, and never deleted."""

    # Who says it: the key of an assessment, or whoever entered it by hand.
    source = models.CharField(max_length=120)
    delivery_id = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    channel = _word(Channel)
    attempt = models.ForeignKey("exams.Attempt", on_delete=models.PROTECT, related_name="arrivals")
    line_item = models.ForeignKey(
        LineItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="arrivals"
    )
    # Who brought it, for the audit.
    by = models.CharField(max_length=300)
    reason = models.TextField(blank=True)
    points = models.BigIntegerField(null=True, blank=True)
    maximum = models.BigIntegerField(null=True, blank=True)
    activity = _word(Activity)
    grading = _word(Grading)
    said_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(blank=True)
    evidence = models.JSONField(default=dict, blank=True)
    received_at = models.DateTimeField()
    fate = _word(Fate, default=Fate.WAITING.value)
    # The code of the refusal, where it was refused when its turn came.
    why = models.CharField(max_length=60, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(fate=Fate.WAITING.value), name="arrival_waits"),
            models.Index(fields=["attempt", "said_at"], name="arrival_of_an_attempt"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "delivery_id"], name="delivery_is_unique"),
            _known("arrival", "channel", Channel),
            _known("arrival", "fate", Fate),
            _known("arrival", "activity", Activity),
            _known("arrival", "grading", Grading),
            models.CheckConstraint(
                condition=Q(points=None, maximum=None) | Q(points__gte=0, maximum__gte=1),
                name="arrival_has_a_whole_score",
            ),
            models.CheckConstraint(
                condition=Q(fate=Fate.WAITING.value, applied_at=None)
                | ~Q(fate=Fate.WAITING.value) & Q(applied_at__isnull=False),
                name="arrival_waits_or_was_applied",
            ),
        ]

    @property
    def message(self) -> Message:
        return Message(
            points=self.points,
            maximum=self.maximum,
            activity=Activity(self.activity),
            grading=Grading(self.grading),
            said_at=self.said_at,
            started_at=self.started_at,
            submitted_at=self.submitted_at,
            comment=self.comment,
            evidence=self.evidence,
        )
