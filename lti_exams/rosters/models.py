"""How well we know who is in a course. The people themselves are memberships, in `launches`."""

from django.db import models
from django.db.models import Q

from lti_exams.kernel.leases import Leased, lease_is_whole


class Roster(Leased):
    """One course's roster: when it was asked for, read whole, and what went wrong since."""

    course = models.OneToOneField(
        "launches.Course", on_delete=models.PROTECT, related_name="roster"
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    # Until then we know everybody: the moment at which the last whole reading began.
    read_at = models.DateTimeField(null=True, blank=True)
    members = models.PositiveIntegerField(default=0)
    joined = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=60, blank=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(due_at__isnull=False), name="roster_is_due"
            ),
        ]
        constraints = [
            lease_is_whole("roster"),
            models.CheckConstraint(
                condition=(Q(failure="") & Q(failures=0)) | (~Q(failure="") & Q(failures__gt=0)),
                name="roster_failure_is_counted",
            ),
        ]
