"""LTI tools that we launch, the names that they know people by, and the tokens we gave them."""

from collections.abc import Iterable
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Q

from lti_exams.kernel.fields import EncryptedTextField
from lti_exams.kernel.origins import origins_of
from lti_exams.tools.rules.kinds import RegisteredBy, ToolKind


def _choices(enum: type[StrEnum]) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]


def _one_of(field: str, words: Iterable[StrEnum]) -> Q:
    return Q(**{f"{field}__in": [word.value for word in words]})


class Contacts(models.Model):
    """Whom people turn to about a tool, who may use it, and what its e-mails say."""

    support_phone = models.CharField(max_length=100, blank=True)
    support_email = models.CharField(max_length=254, blank=True)
    support_url = models.CharField(max_length=2000, blank=True)
    escalation_email = models.CharField(max_length=254, blank=True)
    # Names of the units that may use it; none named means all may.
    units = models.JSONField(default=list, blank=True)
    # Its own words in e-mails, by the name of the e-mail.
    email_texts = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True


class Tool(Contacts):
    """A registration: one tool that knows us, its platform, under our one issuer."""

    kind = models.CharField(max_length=20, choices=_choices(ToolKind))
    name = models.CharField(max_length=200)
    client_id = models.CharField(max_length=64, unique=True)
    deployment_id = models.CharField(max_length=64)
    login_url = models.CharField(max_length=2000)
    launch_url = models.CharField(max_length=2000)
    redirect_uris = models.JSONField(default=list)
    dashboard_url = models.CharField(max_length=2000, blank=True)
    key_set = models.OneToOneField("trust.KeySet", on_delete=models.PROTECT)
    # Custom parameters that every message to it carries.
    custom = models.JSONField(default=dict, blank=True)
    # Which personal data its messages carry besides the pseudonym: none unless staff say so.
    told = models.JSONField(default=list, blank=True)
    # Where we ask it to delete a person: an address that takes a signed call, or a mailbox.
    deletion_url = models.CharField(max_length=2000, blank=True)
    deletion_email = models.CharField(max_length=254, blank=True)
    # Signs the calls to the deletion address, and tries them again.
    deletion_calls = models.OneToOneField(
        "outbox.Subscription", on_delete=models.SET_NULL, null=True, blank=True, editable=False
    )
    registered_by = models.CharField(max_length=20, choices=_choices(RegisteredBy))
    is_active = models.BooleanField(default=False)
    approved_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    # Pseudonyms are made with it, so that nobody who lacks it can tell whose they are.
    pseudonym_secret = EncryptedTextField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=_one_of("kind", ToolKind), name="tool_kind_is_known"),
            models.CheckConstraint(
                condition=_one_of("registered_by", RegisteredBy),
                name="tool_registered_by_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(client_id="") & ~Q(deployment_id=""), name="tool_has_ids"
            ),
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(approved_at__isnull=False),
                name="active_tool_was_approved",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """Name this tool to the audit and to records that are used once."""
        return f"tool:{self.pk}"

    @property
    def origins(self) -> tuple[str, ...]:
        """Return where browsers may be led in this tool: where its registered addresses are."""
        addresses = (self.login_url, self.launch_url, self.dashboard_url, *self.redirect_uris)
        return origins_of(*addresses)

    @property
    def waits(self) -> bool:
        """Tell whether nobody has decided about it yet."""
        return self.approved_at is None


class Pseudonym(models.Model):
    """The `sub` under which one tool knows one person, and the way back from it."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="pseudonyms")
    sub = models.CharField(max_length=64)
    person = models.ForeignKey("launches.Person", on_delete=models.PROTECT, null=True, blank=True)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tool", "sub"], name="pseudonym_is_unique"),
            models.UniqueConstraint(
                fields=["tool", "person"],
                condition=Q(person__isnull=False),
                name="one_pseudonym_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["tool", "staff"],
                condition=Q(staff__isnull=False),
                name="one_pseudonym_of_staff",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, staff__isnull=True)
                | Q(person__isnull=True, staff__isnull=False),
                name="pseudonym_is_of_one",
            ),
        ]

    def __str__(self) -> str:
        return self.sub


class AccessToken(models.Model):
    """What lets a tool call our services for a while: only its digest is kept."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="access_tokens")
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    expires_at = models.DateTimeField()


class Invitation(models.Model):
    """A tool that staff asked to register itself. Its secret is in the token, never here."""

    kind = models.CharField(max_length=20, choices=_choices(ToolKind))
    label = models.CharField(max_length=200)
    registration_url = models.CharField(max_length=2000)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_by = models.ForeignKey(Tool, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=_one_of("kind", ToolKind), name="tool_invitation_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.label
