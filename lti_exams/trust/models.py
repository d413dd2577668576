"""Keys of ours, keys of others, and things that may be used once."""

from django.db import models
from django.db.models import Q

from lti_exams.kernel.fields import EncryptedTextField


class KeyPair(models.Model):
    """A signing key of ours. Its owner is a kind and a key, such as `platform:12`."""

    owner = models.CharField(max_length=100, db_index=True)
    kid = models.CharField(max_length=64, unique=True)
    private_pem = EncryptedTextField()
    public_jwk = models.JSONField()
    made_at = models.DateTimeField()
    signs_from = models.DateTimeField()
    retires_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.owner} {self.kid}"


class KeySet(models.Model):
    """The public keys of one party, as its address last told them, or as somebody pasted them."""

    url = models.CharField(max_length=2000, blank=True)
    document = models.JSONField(default=dict)
    fetched_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return self.url or f"pasted keys {self.pk}"


class SingleUse(models.Model):
    """Something that may be used once: only its digest is kept."""

    kind = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    owner = models.CharField(max_length=100, blank=True)
    payload = models.JSONField(default=dict)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "digest"], name="single_use_is_unique"),
            models.CheckConstraint(condition=~Q(kind=""), name="single_use_has_a_kind"),
        ]
