"""One way through the wizard: what was chosen so far, and what would come of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Run(models.Model):
    """A draft on the server. Its key is the `pluginsessionid`: two windows are two runs."""

    key = models.CharField(max_length=32, unique=True)
    period = models.ForeignKey(
        "launches.Course", on_delete=models.CASCADE, related_name="qualification_runs"
    )
    by = models.CharField(max_length=300)
    # Whose session it belongs to: a launch, or a member of staff.
    launch = models.ForeignKey("launches.Launch", on_delete=models.CASCADE, null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True
    )
    plugin = models.CharField(max_length=100, blank=True)
    plugin_settings = models.JSONField(default=dict, blank=True)
    # What a plugin found that decides by itself: the keys of passing related students.
    output = models.JSONField(null=True, blank=True)
    # Students that are left open, should the status be almost ready.
    notready = models.JSONField(default=list, blank=True)
    opened_at = models.DateTimeField()
    computed_at = models.DateTimeField(null=True, blank=True)
    # Of the rule that was computed by: a limit that comes from the columns may change under it.
    rule_digest = models.CharField(max_length=64, blank=True)
    # The active list when it was computed: whoever saves puts theirs in the place of that one.
    replaces = models.ForeignKey(
        "qualifications.Status", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What is said with a large list while it is being saved: its page outlives a reload.
    saving = models.JSONField(null=True, blank=True)
    # Unique: a run is saved once.
    status = models.OneToOneField(
        "qualifications.Status", on_delete=models.PROTECT, null=True, blank=True, related_name="run"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(computed_at=None) | ~Q(plugin=""),
                name="run_is_computed_by_a_plugin",
            ),
        ]


class Figure(models.Model):
    """What a rule needs to know of one student, as numbers. Written and read in sets only.

    No foreign key is checked: a hundred thousand of them live for an hour, and checking them took
    as long as everything else together.
    """

    run = models.ForeignKey(
        Run, on_delete=models.CASCADE, related_name="figures", db_constraint=False, db_index=False
    )
    relatedstudent = models.ForeignKey(
        "launches.Membership",
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    # Computed again while the status is saved, to be compared with what was looked at.
    is_fresh = models.BooleanField(default=False)
    figures = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "relatedstudent", "is_fresh"], name="figure_is_unique"
            ),
        ]
