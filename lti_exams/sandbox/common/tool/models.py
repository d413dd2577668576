"""What a tool remembers: who may launch it, who did, and every message both ways."""

import uuid
from typing import ClassVar

from django.db import models


class Platform(models.Model):
    """A platform that may launch us."""

    issuer = models.CharField(max_length=255)
    client_id = models.CharField(max_length=255)
    deployment_id = models.CharField(max_length=255)
    authorize_url = models.URLField(max_length=1000)
    token_url = models.URLField(max_length=1000)
    jwks_url = models.URLField(max_length=1000)
    # Some platforms want an assertion addressed to something that is not their token address.
    token_audience = models.CharField(max_length=1000, blank=True)
    objects: ClassVar[models.Manager["Platform"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "client_id", "deployment_id"], name="platform_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.issuer} as {self.client_id}"


class Login(models.Model):
    """A login that we sent to a platform and whose answer we wait for."""

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE)
    state = models.CharField(max_length=100, unique=True)
    nonce = models.CharField(max_length=100)
    target_link_uri = models.CharField(max_length=1000)
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager["Login"]] = models.Manager()


class Launch(models.Model):
    """A message of a platform that passed every check."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE)
    message_type = models.CharField(max_length=100)
    claims = models.JSONField()
    id_token = models.TextField()
    received_at = models.DateTimeField()
    objects: ClassVar[models.Manager["Launch"]] = models.Manager()


class AccessToken(models.Model):
    """A token that a platform gave us for one scope."""

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE)
    scope = models.CharField(max_length=1000)
    value = models.TextField()
    expires_at = models.DateTimeField()
    objects: ClassVar[models.Manager["AccessToken"]] = models.Manager()


class Entry(models.Model):
    """One message, sent or received, as the journal shows it."""

    at = models.DateTimeField()
    direction = models.CharField(max_length=10)
    kind = models.CharField(max_length=60)
    url = models.CharField(max_length=2000, blank=True)
    status = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict)
    objects: ClassVar[models.Manager["Entry"]] = models.Manager()


class Setting(models.Model):
    """A switch that a person or a test has thrown."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField(null=True)
    objects: ClassVar[models.Manager["Setting"]] = models.Manager()
