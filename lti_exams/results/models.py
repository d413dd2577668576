"""The columns of a course's gradebook, and what people got in them."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from lti_exams.kernel.leases import Leased, lease_is_whole
from lti_exams.kernel.points import SCALE
from lti_exams.results.rules.columns import (
    MOST_POINTS,
    MOST_WEIGHT,
    Counting,
    Source,
    is_stale,
)


def _word(enum: type[Source] | type[Counting], default: str) -> "models.CharField[str, str]":
    choices = [(member.value, member.value) for member in enum]
    return models.CharField(max_length=24, choices=choices, default=default)


def _known(model: str, field: str, enum: type[Source] | type[Counting]) -> models.CheckConstraint:
    words = {f"{field}__in": sorted(member.value for member in enum)}
    return models.CheckConstraint(condition=Q(**words), name=f"{model}_{field}_is_known")


class Column(models.Model):
    """An assignment. It is never deleted: decisions of the past were made from it."""

    course = models.ForeignKey("launches.Course", on_delete=models.PROTECT, related_name="columns")
    key = models.CharField(max_length=100)
    title = models.CharField(max_length=255)
    # Ten-thousandths of a point, as `kernel.points` has them; so is the weight.
    maximum = models.BigIntegerField()
    pass_limit = models.BigIntegerField(null=True, blank=True)
    weight = models.BigIntegerField(default=SCALE)
    group = models.CharField(max_length=100, blank=True)
    counting = _word(Counting, Counting.BEST.value)
    source = _word(Source, Source.HAND.value)
    # What the source calls it: the number of an exam, the address of a line item.
    source_key = models.CharField(max_length=2000, blank=True)
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    # When its source was last read, and why it could not be read the last time.
    known_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["course", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["course", "key"], name="column_is_unique"),
            models.UniqueConstraint(
                fields=["course", "source", "source_key"],
                condition=~Q(source_key=""),
                name="column_of_a_source_is_unique",
            ),
            _known("column", "source", Source),
            _known("column", "counting", Counting),
            models.CheckConstraint(
                condition=Q(maximum__gt=0, maximum__lte=MOST_POINTS),
                name="column_maximum_is_sensible",
            ),
            models.CheckConstraint(
                condition=Q(pass_limit=None) | Q(pass_limit__gte=0, pass_limit__lte=F("maximum")),
                name="column_pass_limit_is_within_maximum",
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=0, weight__lte=MOST_WEIGHT),
                name="column_weight_is_sensible",
            ),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(title=""), name="column_has_a_key_and_a_title"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_stale(self, now: datetime) -> bool:
        return is_stale(Source(self.source), self.known_at, now)


class Result(models.Model):
    """What one source says of one person in one column. One of them counts, as the column rules."""

    # The constraints below begin with it, and the index with the person.
    column = models.ForeignKey(
        Column, on_delete=models.PROTECT, related_name="results", db_index=False
    )
    person = models.ForeignKey("launches.Person", on_delete=models.PROTECT, related_name="results")
    points = models.BigIntegerField(null=True, blank=True)
    # What the source itself says, whatever the limit; and what holds.
    said_passing = models.BooleanField(null=True, blank=True)
    is_passing = models.BooleanField(default=False)
    is_published = models.BooleanField(default=True)
    counts = models.BooleanField(default=False)
    grade = models.CharField(max_length=40, blank=True)
    source = _word(Source, Source.HAND.value)
    # Which of several results of the source it is, such as the attempt.
    source_key = models.CharField(max_length=100, blank=True)
    as_of = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            # All that deciding about a whole course reads, in the order of its students: a
            # database adds up each of them as it goes, and looks at no row.
            models.Index(
                fields=["person", "column", "points", "is_passing"],
                condition=Q(counts=True),
                name="result_that_counts",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["column", "person", "source", "source_key"], name="result_is_unique"
            ),
            models.UniqueConstraint(
                fields=["column", "person"],
                condition=Q(counts=True),
                name="one_result_counts",
            ),
            models.CheckConstraint(
                condition=Q(counts=False) | Q(is_published=True),
                name="result_that_counts_is_published",
            ),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gte=0, points__lte=MOST_POINTS),
                name="result_points_are_sensible",
            ),
            models.CheckConstraint(
                condition=Q(said_passing=None) | Q(is_passing=F("said_passing")),
                name="result_passes_as_its_source_says",
            ),
            _known("result", "source", Source),
        ]


class Gradebook(Leased):
    """How well we know what the LMS lets us read of one course's gradebook."""

    course = models.OneToOneField(
        "launches.Course", on_delete=models.PROTECT, related_name="gradebook"
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=60, blank=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(due_at__isnull=False), name="gradebook_is_due"
            ),
        ]
        constraints = [lease_is_whole("gradebook")]

    def is_being_read(self, now: datetime) -> bool:
        """Tell whether a worker reads it now, or will as soon as it comes by."""
        return self.due_at is not None and self.due_at <= now


class Import(models.Model):
    """A file of results that was taken over: whose, which, and what of it was not."""

    course = models.ForeignKey("launches.Course", on_delete=models.PROTECT, related_name="imports")
    name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=300)
    at = models.DateTimeField()
    taken = models.PositiveIntegerField()
    refused = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]
