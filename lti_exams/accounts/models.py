"""People who work here without an LMS, and the tokens of programs that they let in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q


class User(AbstractUser):
    """A member of staff who signs in with a password; learners and teachers come by launch."""


class Unit(models.Model):
    """A department, or a part of one; courses belong to it."""

    name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="unit_is_unique_in_its_parent"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(parent=None), name="unit_at_the_top_is_unique"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="unit_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitStaff(models.Model):
    """Somebody who looks after a unit and everything below it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="staff")

    class Meta:
        verbose_name_plural = "unit staff"
        constraints = [
            models.UniqueConstraint(fields=["user", "unit"], name="post_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.unit}"


class ApiToken(models.Model):
    """What lets a program in: only its digest is kept. Its course is a key, as courses are above.

    A token is never deleted, so that the audit can name it.
    """

    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    course = models.PositiveBigIntegerField(null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="api_token_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """Name this token to the audit."""
        return f"token:{self.pk}"
