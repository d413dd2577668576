"""A milestone, and the kinds of relation that tie it to what asks for it and what gives it."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from lti_exams.milestones.models.columns import digest, known, word


class Milestone(models.Model):
    """Something that people reach. It is switched off, never deleted: its awards stay."""

    namespace = models.TextField()
    name = models.TextField()
    # Of the namespace, and of the namespace with the name.
    namespace_digest = digest()
    digest = models.CharField(max_length=64, unique=True)
    display_name = models.TextField(blank=True)
    description = models.TextField(blank=True)
    # People give it, so nothing else needs to.
    is_given_by_hand = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["namespace", "name", "id"]
        indexes = [models.Index(fields=["namespace_digest"], name="milestone_namespace")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(namespace="") & ~Q(name=""), name="milestone_has_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.display_name or self.name


class Side(StrEnum):
    """What a kind of relation does."""

    REQUIRES = "requires"
    FULFILS = "fulfils"


class RelationKind(models.Model):
    """A word for a tie, as data: a site may add its own, and switch one off.

    Whoever asks by a word that is unknown or off is refused; a gate that rests on one stays shut.
    """

    name = models.CharField(max_length=100, unique=True)
    side = word(Side)
    description = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [known("relation_kind", "side", Side)]

    def __str__(self) -> str:
        return self.name
