"""One visit to a vendor within an attempt, and everything that was told of it."""

import json
from typing import Any

from django.db import models
from django.db.models import Q

from lti_exams.kernel.fields import EncryptedTextField
from lti_exams.kernel.leases import Leased, lease_is_whole
from lti_exams.proctoring.models.columns import known, one_of, word
from lti_exams.proctoring.rules.words import (
    OPEN_SESSIONS,
    Action,
    Outcome,
    SessionState,
    Standing,
)


class Session(models.Model):
    """From the moment that a learner is sent to a vendor until the vendor is done with them."""

    key = models.CharField(max_length=43, unique=True)
    attempt = models.ForeignKey("exams.Attempt", on_delete=models.PROTECT, related_name="sessions")
    vendor = models.ForeignKey(
        "proctoring.Vendor", on_delete=models.PROTECT, related_name="sessions"
    )
    # The launch from which the learner went, and to whose pages they come back.
    launch_key = models.CharField(max_length=32)
    state = word(SessionState, default=SessionState.ASKED.value)
    asked_at = models.DateTimeField()
    admitted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # The vendor wants to be told of the end (`end_assessment_return`).
    wants_end = models.BooleanField(default=False)
    # Whom the vendor says that it saw: sealed, and nothing that we did not tell it before.
    verified_document = EncryptedTextField(blank=True)
    differences = models.JSONField(default=list, blank=True)
    # What the vendor gave the learner to bring back, and what it told the log.
    message = models.CharField(max_length=1000, blank=True)
    is_complaint = models.BooleanField(default=False)
    # What the vendor finds of the whole, which may come before the end; its links are sealed.
    verdict = models.CharField(max_length=20, blank=True)
    verdict_reason = models.TextField(blank=True)
    verdict_links_document = EncryptedTextField(blank=True)
    # By which name a vendor that is no LTI tool knows this visit.
    outside_key = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            known("session", "state", SessionState),
            models.UniqueConstraint(
                fields=["attempt"],
                condition=one_of("state", OPEN_SESSIONS),
                name="session_is_the_only_open_one",
            ),
            models.CheckConstraint(
                condition=Q(verdict="") | one_of("verdict", Outcome),
                name="session_verdict_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=SessionState.ADMITTED.value) | Q(admitted_at__isnull=False),
                name="session_was_admitted_when",
            ),
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"

    @property
    def verdict_links(self) -> list[str]:
        """Return where the vendor keeps what its verdict rests on."""
        return json.loads(self.verdict_links_document) if self.verdict_links_document else []

    @property
    def verified(self) -> dict[str, Any] | None:
        """Return whom the vendor says that it saw; None where it said nothing."""
        return json.loads(self.verified_document) if self.verified_document else None


class Farewell(Leased):
    """What a vendor that we call must learn of a visit once it is over; LTI vendors get a form."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="farewell")
    # When it is told, or tried again; empty where nothing is owed any more.
    due_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(due_at__isnull=False), name="farewell_is_owed"
            ),
            models.Index(
                fields=["leased_by"], condition=~Q(leased_by=""), name="farewell_is_claimed_by"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_at=None) | Q(due_at=None), name="farewell_is_told_once"
            ),
            lease_is_whole("farewell"),
        ]


class Incident(models.Model):
    """Something that a vendor told, once: kept whatever came of it."""

    attempt = models.ForeignKey("exams.Attempt", on_delete=models.PROTECT, related_name="incidents")
    vendor = models.ForeignKey("proctoring.Vendor", on_delete=models.PROTECT, related_name="+")
    # What makes a repeated call a repeated call; only its digest.
    replay_key = models.CharField(max_length=64, unique=True)
    action = word(Action)
    moment = models.DateTimeField()
    received_at = models.DateTimeField()
    # In ten-thousandths, 0 to 10,000.
    severity = models.PositiveIntegerField(null=True, blank=True)
    reason_code = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    extra_minutes = models.PositiveIntegerField(default=0)
    # False for what came too late or in the wrong order: evidence, and nothing else.
    took_effect = models.BooleanField(default=False)
    links_document = EncryptedTextField(blank=True)
    answered_status = word(Standing, default=Standing.NONE.value)
    answered_minutes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["moment", "id"]
        indexes = [models.Index(fields=["attempt", "moment"], name="incident_by_time")]
        constraints = [
            known("incident", "action", Action),
            known("incident", "answered_status", Standing),
            models.CheckConstraint(
                condition=Q(severity=None) | Q(severity__gte=0, severity__lte=10_000),
                name="incident_severity_is_a_share",
            ),
        ]

    @property
    def links(self) -> list[str]:
        """Return where the vendor keeps its evidence."""
        return json.loads(self.links_document) if self.links_document else []
