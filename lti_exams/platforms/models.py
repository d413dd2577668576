"""LMSs that may launch us, their installations, and the tokens they gave us."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Q

from lti_exams.kernel.fields import EncryptedTextField
from lti_exams.platforms.rules import (
    TOLERATED_SKEW_SECONDS,
    DeploymentStatus,
    NewDeployments,
    RegisteredBy,
    Status,
)


def _choices(enum: type[StrEnum]) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]


def _one_of(field: str, enum: type[StrEnum]) -> Q:
    return Q(**{f"{field}__in": [member.value for member in enum]})


class Platform(models.Model):
    """A registration: one LMS that knows us under one client id."""

    name = models.CharField(max_length=200)
    issuer = models.CharField(max_length=2000)
    client_id = models.CharField(max_length=255, blank=True)
    auth_url = models.CharField(max_length=2000)
    token_url = models.CharField(max_length=2000)
    token_audience = models.CharField(max_length=2000, blank=True)
    key_set = models.OneToOneField("trust.KeySet", on_delete=models.PROTECT)
    family = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=20, choices=_choices(Status))
    new_deployments = models.CharField(
        max_length=20, choices=_choices(NewDeployments), default=NewDeployments.PENDING.value
    )
    registered_by = models.CharField(max_length=20, choices=_choices(RegisteredBy))
    # Where bearer tokens and browsers may be sent. Nothing that an LMS says later widens it.
    origins = models.JSONField(default=list)
    # Where launches said, under the LMS's signature, that it serves too: for staff to bind.
    met_origins = models.JSONField(default=list, blank=True)
    # Names of the addresses that a dynamic registration gave outside the issuer's own host.
    warnings = models.JSONField(default=list, blank=True)
    # How far the LMS's clock was ahead of ours when it last gave us a token.
    clock_ahead_seconds = models.IntegerField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            # A registration has no client id until the LMS answers.
            models.UniqueConstraint(
                fields=["issuer", "client_id"],
                condition=~Q(status=Status.REGISTERING.value),
                name="platform_issuer_and_client_id_are_unique",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.REGISTERING.value) | ~Q(client_id=""),
                name="platform_has_a_client_id",
            ),
            models.CheckConstraint(
                condition=_one_of("status", Status), name="platform_status_is_known"
            ),
            models.CheckConstraint(
                condition=_one_of("new_deployments", NewDeployments),
                name="platform_new_deployments_is_known",
            ),
            models.CheckConstraint(
                condition=_one_of("registered_by", RegisteredBy),
                name="platform_registered_by_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key_owner(self) -> str:
        """Name this registration to `trust`, which keeps its key pairs."""
        return f"platform:{self.pk}"

    @property
    def is_active(self) -> bool:
        return self.status == Status.ACTIVE

    @property
    def clock_differs(self) -> bool:
        """Tell whether the LMS's clock is so far from ours that it may refuse what we send."""
        return abs(self.clock_ahead_seconds or 0) > TOLERATED_SKEW_SECONDS


class Deployment(models.Model):
    """One installation inside a registration."""

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="deployments")
    deployment_id = models.CharField(max_length=255)
    label = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=20, choices=_choices(DeploymentStatus))
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["platform", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "deployment_id"], name="deployment_id_is_unique_in_a_platform"
            ),
            models.CheckConstraint(
                condition=_one_of("status", DeploymentStatus), name="deployment_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.deployment_id


class AccessToken(models.Model):
    """A token that lets us call one LMS with some scopes, and who is asking for the next one."""

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="access_tokens")
    scopes = models.CharField(max_length=2000)
    token = EncryptedTextField(blank=True, default="")
    granted = models.TextField(blank=True)
    # Counts the tokens this row has held, so that only the one that failed is dropped.
    version = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)
    renew_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    leased_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["platform", "scopes"], name="one_token_for_its_scopes"),
            models.CheckConstraint(
                condition=Q(renew_at=None, expires_at=None)
                | Q(renew_at__lte=models.F("expires_at")),
                name="access_token_is_renewed_before_it_expires",
            ),
        ]


class Invitation(models.Model):
    """A registration that staff allowed beforehand. Its secret is in its address, never here."""

    label = models.CharField(max_length=200)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_by = models.ForeignKey(Platform, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.label
