"""What an LMS must learn of one person through one link, each try to tell it, and the way there."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from lti_exams.grades.lms import ADAPTERS
from lti_exams.grades.rules.answers import Meaning
from lti_exams.grades.rules.deciding import OutcomeState
from lti_exams.grades.rules.documents import Document, from_json
from lti_exams.kernel.leases import Leased, lease_is_whole


def _known(field: str, enum: type[StrEnum], *, none: bool = False) -> Q:
    values = [member.value for member in enum]
    return Q(**{f"{field}__in": [*values, ""] if none else values})


def _choices(enum: type[StrEnum]) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]


class Outcome(models.Model):
    """The newest truth, not yet or already told. Its version counts the changes."""

    link = models.ForeignKey("launches.Link", on_delete=models.PROTECT, related_name="outcomes")
    person = models.ForeignKey("launches.Person", on_delete=models.PROTECT, related_name="outcomes")
    version = models.PositiveIntegerField(default=1)
    # What caused this version, such as "attempt:12:7"; those of earlier ones are its changes.
    source = models.CharField(max_length=100)
    document = models.JSONField()
    state = models.CharField(
        max_length=24, choices=_choices(OutcomeState), default=OutcomeState.WAITING.value
    )
    changed_at = models.DateTimeField()
    # Why it is not there yet, or not as it should be: one of the meanings of an answer.
    reason = models.CharField(max_length=40, blank=True, db_default="")
    # What the LMS answered last, short and without secrets.
    answer = models.CharField(max_length=200, blank=True, db_default="")
    # When it is tried next; empty where only a person or a change brings it on its way again.
    next_try_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(db_default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    version_sent = models.PositiveIntegerField(db_default=0)
    version_delivered = models.PositiveIntegerField(db_default=0)
    delivered_at = models.DateTimeField(null=True, blank=True)
    # The timestamp that was sent last: no later score may carry it again, or one before.
    timestamp_sent = models.DateTimeField(null=True, blank=True)
    # What was sent and may have arrived unheard; it is sent once more exactly so.
    unanswered = models.JSONField(null=True, blank=True)
    # The points that the LMS surely has of us; what else it shows somebody else wrote.
    written = models.JSONField(null=True, blank=True)
    # The newest attempt of which the LMS may hold a submission.
    attempt_submitted = models.PositiveIntegerField(null=True, blank=True)
    # Staff said to write over whatever the LMS shows.
    forced = models.BooleanField(db_default=False)
    # The lease of the channel under which it is on its way.
    sending_under = models.CharField(max_length=120, blank=True, db_default="")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(next_try_at__isnull=False),
                name="outcome_is_due",
            ),
            models.Index(fields=["link", "state"], name="outcome_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["link", "person"], name="outcome_is_unique"),
            models.CheckConstraint(
                condition=Q(version__gte=1), name="outcome_version_is_at_least_1"
            ),
            models.CheckConstraint(
                condition=_known("state", OutcomeState), name="outcome_state_is_known"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="outcome_has_a_source"),
            models.CheckConstraint(
                condition=_known("reason", Meaning, none=True), name="outcome_reason_is_known"
            ),
            # A parked outcome says why, and what waits is waited for.
            models.CheckConstraint(
                condition=~Q(state=OutcomeState.PARKED.value) | ~Q(reason=""),
                name="outcome_is_parked_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(version_sent__lte=models.F("version")),
                name="outcome_sent_is_a_version",
            ),
            models.CheckConstraint(
                condition=Q(version_delivered__lte=models.F("version_sent")),
                name="outcome_delivered_was_sent",
            ),
        ]

    @property
    def tells(self) -> Document:
        return from_json(self.document)


class Change(models.Model):
    """One change of an outcome: the version it made, and what caused it. A cause counts once."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    source = models.CharField(max_length=100)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["outcome", "version"], name="change_is_of_a_version"),
            models.UniqueConstraint(fields=["outcome", "source"], name="change_has_its_own_source"),
            models.CheckConstraint(condition=~Q(source=""), name="change_has_a_source"),
        ]


class Delivery(models.Model):
    """One try to tell an outcome: when, what was sent, and what was answered."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="deliveries")
    version = models.PositiveIntegerField()
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField()
    sent = models.JSONField(default=dict)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    meaning = models.CharField(max_length=40, choices=_choices(Meaning))
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=_known("meaning", Meaning), name="delivery_meaning_is_known"
            ),
        ]


class Channel(Leased):
    """The way to one LMS: one worker at a time sends there, at the pace that the LMS bears."""

    platform = models.OneToOneField(
        "platforms.Platform", on_delete=models.CASCADE, related_name="channel"
    )
    window = models.FloatField(default=4.0)
    failures = models.PositiveIntegerField(default=0)
    is_open = models.BooleanField(default=False)
    quiet_until = models.DateTimeField(null=True, blank=True)
    # Which adapter staff chose over what the LMS calls itself.
    adapter = models.CharField(
        max_length=20,
        blank=True,
        default="",
        choices=[(name, one.title) for name, one in ADAPTERS.items()],
    )
    # Whether a column that somebody deleted in the LMS is made anew without asking.
    makes_columns_anew = models.BooleanField(default=False)

    class Meta:
        constraints = [
            lease_is_whole("channel"),
            models.CheckConstraint(condition=Q(window__gte=1), name="channel_sends_something"),
            models.CheckConstraint(
                condition=Q(adapter__in=["", *ADAPTERS]), name="channel_adapter_is_known"
            ),
        ]


class Column(models.Model):
    """The column of the LMS's gradebook in which a link's outcomes stand, or why there is none."""

    link = models.OneToOneField("launches.Link", on_delete=models.CASCADE, related_name="column")
    url = models.CharField(max_length=2000, blank=True, default="")
    # Somebody asked the LMS to make it and has no answer yet: it may be there, or come.
    making_since = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=40, blank=True, default="")
    troubled_since = models.DateTimeField(null=True, blank=True)
    # What the launch said of the gradebook when the trouble began: another word is a new chance.
    told = models.CharField(max_length=64, blank=True, default="")
    # Where it was once: whoever deleted it may have meant to.
    gone_url = models.CharField(max_length=2000, blank=True, default="")
    # Somebody said since that it may be made anew.
    makes_anew = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_known("trouble", Meaning, none=True), name="column_trouble_is_known"
            ),
        ]


class Hold(models.Model):
    """A deployment whose LMS refuses us altogether: its outcomes wait for an administrator."""

    deployment = models.OneToOneField(
        "platforms.Deployment", on_delete=models.CASCADE, related_name="hold"
    )
    reason = models.CharField(max_length=40)
    answer = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_known("reason", Meaning), name="hold_has_a_reason"),
        ]
